package orderimport.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Workers, and processes that work on imports, are killed at random: others finish the imports, no
 * order is sent twice or lost, and only orders under way are in doubt.
 */
class WorkerKillsTest {
  private static final int CONCURRENCY = 2;
  private static final int CARRIERS = 4;
  private static final int LONGEST_PAUSE_MILLIS = 4_000;
  private static final Duration LONGEST_IMPORT = Duration.ofMinutes(3);

  /**
   * The imports during which processes are killed.
   *
   * @param invalid the number of invalid orders; enough for several parts
   */
  private record Size(int valid, int invalid, int longestPauseMillis) {}

  private static final Size SMALL = new Size(8, 400, 500);
  private static final Size LARGE = new Size(40, 8_000, LONGEST_PAUSE_MILLIS);

  private Duration longestTakeover = Duration.ZERO;

  @Test
  void an_import_survives_the_death_of_its_process() throws Exception {
    kill(SMALL, 1, 1, 17);
  }

  @Test
  @Tag("long")
  void a_hundred_kills_lose_and_repeat_no_order() throws Exception {
    kill(LARGE, Integer.getInteger("kills", 100), 4, Long.getLong("kills.seed", System.nanoTime()));
  }

  private void kill(Size size, int number, int perImport, long seed) throws Exception {
    System.out.println("-Dkills.seed=" + seed);
    Random random = new Random(seed);
    try (Machines machines = new Machines(6)) {
      List<ChildProcess> workers = new ArrayList<>();
      for (String machine : perImport == 1 ? List.of("north") : List.of("north", "south")) {
        workers.add(machines.startWorker(machine, Map.of()));
      }
      assertThat(machines.workers("west")).hasSameSizeAs(workers);
      for (int killed = 0; killed < number; killed += perImport) {
        killDuringImport(machines, workers, size, perImport, random);
      }
    }
    System.out.printf("%d kills: longest takeover %s%n", number, longestTakeover);
  }

  private void killDuringImport(
      Machines machines, List<ChildProcess> workers, Size size, int kills, Random random)
      throws Exception {
    OrderSheet sheet =
        new OrderSheet()
            .orders(CrashTestEnvironment.unique("K"), size.valid)
            .invalidOrders(CrashTestEnvironment.unique("I"), size.invalid);
    long before = machines.count("import");
    machines.carriers().clearArrivals();
    machines
        .carriers()
        .onArrival(
            arrival -> {
              Thread.sleep(100);
              return 0;
            });
    ChildProcess manager = machines.start("west", "import", machines.write(sheet));
    CrashTestEnvironment.await(() -> machines.count("import") > before);
    long managersKilled = 0;
    for (int kill = 0; kill < kills; kill++) {
      Thread.sleep(random.nextInt(size.longestPauseMillis));
      int victim = kill == 0 ? 2 : random.nextInt(2);
      if (victim == 2) {
        managersKilled += killManager(machines, manager);
      } else {
        workers.get(victim).kill();
        workers.get(victim).waitForExit();
        // It may have worked on the import.
        managersKilled++;
        workers.set(victim, machines.startWorker(List.of("north", "south").get(victim), Map.of()));
      }
    }
    CrashTestEnvironment.await(() -> machines.isIdle("COMPLETED"), LONGEST_IMPORT);
    audit(machines, sheet, size, managersKilled);
  }

  /** Kills the process that began the import, and waits until another one works on it. */
  private long killManager(Machines machines, ChildProcess manager) {
    if (!manager.isAlive()) {
      return 0;
    }
    long token = machines.fencingToken();
    manager.kill();
    long killed = System.nanoTime();
    CrashTestEnvironment.await(
        () -> machines.fencingToken() > token || machines.isIdle("COMPLETED"));
    Duration takeover = Duration.ofNanos(System.nanoTime() - killed);
    if (takeover.compareTo(longestTakeover) > 0) {
      longestTakeover = takeover;
    }
    return 1;
  }

  private static void audit(Machines machines, OrderSheet sheet, Size size, long killed) {
    assertThat(machines.carriers().counts().values()).allMatch(count -> count == 1);
    Map<String, Long> statuses = machines.ordersByStatus();
    assertThat(statuses.values().stream().mapToLong(Long::longValue).sum())
        .as("%s", statuses)
        .isEqualTo(sheet.orders().size());
    assertThat(statuses.getOrDefault("INVALID", 0L)).isEqualTo(size.invalid);
    assertThat(statuses).doesNotContainKeys("HELD", "SENDING", "REJECTED", "DUPLICATE");
    assertThat(statuses.getOrDefault("IN_DOUBT", 0L))
        .isLessThanOrEqualTo(killed * CONCURRENCY * CARRIERS);
    assertThat(machines.count("int_channel_message")).isZero();
    assertThat(machines.count("partition_delivery")).isZero();
  }
}
