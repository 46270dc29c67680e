package orderimport.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
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

  private final Path dataDir = Path.of("target", "kills", "data");

  @Test
  void a_killed_import_goes_on_and_places_each_order_at_most_once() throws Exception {
    List<Kill> kills =
        List.of(
            new Kill("stage.commit", 1, false),
            new Kill("build.committed", 2, false),
            new Kill("stands.done", 3, false),
            new Kill(Kill.REQUEST, 5, true),
            new Kill("outcome.commit", 4, false),
            new Kill("end.committed", 1, false));
    tell(List.of(kills), 24);
  }

  @Test
  @Tag("long")
  void hundreds_of_kills() throws Exception {
    int count = Integer.getInteger("kills", 500);
    long seed = Long.getLong("kills.seed", System.nanoTime());
    System.out.println("-Dkills.seed=" + seed);
    Random random = new Random(seed);
    List<List<Kill>> stories = new ArrayList<>();
    int offset = random.nextInt(Kill.points());
    for (int i = 0; i < count; i += KILLS_AN_IMPORT) {
      List<Kill> kills = new ArrayList<>();
      for (int j = 0; j < KILLS_AN_IMPORT; j++) {
        // By strides, so that each import meets points of several steps.
        kills.add(Kill.number(offset + 7 * (i + j) + (i + j) / Kill.points(), random));
      }
      kills.sort(
          java.util.Comparator.comparing(
              kill -> kill.point().matches("(out|req|pla|int|sta|any|end|pub|res).*")));
      stories.add(kills);
    }
    tell(stories, 40);
  }

  private void tell(List<List<Kill>> stories, int orders) throws IOException, InterruptedException {
    KillTable table = new KillTable();
    String run = "R" + Long.toString(System.nanoTime(), 36);
    // The server outlives the programs, as it would with others at work; but for its own kills.
    try (Counterpart counterpart = new Counterpart();
        EmbeddedPostgres kept = EmbeddedPostgres.open(dataDir)) {
      assertThat(kept.jdbcUrl()).isNotEmpty();
      for (int i = 0; i < stories.size(); i++) {
        new Story(dataDir, run + "-" + i, orders, counterpart, table).tell(stories.get(i));
      }
    } finally {
      System.out.println(table);
    }
  }
}
