package orderimport.report;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import orderimport.problem.Text;
import orderimport.problem.TextKey;
import orderimport.spreadsheet.write.CellStyleName;
import org.jspecify.annotations.Nullable;

/** The outcome of a row or an order in the results. Each has exactly one. */
public enum ResultStatus implements TextKey {
  ACCEPTED(CellStyleName.ACCEPTED),
  REJECTED(CellStyleName.REJECTED),
  INVALID(CellStyleName.INVALID),
  /** Only for rows. */
  BLOCKED(CellStyleName.BLOCKED),
  DUPLICATE(CellStyleName.DUPLICATE),
  HELD(CellStyleName.HELD),
  IN_DOUBT(CellStyleName.IN_DOUBT),
  /** Only for rows. */
  SKIPPED(CellStyleName.SKIPPED),
  /** Only for rows. */
  PENDING(CellStyleName.HELD),
  /** The request is under way. */
  SENDING(CellStyleName.HELD);

  /** The statuses of rows. */
  public static final List<ResultStatus> OF_ROWS = List.of(values());

  /** The statuses of orders. */
  public static final List<ResultStatus> OF_ORDERS =
      Arrays.stream(values())
          .filter(status -> status != BLOCKED && status != SKIPPED && status != PENDING)
          .toList();

  private final CellStyleName cellStyleName;

  ResultStatus(CellStyleName cellStyleName) {
    this.cellStyleName = cellStyleName;
  }

  /**
   * The status of a row. A row whose order is not built yet, or without a problem yet that says why
   * it belongs to no order, was not checked.
   *
   * @param order the status of its order; null if it has none
   * @param withError whether a problem of the row is an error
   */
  public static ResultStatus ofRow(
      boolean hidden, @Nullable ResultStatus order, boolean withError) {
    if (hidden) {
      return SKIPPED;
    } else if (order != null && order != INVALID) {
      return order;
    } else if (withError) {
      return INVALID;
    }
    return order == null ? PENDING : BLOCKED;
  }

  /** The key of the status as a word, such as {@code in doubt}. */
  @Override
  public String key() {
    return "report_status_" + name().toLowerCase(Locale.ROOT);
  }

  /** An explanation for users, as part of a sentence. */
  public Text meaning() {
    return new Text(key() + "_meaning", List.of());
  }

  CellStyleName style() {
    return cellStyleName;
  }

  /** Whether rows with this status are written to the correction workbook. */
  public boolean failed() {
    return this == INVALID || this == BLOCKED || this == REJECTED;
  }
}
