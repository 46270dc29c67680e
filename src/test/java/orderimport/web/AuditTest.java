package orderimport.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

/** Every action of a user is recorded: if the record fails, so does the action. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuditTest {
  private @Nullable Server startedServer;
  private @Nullable JdbcClient jdbc;
  private @Nullable HttpUser user;

  @BeforeAll
  void start() throws Exception {
    Map<String, String> settings = Users.settings();
    Users.add(settings, "anna", "upload,place");
    Server.Installation installation = Server.Installation.create(settings);
    jdbc = JdbcClient.create(installation.database().dataSource());
    jdbc()
        .sql(
            """
            create function no_record() returns trigger language plpgsql as
            $$ begin raise exception 'no record of it'; end $$\
            """)
        .update();
    Server server = installation.start();
    startedServer = server;
    user = Users.logIn(server, "anna");
  }

  @AfterAll
  void stop() {
    Objects.requireNonNull(startedServer).close();
  }

  @AfterEach
  void dropTrigger() {
    jdbc().sql("drop trigger if exists no_record on import_event").update();
  }

  private JdbcClient jdbc() {
    return Objects.requireNonNull(jdbc);
  }

  private HttpUser user() {
    return Objects.requireNonNull(user);
  }

  /** From now on such an action cannot be recorded. */
  private void failToRecord(String action) {
    jdbc()
        .sql(
            "create trigger no_record before insert on import_event for each row when (new.action like '%s%%%%') execute function no_record()"
                .formatted(action))
        .update();
  }

  private long upload(String ref) throws Exception {
    return user()
        .importNew(
            ref + ".csv",
            Files.readString(Path.of("input-samples/sites-danish.csv"))
                .replace("DK-70", ref + "-")
                .getBytes(UTF_8));
  }

  private @Nullable String requestedAction(long id) {
    return jdbc()
        .sql("select coalesce(requested_action, 'nothing') from import where id = ?")
        .param(id)
        .query(String.class)
        .single();
  }

  private long countOrders(long id, String status) {
    return jdbc()
        .sql("select count(*) from orders where import_id = ? and status = ?")
        .params(id, status)
        .query(Long.class)
        .single();
  }

  @Test
  void nothing_is_placed_without_an_audit_record() throws Exception {
    long id = upload("PLACE");
    String form = user().get("/imports/%d/place".formatted(id)).body();
    failToRecord("PLACED");
    Map<String, String> placeFields = Map.of("version", field(form, "version"), "held", "3");
    assertThat(user().post("/imports/%d/place".formatted(id), placeFields).statusCode())
        .isEqualTo(500);
    assertThat(requestedAction(id)).isEqualTo("nothing");
    assertThat(countOrders(id, "HELD")).isEqualTo(3);

    dropTrigger();
    user().post("/imports/%d/place".formatted(id), placeFields);
    user().awaitIdle(id);
    assertThat(countOrders(id, "ACCEPTED")).isEqualTo(3);
  }

  @Test
  void no_upload_is_processed_without_an_audit_record() throws Exception {
    failToRecord("UPLOADED");
    byte[] file = "order_ref,carrier\nUP-1,granite\n".getBytes(UTF_8);
    assertThat(user().upload("unrecorded.csv", file).statusCode()).isEqualTo(500);
    assertThat(
            jdbc()
                .sql("select count(*) from import where requested_action is not null")
                .query(Long.class)
                .single())
        .isZero();
    dropTrigger();
    user().importNew("unrecorded.csv", file);
  }

  @Test
  void no_file_is_re_read_without_an_audit_record() throws Exception {
    long id = upload("REREAD");
    failToRecord("REREAD");
    assertThat(
            user()
                .post("/imports/%d/reread".formatted(id), Map.of("decimal", "COMMA"))
                .statusCode())
        .isEqualTo(500);
    assertThat(user().get("/imports/" + id).body()).contains("3 of 3 orders can be placed");
    assertThat(
            jdbc()
                .sql("select count(*) from import where id > ?")
                .param(id)
                .query(Long.class)
                .single())
        .isZero();
  }

  @Test
  void no_import_is_approved_without_an_audit_record() throws Exception {
    long id = upload("APPROVE");
    String page = user().get("/imports/" + id).body();
    failToRecord("APPROVED");

    Map<String, String> review =
        Map.of("act", "APPROVE", "version", field(page, "version"), "held", "3");
    assertThat(user().post("/imports/%d/review".formatted(id), review).statusCode()).isEqualTo(500);

    assertThat(
            jdbc()
                .sql("select review is null from import where id = ?")
                .param(id)
                .query(Boolean.class)
                .single())
        .isTrue();
  }

  @Test
  void no_order_is_resolved_without_an_audit_record() throws Exception {
    long id = upload("RESOLVE");
    jdbc()
        .sql("update orders set status = 'IN_DOUBT', attempts = 1 where import_id = ?")
        .param(id)
        .update();
    failToRecord("RESOLVED");
    String order =
        jdbc()
            .sql("select min(id)::text from orders where import_id = ?")
            .param(id)
            .query(String.class)
            .single();
    Map<String, String> resolution =
        Map.of("order", order, "sure", "true", "id-" + order, "asked-" + id);

    assertThat(user().post("/in-doubt/accepted", resolution).statusCode()).isEqualTo(500);
    assertThat(user().post("/in-doubt/not-received", resolution).statusCode()).isEqualTo(500);
    assertThat(countOrders(id, "IN_DOUBT")).isEqualTo(3);

    dropTrigger();
    user().post("/in-doubt/not-received", resolution);
    assertThat(countOrders(id, "HELD")).isEqualTo(1);
    failToRecord("RESOLUTION_UNDONE");
    Map<String, String> undo = Map.of("order", order, "comment", "The wrong one");
    assertThat(user().post("/in-doubt/undo", undo).statusCode()).isEqualTo(500);
    assertThat(countOrders(id, "HELD")).isEqualTo(1);
    dropTrigger();
    user().post("/in-doubt/undo", undo);
    assertThat(countOrders(id, "IN_DOUBT")).isEqualTo(3);
  }

  @Test
  void a_note_is_about_the_order_in_whose_row_it_is_typed() throws Exception {
    long id = upload("NOTE");
    jdbc()
        .sql("update orders set status = 'IN_DOUBT', attempts = 1 where import_id = ?")
        .param(id)
        .update();
    List<Long> orders =
        jdbc()
            .sql("select id from orders where import_id = ? order by id")
            .param(id)
            .query(Long.class)
            .list();
    String first = "note-" + orders.get(0);
    String second = "note-" + orders.get(1);
    String enter = "/in-doubt/note";
    for (int earlier = 0; earlier < 5; earlier++) {
      // Shows the result of an earlier action of the user, once.
      user().get("/in-doubt");
    }
    assertThat(user().get("/in-doubt").body())
        .as("the button that Enter presses")
        .containsPattern("action=\"/in-doubt/look-up\"[\\s\\S]{0,400}formaction=\"" + enter + "\"");

    Map<String, String> typed = Map.of(first, "", second, "Asked", "id-" + orders.get(2), "C-7");
    user().post(enter, typed);
    assertThat(user().get("/in-doubt").body())
        .contains(">Asked<", "value=\"C-7\"")
        .doesNotContain("value=\"Asked\"");
    assertThat(notes(orders.get(1))).containsExactly("Asked");

    user().post(enter, Map.of(first, "One", second, "Two"));
    assertThat(user().get("/in-doubt").body())
        .contains("Press the button beside the note", "value=\"One\"", "value=\"Two\"");
    user().post("/in-doubt/accepted", Map.of(first, "One"));
    assertThat(user().get("/in-doubt").body()).contains("value=\"One\"");
    user().post(enter + "?about=" + orders.get(0), Map.of(first, "One", second, "Two"));
    assertThat(user().get("/in-doubt").body())
        .contains(">One<", "value=\"Two\"")
        .doesNotContain("value=\"One\"");
    assertThat(notes(orders.get(0))).containsExactly("One");
    jdbc().sql("update orders set status = 'HELD' where import_id = ?").param(id).update();
  }

  private List<String> notes(long order) {
    return jdbc()
        .sql("select comment from import_event where order_id = ? and action = 'NOTED'")
        .param(order)
        .query(String.class)
        .list();
  }

  private static String field(String page, String name) {
    Matcher field = Pattern.compile("name=\"%s\" value=\"(\\d+)\"".formatted(name)).matcher(page);
    if (!field.find()) {
      throw new IllegalStateException("No field " + name);
    }
    return field.group(1);
  }
}
