package orderimport.imports;

import java.util.List;
import orderimport.spreadsheet.Cell;
import org.jspecify.annotations.Nullable;

/**
 * A row as it stands in the file.
 *
 * @param sheet the sheet's position from 0
 * @param number the row's number from 1
 * @param hidden left out on purpose
 * @param carrier the carrier's name; null if the row names none, or one that does not exist
 * @param orderRef as it stands in the row; null if it has none that can be read
 * @param orderKey what spellings of the name have in common, see {@link OrderKey}; null with it
 * @param cells the filled ones, by column
 */
public record StagedRow(
    int sheet,
    int number,
    boolean hidden,
    @Nullable String carrier,
    @Nullable String orderRef,
    @Nullable String orderKey,
    List<Cell> cells) {

  /** A row as it was read; its order's key follows from its name. */
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

  /** Where it stands, as one number: the sheet's position times 2^32, plus the row's number. */
  public long position() {
    return (long) sheet << 32 | number;
  }
}
