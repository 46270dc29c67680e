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
 * The program is killed wherever it can be, alone and with its database server, and started again
 * by the same command: no order is placed twice, none is lost, and none is in doubt that was not
 * under way.
 */
class KillsTest {
  private static final int KILLS_AN_IMPORT = 5;

  private final Path dataDir = CrashTestEnvironment.DATA;

  @Test
  void a_killed_import_goes_on_and_places_each_order_at_most_once() throws Exception {
    List<KillPoint> kills =
        List.of(
            new KillPoint("build.committed", 2, false),
            new KillPoint("stands.done", 3, false),
            new KillPoint(KillPoint.REQUEST, 5, true),
            new KillPoint("outcome.commit", 4, false),
            new KillPoint("spool.written", 2, false),
            new KillPoint("spool.recorded", 2, true),
            new KillPoint("end.committed", 1, false));
    tell(table -> table.kills() == 0 ? Optional.of(kills) : Optional.empty(), 40);
  }

  @Test
  @Tag("long")
  void hundreds_of_kills() throws Exception {
    int count = Integer.getInteger("kills", 500);
    long seed = Long.getLong("kills.seed", System.nanoTime());
    System.out.println("-Dkills.seed=" + seed);
    Random random = new Random(seed);
    List<Integer> deck = new ArrayList<>();
    tell(table -> table.kills() < count ? Optional.of(deal(deck, random)) : Optional.empty(), 40);
  }

  /** Each point comes as often as each other, and the points of an import in its own order. */
  private static List<KillPoint> deal(List<Integer> deck, Random random) {
    if (deck.size() < KILLS_AN_IMPORT) {
      IntStream.range(0, KillPoint.points()).forEach(deck::add);
      Collections.shuffle(deck, random);
    }
    List<Integer> hand = deck.subList(0, KILLS_AN_IMPORT);
    List<KillPoint> kills =
        hand.stream().sorted().map(number -> KillPoint.number(number, random)).toList();
    hand.clear();
    return kills;
  }

  private void tell(Function<KillStatistics, Optional<List<KillPoint>>> next, int orders)
      throws IOException, InterruptedException {
    KillStatistics table = new KillStatistics();
    String run = "R" + Long.toString(System.nanoTime(), 36);
    // The server outlives the programs, as it would with others at work; but for its own kills.
    try (FakeCarriers fakeCarriers = new FakeCarriers();
        EmbeddedPostgres kept = EmbeddedPostgres.open(dataDir)) {
      assertThat(kept.jdbcUrl()).isNotEmpty();
      Optional<List<KillPoint>> kills = next.apply(table);
      for (int i = 0; kills.isPresent(); i++) {
        new KillScenario(dataDir, run + "-" + i, orders, fakeCarriers, table).tell(kills.get());
        if (i % 10 == 0) {
          System.out.println(table);
        }
        kills = next.apply(table);
      }
    } finally {
      System.out.println(table);
    }
  }
}
