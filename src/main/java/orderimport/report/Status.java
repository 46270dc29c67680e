package orderimport.report;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import orderimport.spreadsheet.Paint;

/** What became of a row or an order, as results show it: each has exactly one. */
public enum Status {
  ACCEPTED(Paint.GOOD, "the carrier accepted the order"),
  REJECTED(Paint.REFUSED, "the carrier refused the order"),
  INVALID(Paint.WRONG, "not sent, something in it has to be mended"),
  /** Of rows only. */
  BLOCKED(Paint.WAITS_FOR_OTHERS, "fine itself, but another row of its order is not"),
  DUPLICATE(Paint.BEFORE, "not sent, it was placed before"),
  HELD(Paint.WAITING, "valid, not sent yet"),
  IN_DOUBT(Paint.UNKNOWN, "sent, and nobody knows whether it arrived"),
  /** Of rows only. */
  SKIPPED(Paint.LEFT_OUT, "left out on purpose, the row is hidden"),
  /** Of rows only. */
  PENDING(Paint.WAITING, "not checked yet, the import stopped before"),
  /** While its request is under way. */
  SENDING(Paint.WAITING, "being sent");

  /** Those that a row can have. */
  public static final List<Status> OF_ROWS = List.of(values());

  /** Those that an order can have. */
  public static final List<Status> OF_ORDERS =
      Arrays.stream(values())
          .filter(status -> status != BLOCKED && status != SKIPPED && status != PENDING)
          .toList();

  private final Paint paint;
  private final String meaning;

  Status(Paint paint, String meaning) {
    this.paint = paint;
    this.meaning = meaning;
  }

  /** In half a sentence, for people. */
  public String meaning() {
    return meaning;
  }

  /** In lower case, for sentences. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  Paint paint() {
    return paint;
  }

  /** Whether a row with it belongs into the file to fix and import again. */
  public boolean failed() {
    return this == INVALID || this == BLOCKED || this == REJECTED;
  }
}
