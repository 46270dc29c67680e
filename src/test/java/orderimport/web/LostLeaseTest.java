package orderimport.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Two servers in turn lose the database sessions that hold their leases. */
class LostLeaseTest {
  private static final int ORDERS = 24;

  @Test
  @Tag("long")
  void an_import_is_placed_completely_after_two_lost_leases(@TempDir Path folder) throws Exception {
    Map<String, String> settings = new HashMap<>(Users.settings());
    Users.add(settings, "anna", "upload,place");
    try (SandboxCarrier carrier = new SandboxCarrier(folder)) {
      settings.putAll(carrier.settingsOfServer(4));
      Server.Installation installation = Server.Installation.create(settings);
      JdbcClient sql = JdbcClient.create(installation.database().dataSource());
      try (Server server = installation.start()) {
        HttpUser anna = Users.logIn(server, "anna");
        long id = anna.importNew("cut.csv", Files.readAllBytes(carrier.sheet("C-", ORDERS, true)));
        anna.post(
            "/imports/" + id + "/place", placeFields(anna.get("/imports/" + id + "/place").body()));
        while (carrier.accepted().size() < 4) {
          Thread.sleep(50);
        }

        terminateLeaseSession(sql);
        simulateTakeoverWithLostSession(sql, id);

        assertThat(anna.awaitIdle(id)).contains(" of " + ORDERS + " orders placed");
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

  /** Other advisory locks exist for moments: of rate limits, and of transactions. */
  private static void terminateLeaseSession(JdbcClient sql) {
    assertThat(
            sql.sql(
                    "select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory'"
                        + " and granted and database ="
                        + " (select oid from pg_database where datname = current_database())"
                        + " and classid = x'6f726465'::int::oid")
                .query(Boolean.class)
                .list())
        .containsExactly(true);
  }

  /** Writes what the database has after another server took over and lost its session as well. */
  private static void simulateTakeoverWithLostSession(JdbcClient sql, long id) {
    sql.sql(
            "update import set fencing_token = fencing_token + 1, worker = 'process 1 on south',"
                + " state = 'RUNNING' where id = ?")
        .param(id)
        .update();
  }

  private static Map<String, String> placeFields(String page) {
    Matcher fields = Pattern.compile("name=\"(version|held)\" value=\"(\\d+)\"").matcher(page);
    Map<String, String> placeFields = new HashMap<>(Map.of("sure", "true"));
    while (fields.find()) {
      placeFields.put(fields.group(1), fields.group(2));
    }
    return placeFields;
  }
}
