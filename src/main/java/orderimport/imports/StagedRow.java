package orderimport.imports;

import java.util.List;
import orderimport.spreadsheet.Cell;
import org.jspecify.annotations.Nullable;

/**
 * A row as in the file.
 *
 * @param sheet the sheet's position from 0
 * @param number the row's number from 1
 * @param hidden whether the row is hidden and skipped
 * @param carrier the carrier's name; null if the row names none, or one that does not exist
 * @param orderRef as in the row; null if the row has no readable one
 * @param orderKey the normalized {@code orderRef}, see {@link OrderKey}; null if that is null
 * @param cells the non-empty cells, by column
 */
public record StagedRow(
    int sheet,
    int number,
    boolean hidden,
    @Nullable String carrier,
    @Nullable String orderRef,
    @Nullable String orderKey,
    List<Cell> cells) {

  /** Creates a row and derives its order's key from the name. */
  public static StagedRow read(
      int sheet,
      int number,
      boolean hidden,
      @Nullable String carrier,
      @Nullable String orderRef,
      List<Cell> cells) {
    return new StagedRow(
        sheet,
        number,
        hidden,
        carrier,
        orderRef,
        orderRef == null ? null : OrderKey.of(orderRef),
        cells);
  }

  /** The row's order; null if it is hidden or belongs to no order. */
  public @Nullable OrderIdentity order() {
    return hidden || carrier == null || orderKey == null
        ? null
        : new OrderIdentity(carrier, orderKey);
  }

  /** The row's position as one number: the sheet's position times 2^32, plus the row's number. */
  public long position() {
    return position(sheet, number);
  }

  public static long position(int sheet, int number) {
    return (long) sheet << 32 | number;
  }
}
