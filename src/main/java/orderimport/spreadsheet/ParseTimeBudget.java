package orderimport.spreadsheet;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import orderimport.problem.FileProblem;
import orderimport.problem.Text;

/** Limits the time that the calls of the parser take for one sheet. */
public final class ParseTimeBudget {
  private final Duration limit;
  private long spent;
  private long startedAt;

  public ParseTimeBudget(Duration limit) {
    this.limit = limit;
  }

  /**
   * Calls the parser.
   *
   * @param subject what is read, as in {@link ParseErrors#of}
   * @throws UnreadableSpreadsheetException if the call fails
   */
  public <T> T call(Supplier<Text> subject, Callable<T> parser) {
    startedAt = System.nanoTime();
    try {
      return parser.call();
    } catch (Throwable failure) {
      throw ParseErrors.of(subject.get(), failure);
    } finally {
      spent += System.nanoTime() - startedAt;
    }
  }

  public void check() {
    if (spent + System.nanoTime() - startedAt > limit.toNanos()) {
      throw new UnreadableSpreadsheetException(FileProblem.UNREADABLE_SLOW, limit.toSeconds());
    }
  }
}
