package orderimport.job;

import java.util.List;
import orderimport.imports.StagedRow;

/** The rows of one order, or a row that belongs to no order. */
sealed interface RowGroup {

  /**
   * The rows of one order, at least one, in the file's order.
   *
   * @param orderRef as the first row spells it
   */
  record OrderRows(String carrier, String orderRef, String orderKey, List<StagedRow> rows)
      implements RowGroup {}

  /** A row without a carrier or without an order_ref. */
  record UnassignedRow(StagedRow row) implements RowGroup {}
}
