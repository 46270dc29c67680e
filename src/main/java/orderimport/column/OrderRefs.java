package orderimport.column;

import java.time.ZoneOffset;
import java.util.List;
import orderimport.column.Reading.Finding;
import orderimport.column.Reading.Read;
import orderimport.column.Reading.Refused;
import orderimport.column.ValueForm.Type;
import orderimport.imports.ImportOptions;
import orderimport.imports.OrderKey;
import orderimport.spreadsheet.Cell;
import org.jspecify.annotations.Nullable;

/** Reads the cells that name orders. */
final class OrderRefs {
  /** A name is a key in the database, and a reference in the carrier's letters. */
  private static final int LONGEST = 200;

  private static final ValueForm FORM =
      new ValueForm(Type.TEXT, String.class, false, List.of(), 0, false, false);
  private static final CellReader READER =
      new CellReader(ImportOptions.NONE, ZoneOffset.UTC, false);

  private OrderRefs() {}

  static Reading read(Cell cell) {
    Reading reading = READER.read(cell, FORM);
    if (!(reading instanceof Read read)) {
      return reading;
    } else if (((String) read.value()).length() > LONGEST) {
      return new Refused(
          "too_long",
          "is longer than the %d characters that an order's name may have".formatted(LONGEST),
          "Shorten it to at most %d characters.".formatted(LONGEST));
    }
    return read.remarks().stream()
        .filter(remark -> remark.code().equals(TextCells.SHOWS_MORE))
        .findFirst()
        .<Reading>map(
            remark ->
                new Refused(
                    remark.code(),
                    "holds the number %s and shows more by its number format"
                        .formatted(cell.text()),
                    remark.hint()))
        .orElse(reading);
  }

  /** An order's name; null if the cell has none that can be read. */
  static @Nullable String name(Cell cell) {
    return read(cell) instanceof Read read && !OrderKey.of((String) read.value()).isEmpty()
        ? (String) read.value()
        : null;
  }

  /** What is to be said of a name that can be read. */
  static List<Finding> remarks(Cell cell) {
    return read(cell) instanceof Read read ? read.remarks() : List.of();
  }
}
