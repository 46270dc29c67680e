package orderimport.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The settings of a running embedded server. */
class ServerSettingsTest {
  private final DataFolder folder = TestDatabase.EMBEDDED;
  private final EmbeddedPostgres postgres = folder.open();

  @AfterEach
  void close() {
    postgres.close();
  }

  @Test
  void commits_are_as_safe_as_on_a_standalone_server() {
    assertThat(
            List.of(
                show("fsync"),
                show("synchronous_commit"),
                show("full_page_writes"),
                show("data_checksums")))
        .containsOnly("on");
    assertThat(show("server_encoding")).isEqualTo("UTF8");
  }

  @Test
  void connecting_requires_the_password() {
    assertThat(postgres.password()).hasSizeGreaterThan(40);
    assertThatThrownBy(() -> DataFolder.connect(postgres, "postgres").close())
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("28P01"));
    assertThatThrownBy(() -> DataFolder.connect(postgres, "").close())
        .isInstanceOf(SQLException.class);
    assertThat(show("listen_addresses")).isEqualTo("127.0.0.1");
    assertThat(show("unix_socket_directories")).isEmpty();
  }

  @Test
  void the_server_does_not_need_dev_shm() {
    assertThat(show("dynamic_shared_memory_type")).isEqualTo("mmap");
  }

  @Test
  void only_the_owner_can_read_the_folder() throws IOException {
    assertThat(postgres.jdbcUrl()).doesNotContain(postgres.password());
    assertThat(folder.mode("postgres")).isEqualTo("rwx------");
    assertThat(folder.mode("postgres/cluster")).isEqualTo("rwx------");
    assertThat(folder.mode("postgres/password")).isEqualTo("rw-------");
    assertThat(folder.mode("postgres/server.log")).isEqualTo("rw-------");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void the_server_does_not_inherit_the_environment(@TempDir Path temp) throws IOException {
    DataFolder own = DataFolder.in(temp);
    try (AnotherProgram program =
        AnotherProgram.starting(own.path(), Map.of("GRANITE_TOKEN", "s3cret")).awaitOpen()) {
      long pid = own.postmaster().orElseThrow().pid();
      String environment = Files.readString(Path.of("/proc/" + pid + "/environ"));

      assertThat(environment).contains("LC_ALL=C").doesNotContain("GRANITE_TOKEN", "s3cret");
      assertThat(
              Arrays.stream(environment.split("\0"))
                  .map(each -> each.replaceFirst("=.*", ""))
                  .filter(name -> !name.startsWith("PG")))
          .as("only those of the shell and those needed to run")
          .isSubsetOf(
              "PATH", "HOME", "TMPDIR", "LD_LIBRARY_PATH", "LC_ALL", "PWD", "OLDPWD", "SHLVL", "_");
      program.requestClose();
    }
  }

  @Test
  void the_log_contains_no_stored_data() throws IOException {
    JdbcClient sql = DataFolder.sql(postgres);
    sql.sql("drop table if exists person").update();
    sql.sql("create table person (name text primary key, born date)").update();
    sql.sql("insert into person values ('Kari Nordmann', null)").update();
    assertThatThrownBy(() -> sql.sql("insert into person values ('Kari Nordmann', null)").update())
        .hasMessageContaining("Kari Nordmann");
    assertThatThrownBy(
            () ->
                sql.sql("insert into person values ('x', cast(? as date))")
                    .param("Kari Nordmann")
                    .update())
        .hasMessageContaining("Kari Nordmann");
    assertThat(Files.readString(folder.path().resolve("postgres/server.log")))
        .contains("database system is ready")
        .doesNotContain("Nordmann")
        .doesNotContain("insert");
  }

  private String show(String setting) {
    return DataFolder.sql(postgres).sql("show " + setting).query(String.class).single();
  }
}
