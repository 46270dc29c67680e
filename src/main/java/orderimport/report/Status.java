package orderimport.report;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import orderimport.spreadsheet.CellStyleName;

/** The outcome of a row or an order in the results. Each has exactly one. */
public enum Status {
  ACCEPTED(CellStyleName.ACCEPTED, "the carrier accepted the order"),
  REJECTED(CellStyleName.REJECTED, "the carrier rejected the order"),
  INVALID(CellStyleName.INVALID, "not sent, it has errors to fix"),
  /** Only for rows. */
  BLOCKED(CellStyleName.BLOCKED, "valid, but another row of its order has errors"),
  DUPLICATE(CellStyleName.DUPLICATE, "not sent, it was already placed"),
  HELD(CellStyleName.HELD, "valid and on hold, not sent yet"),
  IN_DOUBT(CellStyleName.IN_DOUBT, "sent, but it is unknown whether the carrier received it"),
  /** Only for rows. */
  SKIPPED(CellStyleName.SKIPPED, "skipped, as the row is hidden"),
  /** Only for rows. */
  PENDING(CellStyleName.HELD, "not checked yet, as the import stopped before"),
  /** The request is under way. */
  SENDING(CellStyleName.HELD, "being sent");

  /** The statuses of rows. */
  public static final List<Status> OF_ROWS = List.of(values());

  /** The statuses of orders. */
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

  /** An explanation for users, as part of a sentence. */
  public String meaning() {
    return meaning;
  }

  /** The name in lower case, for sentences. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  CellStyleName style() {
    return cellStyleName;
  }

  /** Whether rows with this status are written to the correction workbook. */
  public boolean failed() {
    return this == INVALID || this == BLOCKED || this == REJECTED;
  }
}
