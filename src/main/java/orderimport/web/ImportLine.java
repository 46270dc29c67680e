package orderimport.web;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An import in the list of them.
 *
 * @param who uploaded it; null if it came from the command line
 * @param orders of each status that results know, without those that have none
 */
record ImportLine(
    long id,
    String fileName,
    Stage stage,
    Instant at,
    @Nullable String who,
    Map<String, Long> orders) {

  public long total() {
    return orders.values().stream().mapToLong(Long::longValue).sum();
  }
}
