package orderimport.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import orderimport.problem.TextRenderer;

/**
 * A bar of the chart of statuses.
 *
 * @param width of the bar, at most {@link #FULL}
 * @param top the vertical position of the bar in the chart
 */
record StatusBar(String status, String word, String meaning, long count, long width, int top) {

  static final int FULL = 220;
  private static final int HEIGHT = 30;

  /** The bars of all statuses that occur; the longest has full width. */
  static List<StatusBar> of(Map<ResultStatus, Long> counts, TextRenderer texts) {
    long most = counts.values().stream().mapToLong(Long::longValue).max().orElse(0);
    List<StatusBar> bars = new ArrayList<>();
    counts.forEach(
        (status, count) -> {
          if (count > 0) {
            long width = Math.max(3, Math.round((double) count / most * FULL));
            bars.add(
                new StatusBar(
                    status.name(),
                    texts.render(status.text()),
                    texts.render(status.meaning()),
                    count,
                    width,
                    bars.size() * HEIGHT));
          }
        });
    return bars;
  }

  /** The height of the chart. */
  static int height(List<StatusBar> bars) {
    return bars.size() * HEIGHT;
  }
}
