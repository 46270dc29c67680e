package orderimport.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The embedded server ends while programs use it. */
@Timeout(180)
class RevivedServerTest {
  private static final Duration SOON = Duration.ofSeconds(30);

  private final Path temp;
  private final DataFolder folder;
  private final EmbeddedPostgres postgres;

  RevivedServerTest(@TempDir Path temp) {
    this.temp = temp;
    folder = DataFolder.in(temp);
    postgres = folder.open();
    DataFolder.sql(postgres).sql("create table kept as select 5050 as sum").update();
  }

  @AfterEach
  void close() {
    postgres.close();
    assertThat(folder.postmaster()).as("no program uses it any more").isEmpty();
  }

  @Test
  void a_killed_server_is_restarted_at_its_port_with_all_commits() throws Exception {
    Postmaster killed = kill();

    await(this::responds);

    Postmaster restarted = folder.postmaster().orElseThrow();
    assertThat(restarted.port()).isEqualTo(killed.port());
    assertThat(restarted.pid()).isNotEqualTo(killed.pid());
  }

  @Test
  @Tag("long")
  void a_server_killed_repeatedly_is_restarted_each_time() throws Exception {
    for (int i = 0; i < 3; i++) {
      kill();
      await(this::responds);
    }
  }

  @Test
  @Tag("long")
  void a_server_stopped_by_hand_is_restarted_at_its_port() throws Exception {
    int port = folder.postmaster().orElseThrow().port();
    stopByHand();

    await(this::responds);

    assertThat(folder.postmaster().orElseThrow().port()).isEqualTo(port);
  }

  @Test
  @Tag("long")
  void one_of_several_programs_restarts_the_server() throws Exception {
    try (AnotherProgram other = AnotherProgram.starting(folder.path()).awaitOpen();
        AnotherProgram third = AnotherProgram.starting(folder.path()).awaitOpen()) {
      kill();
      await(this::responds);
      Postmaster restarted = folder.postmaster().orElseThrow();
      Thread.sleep(5_000);

      assertThat(folder.postmaster()).contains(restarted);
      third.requestClose();
      other.requestClose();
      assertThat(folder.postmaster()).as("while this program uses it").contains(restarted);
    }
  }

  @Test
  void a_program_started_meanwhile_finds_the_server_at_its_port() throws Exception {
    stopByHand();

    try (AnotherProgram other = AnotherProgram.starting(folder.path())) {
      assertThat(other.readLine()).isEqualTo(AnotherProgram.OPEN + postgres.jdbcUrl());
    }
    await(this::responds);
  }

  @Test
  @Tag("long")
  void a_restart_waits_for_its_port_to_become_free() throws Exception {
    Postmaster killed = kill();
    try (ServerSocket taken = new ServerSocket()) {
      InetSocketAddress address =
          new InetSocketAddress(InetAddress.getByName("127.0.0.1"), killed.port());
      await(() -> binds(taken, address));
      Thread.sleep(8_000);
      assertThat(folder.postmaster()).isEmpty();
    }

    await(this::responds);
    assertThat(folder.postmaster().orElseThrow().port()).isEqualTo(killed.port());
  }

  /** The killed server's children may keep its port for a moment. */
  private static boolean binds(ServerSocket socket, InetSocketAddress address) {
    try {
      socket.bind(address, 1);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  @Tag("long")
  void a_moved_data_directory_is_not_created_again() throws Exception {
    Path elsewhere = Files.move(folder.path(), temp.resolve("elsewhere"));
    Thread.sleep(5_000);

    assertThat(folder.path()).doesNotExist();
    assertThat(responds()).isTrue();
    Files.move(elsewhere, folder.path());
  }

  @Test
  @Tag("long")
  void a_server_closed_while_down_is_not_restarted() throws Exception {
    kill();
    postgres.close();

    Thread.sleep(5_000);

    assertThat(folder.postmaster()).isEmpty();
  }

  private Postmaster kill() {
    Postmaster postmaster = folder.postmaster().orElseThrow();
    assertThat(ProcessHandle.of(postmaster.pid()).orElseThrow().destroyForcibly()).isTrue();
    return postmaster;
  }

  private void stopByHand() {
    PostgresBinaries programs =
        new PostgresBinaries(
            folder.path().resolve("postgres/postgresql-" + PostgresDistribution.VERSION));
    assertThat(
            programs
                .run("pg_ctl", "stop", "--pgdata=" + folder.cluster(), "--mode=fast", "--wait")
                .succeeded())
        .isTrue();
  }

  private boolean responds() {
    JdbcClient sql = DataFolder.sql(postgres);
    return sql.sql("select sum from kept").query(Integer.class).single() == 5050;
  }

  private static void await(Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + SOON.toNanos();
    while (!holds(condition)) {
      assertThat(System.nanoTime()).as("in time").isLessThan(end);
      Thread.sleep(100);
    }
  }

  private static boolean holds(Callable<Boolean> condition) {
    try {
      return condition.call();
    } catch (Exception e) {
      return false;
    }
  }
}
