package orderimport.column;

import java.time.ZoneOffset;
import java.util.List;
import orderimport.column.ParseResult.Issue;
import orderimport.column.ParseResult.Parsed;
import orderimport.column.ParseResult.Rejected;
import orderimport.column.ValueSpec.Type;
import orderimport.imports.ImportOptions;
import orderimport.imports.OrderKey;
import orderimport.spreadsheet.Cell;
import org.jspecify.annotations.Nullable;

/** Reads the cells that name orders. */
final class OrderRefParser {
  /** A name is a key in the database, and a reference in the carrier's letters. */
  static final int LONGEST = 200;

  private static final ValueSpec FORM =
      new ValueSpec(Type.TEXT, String.class, false, List.of(), 0, false, false);
  private static final CellReader READER =
      new CellReader(ImportOptions.NONE, ZoneOffset.UTC, false);

  private OrderRefParser() {}

  static ParseResult read(Cell cell) {
    ParseResult parseResult = READER.read(cell, FORM);
    if (!(parseResult instanceof Parsed parsed)) {
      return parseResult;
    } else if (((String) parsed.value()).length() > LONGEST) {
      return new Rejected(
          "too_long",
          "is longer than the %d characters that an order's name may have".formatted(LONGEST),
          "Shorten it to at most %d characters.".formatted(LONGEST));
    }
    return parsed.remarks().stream()
        .filter(remark -> remark.code().equals(TextCells.SHOWS_MORE))
        .findFirst()
        .<ParseResult>map(
            remark ->
                new Rejected(
                    remark.code(),
                    "holds the number %s and shows more by its number format"
                        .formatted(cell.text()),
                    remark.hint()))
        .orElse(parseResult);
  }

  /** An order's name; null if the cell has none that can be read. */
  static @Nullable String name(Cell cell) {
    return read(cell) instanceof Parsed parsed && !OrderKey.of((String) parsed.value()).isEmpty()
        ? (String) parsed.value()
        : null;
  }

  /** What is to be said of a name that can be read. */
  static List<Issue> issues(Cell cell) {
    return read(cell) instanceof Parsed parsed ? parsed.remarks() : List.of();
  }
}
