package orderimport.job;

import java.util.List;
import orderimport.imports.StagedRow;

/** The rows of one order, or a row that belongs to none. */
sealed interface OrderRows {

  /** At least one row, in the file's order. */
  record OfOrder(String carrier, String orderRef, List<StagedRow> rows) implements OrderRows {}

  /** A row without a carrier or without an order_ref. */
  record OfNone(StagedRow row) implements OrderRows {}
}
