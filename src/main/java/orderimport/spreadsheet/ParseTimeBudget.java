package orderimport.spreadsheet;

import java.time.Duration;

/** The time that reading a sheet may take; it runs between {@link #start} and {@link #stop}. */
final class ParseTimeBudget {
  private final Duration limit;
  private long spent;
  private long since;

  ParseTimeBudget(Duration limit) {
    this.limit = limit;
  }

  void start() {
    since = System.nanoTime();
  }

  void stop() {
    spent += System.nanoTime() - since;
  }

  void check() {
    if (spent + System.nanoTime() - since > limit.toNanos()) {
      throw new UnreadableSpreadsheetException(
          "The file cannot be read in %d seconds, which is the limit.".formatted(limit.toSeconds()),
          "Split it into smaller files.");
    }
  }
}
