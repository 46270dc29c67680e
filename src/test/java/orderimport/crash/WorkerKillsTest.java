package orderimport.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Workers, and processes that work on imports, are killed at random: others finish the imports, no
 * order is sent twice or lost, and only orders that a killed process was sending are in doubt.
 */
class WorkerKillsTest {
  private static final int CONCURRENCY = 2;
  private static final int CARRIERS = 4;
  private static final int IN_DOUBT_EXIT_CODE = 5;
  private static final Duration LONGEST_IMPORT = Duration.ofMinutes(3);

  /**
   * The imports during which processes are killed.
   *
   * @param placed the number of orders that were placed before; enough for several parts
   */
  private record Size(int valid, int placed, int longestPauseMillis) {}

  private static final Size SMALL = new Size(8, 400, 500);
  private static final Size LARGE = new Size(40, 8_000, 4_000);

  private final List<Duration> takeovers = new ArrayList<>();
  private final Set<Long> killed = new HashSet<>();
  private int finishedByFirst;

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
    String placed = CrashTestEnvironment.unique("P");
    try (Machines machines = new Machines(6)) {
      Path before = machines.write(new OrderSheet().orders(placed, size.placed));
      assertThat(machines.start("west", "import", "--hold", before).waitForExit()).isZero();
      machines.markHeldAsAccepted();
      machines
          .carriers()
          .onArrival(
              arrival -> {
                Thread.sleep(100);
                return 0;
              });
      Map<String, ChildProcess> workers = new TreeMap<>();
      for (String machine : perImport == 1 ? List.of("north") : List.of("north", "south")) {
        workers.put(machine, machines.startWorker(machine, Map.of()));
      }
      assertThat(machines.workers("west")).hasSameSizeAs(workers.values());
      for (int kills = 0; kills < number; kills += perImport) {
        OrderSheet sheet =
            new OrderSheet()
                .orders(placed, size.placed)
                .orders(CrashTestEnvironment.unique("K"), size.valid);
        // In every other import, the process that began it lives, and ends it.
        boolean spared = kills / perImport % 2 == 1;
        killDuringImport(machines, workers, sheet, size, perImport, random, spared);
      }
      workers.values().forEach(ChildProcess::stop);
      for (ChildProcess worker : workers.values()) {
        assertThat(worker.waitForExit()).as(worker.output()).isZero();
      }
    }
    System.out.printf(
        "%d kills: %d takeovers, the longest %s; %d imports were finished by the process that began them%n",
        number,
        takeovers.size(),
        takeovers.stream().max(Duration::compareTo).orElse(Duration.ZERO),
        finishedByFirst);
  }

  private void killDuringImport(
      Machines machines,
      Map<String, ChildProcess> workers,
      OrderSheet sheet,
      Size size,
      int kills,
      Random random,
      boolean spared)
      throws Exception {
    long before = machines.count("import");
    machines.carriers().clearArrivals();
    Path file = machines.write(sheet);
    ChildProcess first = machines.start("west", "import", file);
    CrashTestEnvironment.await(
        () -> machines.count("import") > before && machines.fencingToken() > 0);
    boolean killedFirst = false;
    for (int kill = 0; kill < kills; kill++) {
      Thread.sleep(random.nextInt(size.longestPauseMillis));
      boolean killsFirst = !spared && first.isAlive();
      String machine = List.copyOf(workers.keySet()).get(random.nextInt(workers.size()));
      if (killsFirst) {
        kill(machines, first);
        killedFirst = true;
      } else {
        kill(machines, Objects.requireNonNull(workers.get(machine)));
        workers.put(machine, machines.startWorker(machine, Map.of()));
      }
    }
    CrashTestEnvironment.await(() -> machines.isIdle("COMPLETED"), LONGEST_IMPORT);
    long inDoubt = audit(machines, sheet, size);
    if (!killedFirst) {
      finishedByFirst++;
      assertThat(first.waitForExit()).as(first.output()).isZero();
    }
    ChildProcess result = machines.start("west", "import", file);
    assertThat(result.waitForExit())
        .as(result.output())
        .isEqualTo(inDoubt == 0 ? 0 : IN_DOUBT_EXIT_CODE);
  }

  /** Kills a process. If it works on the import, waits until another one does. */
  private void kill(Machines machines, ChildProcess victim) {
    long process = victim.handle().pid();
    long token = machines.fencingToken();
    boolean worksOnImport = machines.worksOnImport(process);
    victim.kill();
    long since = System.nanoTime();
    killed.add(process);
    if (worksOnImport) {
      CrashTestEnvironment.await(
          () -> machines.fencingToken() > token || machines.isIdle("COMPLETED"));
      takeovers.add(Duration.ofNanos(System.nanoTime() - since));
    }
  }

  /** Returns the number of orders in doubt. */
  private long audit(Machines machines, OrderSheet sheet, Size size) {
    Map<String, Integer> arrived = machines.carriers().counts();
    assertThat(arrived.values()).allMatch(count -> count == 1);
    Map<String, Long> statuses = machines.ordersByStatus();
    assertThat(statuses).containsEntry("DUPLICATE", (long) size.placed);
    Set<String> fresh = Set.copyOf(sheet.orders().subList(size.placed, sheet.orders().size()));
    Set<String> accepted = machines.ordersWithStatus("ACCEPTED");
    Set<String> inDoubt = machines.ordersWithStatus("IN_DOUBT");
    assertThat(fresh).containsAll(arrived.keySet());
    assertThat(arrived.keySet()).containsAll(accepted);
    Set<String> known = new HashSet<>(accepted);
    known.addAll(inDoubt);
    assertThat(known).as("%s", statuses).isEqualTo(fresh);
    assertThat(statuses.keySet()).isSubsetOf("DUPLICATE", "ACCEPTED", "IN_DOUBT");
    Map<Long, Long> byProcess = machines.inDoubtByProcess();
    assertThat(killed).containsAll(byProcess.keySet());
    assertThat(byProcess.values()).allMatch(count -> count <= CONCURRENCY * CARRIERS);
    assertThat(machines.count("int_channel_message")).isZero();
    assertThat(machines.count("partition_delivery")).isZero();
    return inDoubt.size();
  }
}
