package orderimport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import orderimport.cli.CommandLineRun.Place;
import orderimport.database.DataFolder;
import orderimport.database.EmbeddedPostgres;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A server that may forget what it has committed. */
class UnsafeServerTest {
  private static final String[] SHEET = {
    "carrier,order_ref,type,address.address,address.zip,address.city",
    "telecomx,SAFE-1,DSL,Storegade 1,8000,Aarhus"
  };

  @Test
  void places_nothing_and_the_other_commands_work() throws Exception {
    Place place = Place.empty(Map.of());
    Path folder = place.workingDirectory();
    try (EmbeddedPostgres postgres = DataFolder.in(folder).open()) {
      JdbcClient sql =
          JdbcClient.create(
              new DriverManagerDataSource(
                  postgres.jdbcUrl(), postgres.username(), postgres.password()));
      set(sql, "off");
      Path sheet = place.write("sites.csv", SHEET);

      refused(place.run("import", sheet));
      assertThat(place.run("validate", sheet).code()).isZero();
      assertThat(place.run("import", "--hold", sheet).code()).isZero();
      refused(place.run("place", 1));
      refused(place.run("import", sheet));
      Path inbox = Files.createDirectory(folder.resolve("inbox"));
      Path dropped = Files.copy(sheet, inbox.resolve("sites.csv"));
      Files.setLastModifiedTime(dropped, FileTime.from(Instant.now().minusSeconds(60)));
      refused(place.run("import", "--inbox", inbox));
      assertThat(dropped).exists();
      assertThat(place.run("list").out()).contains("held");
      assertThat(folder.resolve("data/sandbox.jsonl")).doesNotExist();

      set(sql, "on");
      assertThat(place.run("place", 1).code()).isZero();
    }
  }

  private static void set(JdbcClient sql, String fsync) {
    sql.sql("alter system set fsync = " + fsync).update();
    sql.sql("select pg_reload_conf()").query(Boolean.class).single();
  }

  private static void refused(CommandLineRun run) {
    assertThat(run.all()).contains("Nothing is placed: fsync is off", "fsync = on");
    assertThat(run.code()).isEqualTo(2);
  }
}
