package orderimport.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** Programs and servers that end unexpectedly, or must not end. */
@Timeout(180)
class KilledServerTest {
  private final Path temp;
  private final DataFolder folder;

  KilledServerTest(@TempDir Path temp) {
    this.temp = temp;
    folder = DataFolder.in(temp);
  }

  @Test
  @Tag("long")
  void two_programs_share_the_server_until_the_last_closes() {
    try (AnotherProgram other = AnotherProgram.starting(folder.path()).awaitOpen()) {
      Postmaster shared = folder.postmaster().orElseThrow();

      try (EmbeddedPostgres postgres = folder.open()) {
        assertThat(postgres.jdbcUrl()).contains(":" + shared.port() + "/");
      }
      assertThat(folder.postmaster()).as("while the other program has it open").contains(shared);

      other.requestClose();
      assertThat(folder.postmaster()).as("after the last program").isEmpty();
    }
  }

  @Test
  void the_server_of_a_killed_program_keeps_running_and_is_reused() {
    try (AnotherProgram other = AnotherProgram.starting(folder.path()).awaitOpen()) {
      other.kill();
    }
    Postmaster left = folder.postmaster().orElseThrow();

    try (EmbeddedPostgres postgres = folder.open()) {
      count(postgres);
      assertThat(folder.postmaster()).contains(left);
    }
    assertThat(folder.postmaster()).isEmpty();
  }

  @Test
  @Tag("long")
  void an_interrupt_in_the_terminal_does_not_stop_the_server() throws Exception {
    try (AnotherProgram other = AnotherProgram.inOwnProcessGroup(folder.path()).awaitOpen()) {
      Process interrupt =
          new ProcessBuilder("kill", "-INT", "--", "-" + other.pid()).inheritIO().start();
      assertThat(interrupt.waitFor()).isZero();
      other.awaitExitByInterrupt();
    }
    assertThat(folder.postmaster()).isPresent();

    folder.open().close();
    assertThat(folder.postmaster()).isEmpty();
  }

  @Test
  void a_killed_server_recovers_all_commits_at_its_port() {
    try (EmbeddedPostgres postgres = folder.open()) {
      count(postgres);
      kill(folder.postmaster().orElseThrow());

      try (EmbeddedPostgres again = folder.open()) {
        assertCounted(again);
        assertThat(again.jdbcUrl())
            .as("the URL that other programs use")
            .isEqualTo(postgres.jdbcUrl());
      }
    }
  }

  /** As one that waits for a lock that a killed process held. */
  @Test
  void a_process_that_outlives_its_server_is_ended() throws Exception {
    try (EmbeddedPostgres postgres = folder.open()) {
      count(postgres);
      try (Connection connection = DataFolder.connect(postgres, postgres.password())) {
        int backend =
            JdbcClient.create(new SingleConnectionDataSource(connection, true))
                .sql("select pg_backend_pid()")
                .query(Integer.class)
                .single();
        new ProcessBuilder("kill", "-STOP", String.valueOf(backend)).inheritIO().start().waitFor();
        kill(folder.postmaster().orElseThrow());

        try (EmbeddedPostgres again = folder.open()) {
          assertCounted(again);
        }
      }
    }
  }

  @Test
  @Tag("long")
  void the_pid_of_a_dead_server_may_be_reused() throws IOException {
    folder.open().close();
    Files.write(
        folder.cluster().resolve("postmaster.pid"),
        List.of(
            String.valueOf(ProcessHandle.current().pid()),
            folder.cluster().toRealPath().toString(),
            "1795323676",
            "54999",
            "",
            "127.0.0.1",
            "  2148560         4",
            "ready   "));

    try (EmbeddedPostgres postgres = folder.open()) {
      count(postgres);
    }
    assertThat(folder.postmaster()).isEmpty();
  }

  @Test
  @Tag("long")
  void another_port_is_used_if_the_port_is_taken() throws IOException {
    int port;
    try (EmbeddedPostgres postgres = folder.open()) {
      count(postgres);
      Postmaster postmaster = folder.postmaster().orElseThrow();
      port = postmaster.port();
      kill(postmaster);
    }
    try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
        EmbeddedPostgres postgres = folder.open()) {
      assertThat(postgres.jdbcUrl()).doesNotContain(":" + taken.getLocalPort() + "/");
    }
  }

  @Test
  @Tag("long")
  void two_first_starts_at_once_create_one_database() {
    Path empty = temp.resolve("not/yet/there");
    try (AnotherProgram first = AnotherProgram.starting(empty);
        AnotherProgram second = AnotherProgram.starting(empty)) {
      assertThat(first.readLine()).startsWith(AnotherProgram.OPEN).isEqualTo(second.readLine());
      first.requestClose();
      second.requestClose();
    }
    assertThat(new DataFolder(empty).postmaster()).isEmpty();
  }

  private static void count(EmbeddedPostgres postgres) {
    JdbcClient sql = DataFolder.sql(postgres);
    sql.sql("create table counted as select generate_series(1, 100) as number").update();
  }

  private static void assertCounted(EmbeddedPostgres postgres) {
    JdbcClient sql = DataFolder.sql(postgres);
    assertThat(sql.sql("select sum(number) from counted").query(Long.class).single())
        .isEqualTo(5050);
  }

  private static void kill(Postmaster postmaster) {
    assertThat(ProcessHandle.of(postmaster.pid()).orElseThrow().destroyForcibly()).isTrue();
  }
}
