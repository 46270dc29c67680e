package orderimport.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The sessions that hold leases are cut at two servers in turn, as by an administrator. */
class LostLeaseTest {
  private static final int ORDERS = 24;

  @Test
  void an_import_whose_lease_was_cut_at_two_servers_is_placed_to_its_end(@TempDir Path folder)
      throws Exception {
    Map<String, String> settings = new HashMap<>(Users.settings());
    Users.add(settings, "anna", "upload,place");
    try (SandboxInTest carrier = new SandboxInTest(folder)) {
      settings.putAll(carrier.settingsOfServer(4));
      Server.Ground ground = Server.Ground.fresh(settings);
      JdbcClient sql = JdbcClient.create(ground.database().dataSource());
      try (Server server = ground.start()) {
        HttpUser anna = Users.visit(server, "anna");
        long id = anna.importNew("cut.csv", Files.readAllBytes(carrier.sheet("C-", ORDERS, true)));
        anna.post("/imports/" + id + "/place", offer(anna.get("/imports/" + id + "/place").body()));
        while (carrier.accepted().size() < 4) {
          Thread.sleep(50);
        }

        cutSessionWithLock(sql);
        takeOverAndLoseTheSession(sql, id);

        assertThat(anna.awaitRest(id)).contains(" of " + ORDERS + " orders placed");
        assertThat(sql.sql("select state from import").query(String.class).single())
            .isEqualTo("COMPLETED");
      }
      assertThat(
              sql.sql("select count(*) from orders where status = 'HELD'")
                  .query(Long.class)
                  .single())
          .isZero();
      assertThat(carrier.accepted()).doesNotHaveDuplicates().hasSizeBetween(ORDERS - 2, ORDERS);
    }
  }

  private static void cutSessionWithLock(JdbcClient sql) {
    assertThat(
            sql.sql(
                    "select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory'"
                        + " and granted and database ="
                        + " (select oid from pg_database where datname = current_database())")
                .query(Boolean.class)
                .list())
        .containsExactly(true);
  }

  /** What is in the database of another server that has lost its session, too, and works on. */
  private static void takeOverAndLoseTheSession(JdbcClient sql, long id) {
    sql.sql(
            "update import set fencing_token = fencing_token + 1, worker = 'process 1 on south',"
                + " state = 'RUNNING' where id = ?")
        .param(id)
        .update();
  }

  private static Map<String, String> offer(String page) {
    Matcher fields = Pattern.compile("name=\"(version|held)\" value=\"(\\d+)\"").matcher(page);
    Map<String, String> offer = new HashMap<>(Map.of("sure", "true"));
    while (fields.find()) {
      offer.put(fields.group(1), fields.group(2));
    }
    return offer;
  }
}
