package orderimport.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresTest {
  private final Path temp;
  private final DataFolder folder;

  EmbeddedPostgresTest(@TempDir Path temp) {
    this.temp = temp;
    folder = DataFolder.in(temp);
  }

  @Test
  void data_survives_closing_and_no_server_keeps_running() throws IOException {
    try (EmbeddedPostgres postgres = folder.open()) {
      store(postgres);
    }
    assertThat(folder.postmaster()).isEmpty();

    try (EmbeddedPostgres postgres = folder.open()) {
      assertThat(stored(postgres)).isEqualTo(1);
    }
    try (Stream<Path> files = Files.list(folder.path().resolve("postgres"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .as("no incomplete files")
          .containsExactlyInAnyOrder(
              "cluster",
              "password",
              "server.log",
              "start-or-stop.lock",
              "in-use.lock",
              "postgresql-" + PostgresDistribution.VERSION);
    }
  }

  @Test
  @Tag("long")
  void users_in_one_program_share_the_server_until_the_last_closes() throws IOException {
    Path link = Files.createSymbolicLink(temp.resolve("link"), folder.path());
    EmbeddedPostgres first = folder.open();
    EmbeddedPostgres second = EmbeddedPostgres.open(link);
    assertThat(second.jdbcUrl()).isEqualTo(first.jdbcUrl());

    first.close();
    first.close();
    store(second);
    assertThat(stored(second)).isEqualTo(1);

    second.close();
    assertThat(folder.postmaster()).isEmpty();
  }

  @Test
  void a_folder_name_may_have_spaces_and_any_letters() throws IOException {
    Path odd = Files.move(folder.path(), temp.resolve("O'Brien & Sønner (100 %)"));

    try (EmbeddedPostgres postgres = EmbeddedPostgres.open(odd)) {
      store(postgres);
    }
  }

  @Test
  void the_binaries_have_the_version_in_their_folder_name() {
    PostgresBinaries programs =
        new PostgresBinaries(
            folder.path().resolve("postgres/postgresql-" + PostgresDistribution.VERSION));

    assertThat(programs.run("postgres", "--version").output() + ".0")
        .endsWith(PostgresDistribution.VERSION);
  }

  private static void store(EmbeddedPostgres postgres) {
    DataFolder.sql(postgres).sql("create table kept as select 1 as number").update();
  }

  private static int stored(EmbeddedPostgres postgres) {
    return DataFolder.sql(postgres).sql("select number from kept").query(Integer.class).single();
  }
}
