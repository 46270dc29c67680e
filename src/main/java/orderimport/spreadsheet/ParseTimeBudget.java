package orderimport.spreadsheet;

import java.time.Duration;

/** Limits the time for reading a sheet; it counts between {@link #start} and {@link #stop}. */
final class ParseTimeBudget {
  private final Duration limit;
  private long spent;
  private long startedAt;

  ParseTimeBudget(Duration limit) {
    this.limit = limit;
  }

  void start() {
    startedAt = System.nanoTime();
  }

  void stop() {
    spent += System.nanoTime() - startedAt;
  }

  void check() {
    if (spent + System.nanoTime() - startedAt > limit.toNanos()) {
      throw new UnreadableSpreadsheetException(
          "The file cannot be read within the limit of %d seconds.".formatted(limit.toSeconds()),
          "Split it into smaller files.");
    }
  }
}
