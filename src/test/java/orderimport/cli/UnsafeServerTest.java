package orderimport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import orderimport.cli.CommandLineRun.Workspace;
import orderimport.database.DataFolder;
import orderimport.database.EmbeddedPostgres;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A database server that may lose committed data (fsync is off). */
class UnsafeServerTest {
  private static final String[] SHEET = {
    "carrier,order_ref,type,address.address,address.zip,address.city",
    "telecomx,SAFE-1,DSL,Storegade 1,8000,Aarhus"
  };

  @Test
  void nothing_is_placed_but_other_commands_work() throws Exception {
    Workspace workspace = Workspace.empty(Map.of());
    Path folder = workspace.workingDirectory();
    try (EmbeddedPostgres postgres = DataFolder.in(folder).open()) {
      JdbcClient sql =
          JdbcClient.create(
              new DriverManagerDataSource(
                  postgres.jdbcUrl(), postgres.username(), postgres.password()));
      setFsync(sql, "off");
      Path sheet = workspace.write("sites.csv", SHEET);

      assertRejected(workspace.run("import", sheet));
      assertThat(workspace.run("validate", sheet).code()).isZero();
      assertThat(workspace.run("import", "--hold", sheet).code()).isZero();
      assertRejected(workspace.run("place", 1));
      assertRejected(workspace.run("import", sheet));
      Path inbox = Files.createDirectory(folder.resolve("inbox"));
      Path dropped = Files.copy(sheet, inbox.resolve("sites.csv"));
      Files.setLastModifiedTime(dropped, FileTime.from(Instant.now().minusSeconds(60)));
      assertRejected(workspace.run("import", "--inbox", inbox));
      assertThat(dropped).exists();
      assertThat(workspace.run("list").out()).contains("held");
      assertThat(folder.resolve("data/sandbox.jsonl")).doesNotExist();

      setFsync(sql, "on");
      assertThat(workspace.run("place", 1).code()).isZero();
    }
  }

  private static void setFsync(JdbcClient sql, String fsync) {
    sql.sql("alter system set fsync = " + fsync).update();
    sql.sql("select pg_reload_conf()").query(Boolean.class).single();
  }

  private static void assertRejected(CommandLineRun run) {
    assertThat(run.all()).contains("Nothing is placed: fsync is off", "fsync = on");
    assertThat(run.code()).isEqualTo(2);
  }
}
