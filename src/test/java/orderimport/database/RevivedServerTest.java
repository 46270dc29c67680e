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

/** A server that ends while programs use it. */
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
    assertThat(folder.postmaster()).as("nobody uses it any more").isEmpty();
  }

  @Test
  void a_killed_server_comes_back_at_its_port_with_what_was_committed() throws Exception {
    Postmaster killed = kill();

    await(this::answers);

    Postmaster revived = folder.postmaster().orElseThrow();
    assertThat(revived.port()).isEqualTo(killed.port());
    assertThat(revived.pid()).isNotEqualTo(killed.pid());
  }

  @Test
  @Tag("long")
  void it_comes_back_as_often_as_it_is_killed() throws Exception {
    for (int i = 0; i < 3; i++) {
      kill();
      await(this::answers);
    }
  }

  @Test
  void a_server_that_was_stopped_by_hand_comes_back_at_its_port() throws Exception {
    int port = folder.postmaster().orElseThrow().port();
    stopByHand();

    await(this::answers);

    assertThat(folder.postmaster().orElseThrow().port()).isEqualTo(port);
  }

  @Test
  @Tag("long")
  void of_several_programs_one_starts_it_again() throws Exception {
    try (AnotherProgram other = AnotherProgram.starting(folder.path()).opened();
        AnotherProgram third = AnotherProgram.starting(folder.path()).opened()) {
      kill();
      await(this::answers);
      Postmaster revived = folder.postmaster().orElseThrow();
      Thread.sleep(5_000);

      assertThat(folder.postmaster()).contains(revived);
      third.end();
      other.end();
      assertThat(folder.postmaster()).as("while this program uses it").contains(revived);
    }
  }

  @Test
  void a_program_that_starts_meanwhile_finds_it_where_the_others_look_for_it() throws Exception {
    stopByHand();

    try (AnotherProgram other = AnotherProgram.starting(folder.path())) {
      assertThat(other.said()).isEqualTo(AnotherProgram.OPEN + postgres.jdbcUrl());
    }
    await(this::answers);
  }

  @Test
  @Tag("long")
  void a_port_that_is_taken_meanwhile_is_waited_for() throws Exception {
    Postmaster killed = kill();
    try (ServerSocket taken = new ServerSocket()) {
      InetSocketAddress address =
          new InetSocketAddress(InetAddress.getByName("127.0.0.1"), killed.port());
      await(() -> binds(taken, address));
      Thread.sleep(8_000);
      assertThat(folder.postmaster()).isEmpty();
    }

    await(this::answers);
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
  void a_data_folder_that_is_moved_away_is_not_made_anew() throws Exception {
    Path elsewhere = Files.move(folder.path(), temp.resolve("elsewhere"));
    Thread.sleep(5_000);

    assertThat(folder.path()).doesNotExist();
    assertThat(answers()).isTrue();
    Files.move(elsewhere, folder.path());
  }

  @Test
  @Tag("long")
  void who_closes_it_while_it_is_down_leaves_it_down() throws Exception {
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

  private boolean answers() {
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
