package orderimport.job;

import java.util.List;
import orderimport.imports.StagedRow;

/** The rows of one order, or a row that belongs to none. */
sealed interface OrderRows {

  /**
   * At least one row, in the file's order.
   *
   * @param orderRef as the first row spells it
   */
  record OfOrder(String carrier, String orderRef, String orderKey, List<StagedRow> rows)
      implements OrderRows {}

  /** A row without a carrier or without an order_ref. */
  record OfNone(StagedRow row) implements OrderRows {}
}
