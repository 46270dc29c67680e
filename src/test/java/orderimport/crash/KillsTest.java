package orderimport.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import orderimport.database.EmbeddedPostgres;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The program is killed at every kill point, alone and with its database server, and started again
 * with the same command: no order is placed twice or lost, and only orders under way are in doubt.
 */
class KillsTest {
  private static final int KILLS_PER_IMPORT = 5;

  private final Path dataDir = CrashTestEnvironment.DATA;

  @Test
  void a_killed_import_resumes_and_places_each_order_at_most_once() throws Exception {
    List<KillPoint> kills =
        List.of(
            new KillPoint(KillPoint.REQUEST, 5, true), new KillPoint("outcome.commit", 4, false));
    KillStatistics all =
        runScenarios(
            statistics -> statistics.kills() == 0 ? Optional.of(kills) : Optional.empty(), 40);
    assertThat(all.kills()).as("%s", all).isEqualTo(kills.size());
  }

  @Test
  @Tag("long")
  void hundreds_of_kills_lose_and_repeat_no_order() throws Exception {
    int count = Integer.getInteger("kills", 500);
    long seed = Long.getLong("kills.seed", System.nanoTime());
    System.out.println("-Dkills.seed=" + seed);
    Random random = new Random(seed);
    List<Integer> remaining = new ArrayList<>();
    runScenarios(
        statistics ->
            statistics.kills() < count ? Optional.of(draw(remaining, random)) : Optional.empty(),
        40);
  }

  /**
   * Draws all points equally often, and sorts those of an import in the order in which it passes
   * them.
   */
  private static List<KillPoint> draw(List<Integer> remaining, Random random) {
    if (remaining.size() < KILLS_PER_IMPORT) {
      IntStream.range(0, KillPoint.points()).forEach(remaining::add);
      Collections.shuffle(remaining, random);
    }
    List<Integer> drawn = remaining.subList(0, KILLS_PER_IMPORT);
    List<KillPoint> kills =
        drawn.stream().sorted().map(number -> KillPoint.number(number, random)).toList();
    drawn.clear();
    return kills;
  }

  private KillStatistics runScenarios(
      Function<KillStatistics, Optional<List<KillPoint>>> next, int orders)
      throws IOException, InterruptedException {
    KillStatistics statistics = new KillStatistics();
    String run = "R" + Long.toString(System.nanoTime(), 36);
    // Keeps the server running between the programs, as if others used it, except where it is
    // killed itself.
    try (FakeCarriers fakeCarriers = new FakeCarriers();
        EmbeddedPostgres keptRunning = EmbeddedPostgres.open(dataDir)) {
      assertThat(keptRunning.jdbcUrl()).isNotEmpty();
      Optional<List<KillPoint>> kills = next.apply(statistics);
      for (int i = 0; kills.isPresent(); i++) {
        new KillScenario(dataDir, run + "-" + i, orders, fakeCarriers, statistics).run(kills.get());
        if (i % 10 == 0) {
          System.out.println(statistics);
        }
        kills = next.apply(statistics);
      }
      return statistics;
    } finally {
      System.out.println(statistics);
    }
  }
}
