package orderimport.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

class EmbeddedPostgresTest {
  private final Path temp;
  private final DataFolder folder;

  EmbeddedPostgresTest(@TempDir Path temp) {
    this.temp = temp;
    folder = DataFolder.in(temp);
  }

  @Test
  void what_is_committed_is_as_safe_as_on_a_server() {
    try (EmbeddedPostgres postgres = folder.open()) {
      assertThat(
              List.of(
                  show(postgres, "fsync"),
                  show(postgres, "synchronous_commit"),
                  show(postgres, "full_page_writes"),
                  show(postgres, "data_checksums")))
          .containsOnly("on");
      assertThat(show(postgres, "server_encoding")).isEqualTo("UTF8");
    }
  }

  @Test
  void nobody_gets_in_without_the_password() {
    try (EmbeddedPostgres postgres = folder.open()) {
      assertThat(postgres.password()).hasSizeGreaterThan(40);
      assertThatThrownBy(() -> DataFolder.connect(postgres, "postgres").close())
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("28P01"));
      assertThatThrownBy(() -> DataFolder.connect(postgres, "").close())
          .isInstanceOf(SQLException.class);
      assertThat(show(postgres, "listen_addresses")).isEqualTo("127.0.0.1");
      assertThat(show(postgres, "unix_socket_directories")).isEmpty();
    }
  }

  @Test
  void nobody_else_looks_into_the_folder() throws IOException {
    try (EmbeddedPostgres postgres = folder.open()) {
      assertThat(postgres.jdbcUrl()).doesNotContain(postgres.password());
      assertThat(folder.mode("postgres")).isEqualTo("rwx------");
      assertThat(folder.mode("postgres/cluster")).isEqualTo("rwx------");
      assertThat(folder.mode("postgres/password")).isEqualTo("rw-------");
      assertThat(folder.mode("postgres/server.log")).isEqualTo("rw-------");
    }
  }

  @Test
  void the_log_holds_nothing_of_what_is_stored() throws IOException {
    try (EmbeddedPostgres postgres = folder.open()) {
      JdbcClient sql = DataFolder.sql(postgres);
      sql.sql("create table person (name text primary key, born date)").update();
      sql.sql("insert into person values ('Kari Nordmann', null)").update();
      assertThatThrownBy(
              () -> sql.sql("insert into person values ('Kari Nordmann', null)").update())
          .hasMessageContaining("Kari Nordmann");
      assertThatThrownBy(
              () ->
                  sql.sql("insert into person values ('x', cast(? as date))")
                      .param("Kari Nordmann")
                      .update())
          .hasMessageContaining("Kari Nordmann");
    }
    assertThat(Files.readString(folder.path().resolve("postgres/server.log")))
        .contains("database system is ready")
        .doesNotContain("Nordmann")
        .doesNotContain("insert");
  }

  @Test
  void what_was_stored_is_there_the_next_time_and_no_server_runs_between() {
    try (EmbeddedPostgres postgres = folder.open()) {
      store(postgres);
    }
    assertThat(folder.postmaster()).isEmpty();

    try (EmbeddedPostgres postgres = folder.open()) {
      assertThat(stored(postgres)).isEqualTo(1);
    }
  }

  @Test
  void two_users_in_one_program_share_the_server_until_the_last_one_closes() {
    EmbeddedPostgres first = folder.open();
    EmbeddedPostgres second = folder.open();
    assertThat(second.jdbcUrl()).isEqualTo(first.jdbcUrl());

    first.close();
    first.close();
    store(second);
    assertThat(stored(second)).isEqualTo(1);

    second.close();
    assertThat(folder.postmaster()).isEmpty();
  }

  @Test
  void a_folder_may_have_blanks_and_any_letters_in_its_name() throws IOException {
    Path odd = Files.move(folder.path(), temp.resolve("O'Brien & Sønner (100 %)"));

    try (EmbeddedPostgres postgres = EmbeddedPostgres.open(odd)) {
      store(postgres);
    }
  }

  @Test
  void a_link_to_a_folder_is_a_folder_too() throws IOException {
    Path link = Files.createSymbolicLink(temp.resolve("link"), folder.path());

    try (EmbeddedPostgres straight = folder.open();
        EmbeddedPostgres linked = EmbeddedPostgres.open(link)) {
      assertThat(linked.jdbcUrl()).isEqualTo(straight.jdbcUrl());
    }
  }

  @Test
  void the_binaries_are_of_the_version_that_their_folder_names() {
    ServerPrograms programs =
        new ServerPrograms(folder.path().resolve("postgres/postgresql-" + ServerArchive.VERSION));

    assertThat(programs.run("postgres", "--version").output() + ".0")
        .endsWith(ServerArchive.VERSION);
  }

  @Test
  void nothing_is_left_half_made_beside_the_database() throws IOException {
    folder.open().close();

    try (Stream<Path> files = Files.list(folder.path().resolve("postgres"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "cluster",
              "password",
              "server.log",
              "start-or-stop.lock",
              "in-use.lock",
              "postgresql-" + ServerArchive.VERSION);
    }
  }

  private static void store(EmbeddedPostgres postgres) {
    DataFolder.sql(postgres).sql("create table kept as select 1 as number").update();
  }

  private static int stored(EmbeddedPostgres postgres) {
    return DataFolder.sql(postgres).sql("select number from kept").query(Integer.class).single();
  }

  private static String show(EmbeddedPostgres postgres, String setting) {
    return DataFolder.sql(postgres).sql("show " + setting).query(String.class).single();
  }
}
