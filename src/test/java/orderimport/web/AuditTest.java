package orderimport.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Nobody does anything without a record of it: where the record fails, the act does too. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuditTest {
  private @Nullable Server running;
  private @Nullable JdbcClient jdbc;
  private @Nullable HttpUser person;

  @BeforeAll
  void start() throws Exception {
    Map<String, String> settings = Users.settings();
    Users.add(settings, "anna", "upload,place");
    Server.Ground ground = Server.Ground.fresh(settings);
    jdbc = JdbcClient.create(ground.database().dataSource());
    jdbc()
        .sql(
            """
            create function no_record() returns trigger language plpgsql as
            $$ begin raise exception 'no record of it'; end $$\
            """)
        .update();
    Server server = ground.start();
    running = server;
    person = Users.visit(server, "anna");
  }

  @AfterAll
  void stop() {
    Objects.requireNonNull(running).close();
  }

  @AfterEach
  void record_again() {
    jdbc().sql("drop trigger if exists no_record on import_event").update();
  }

  private JdbcClient jdbc() {
    return Objects.requireNonNull(jdbc);
  }

  private HttpUser person() {
    return Objects.requireNonNull(person);
  }

  /** From now on such an act cannot be recorded. */
  private void fail(String act) {
    jdbc()
        .sql(
            "create trigger no_record before insert on import_event for each row when (new.action like '%s%%%%') execute function no_record()"
                .formatted(act))
        .update();
  }

  private long uploaded(String ref) throws Exception {
    return person()
        .importNew(
            ref + ".csv",
            Files.readString(Path.of("input-samples/sites-danish.csv"))
                .replace("DK-70", ref + "-")
                .getBytes(UTF_8));
  }

  private @Nullable String requested(long id) {
    return jdbc()
        .sql("select coalesce(requested_action, 'nothing') from import where id = ?")
        .param(id)
        .query(String.class)
        .single();
  }

  private long orders(long id, String status) {
    return jdbc()
        .sql("select count(*) from orders where import_id = ? and status = ?")
        .params(id, status)
        .query(Long.class)
        .single();
  }

  @Test
  void nothing_is_placed_without_a_record_of_who_did() throws Exception {
    long id = uploaded("PLACE");
    String form = person().get("/imports/%d/place".formatted(id)).body();
    fail("PLACED");
    Map<String, String> offer = Map.of("version", field(form, "version"), "held", "3");
    assertThat(person().post("/imports/%d/place".formatted(id), offer).statusCode()).isEqualTo(500);
    assertThat(requested(id)).isEqualTo("nothing");
    assertThat(orders(id, "HELD")).isEqualTo(3);

    record_again();
    person().post("/imports/%d/place".formatted(id), offer);
    person().awaitRest(id);
    assertThat(orders(id, "ACCEPTED")).isEqualTo(3);
  }

  @Test
  void nothing_is_read_without_a_record_of_who_uploaded_it() throws Exception {
    fail("UPLOADED");
    byte[] file = "order_ref,carrier\nUP-1,granite\n".getBytes(UTF_8);
    assertThat(person().upload("unrecorded.csv", file).statusCode()).isEqualTo(500);
    assertThat(
            jdbc()
                .sql("select count(*) from import where requested_action is not null")
                .query(Long.class)
                .single())
        .isZero();
    record_again();
    person().importNew("unrecorded.csv", file);
  }

  @Test
  void a_file_is_not_re_read_without_a_record_of_who_did() throws Exception {
    long id = uploaded("REREAD");
    fail("REREAD");
    assertThat(
            person()
                .post("/imports/%d/reread".formatted(id), Map.of("decimal", "COMMA"))
                .statusCode())
        .isEqualTo(500);
    assertThat(person().get("/imports/" + id).body()).contains("3 of 3 orders can be placed");
    assertThat(
            jdbc()
                .sql("select count(*) from import where id > ?")
                .param(id)
                .query(Long.class)
                .single())
        .isZero();
  }

  @Test
  void no_order_is_resolved_without_a_record_of_who_did() throws Exception {
    long id = uploaded("RESOLVE");
    jdbc()
        .sql("update orders set status = 'IN_DOUBT', attempts = 1 where import_id = ?")
        .param(id)
        .update();
    fail("RESOLVED");
    String order =
        jdbc()
            .sql("select min(order_ref) from orders where import_id = ?")
            .param(id)
            .query(String.class)
            .single();
    Map<String, String> found =
        Map.of(
            "carrier",
            "telecomx",
            "orderRef",
            order,
            "environment",
            "sandbox",
            "carrierOrderId",
            "asked-" + order);
    assertThat(person().post("/in-doubt/accepted", found).statusCode()).isEqualTo(500);
    assertThat(person().post("/in-doubt/not-received", found).statusCode()).isEqualTo(500);
    assertThat(orders(id, "IN_DOUBT")).isEqualTo(3);

    record_again();
    person().post("/in-doubt/not-received", found);
    assertThat(orders(id, "HELD")).isEqualTo(1);
  }

  private static String field(String page, String name) {
    Matcher field = Pattern.compile("name=\"%s\" value=\"(\\d+)\"".formatted(name)).matcher(page);
    if (!field.find()) {
      throw new IllegalStateException("No field " + name);
    }
    return field.group(1);
  }
}
