package orderimport.report;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import orderimport.spreadsheet.CellStyleName;

/** What became of a row or an order, as results show it: each has exactly one. */
public enum Status {
  ACCEPTED(CellStyleName.GOOD, "the carrier accepted the order"),
  REJECTED(CellStyleName.REFUSED, "the carrier refused the order"),
  INVALID(CellStyleName.WRONG, "not sent, something in it has to be mended"),
  /** Of rows only. */
  BLOCKED(CellStyleName.WAITS_FOR_OTHERS, "fine itself, but another row of its order is not"),
  DUPLICATE(CellStyleName.BEFORE, "not sent, it was placed before"),
  HELD(CellStyleName.WAITING, "valid, not sent yet"),
  IN_DOUBT(CellStyleName.UNKNOWN, "sent, and nobody knows whether it arrived"),
  /** Of rows only. */
  SKIPPED(CellStyleName.LEFT_OUT, "left out on purpose, the row is hidden"),
  /** Of rows only. */
  PENDING(CellStyleName.WAITING, "not checked yet, the import stopped before"),
  /** While its request is under way. */
  SENDING(CellStyleName.WAITING, "being sent");

  /** Those that a row can have. */
  public static final List<Status> OF_ROWS = List.of(values());

  /** Those that an order can have. */
  public static final List<Status> OF_ORDERS =
      Arrays.stream(values())
          .filter(status -> status != BLOCKED && status != SKIPPED && status != PENDING)
          .toList();

  private final CellStyleName cellStyleName;
  private final String meaning;

  Status(CellStyleName cellStyleName, String meaning) {
    this.cellStyleName = cellStyleName;
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

  CellStyleName paint() {
    return cellStyleName;
  }

  /** Whether a row with it belongs into the file to fix and import again. */
  public boolean failed() {
    return this == INVALID || this == BLOCKED || this == REJECTED;
  }
}
