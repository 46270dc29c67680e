package orderimport.column;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import orderimport.column.ParseResult.Issue;
import orderimport.imports.Problem;
import orderimport.imports.Problem.Severity;
import orderimport.imports.StagedRow;
import orderimport.imports.StagedRows.CopiedSheets;
import orderimport.spreadsheet.Cell;

/** Detects rows of an order that are in its file more than once, on one sheet or several. */
final class DuplicateRowCheck {
  private final List<CopiedSheets> copied;
  private final boolean sheetsNamed;

  /**
   * @param copied the pairs of sheets that share most of their orders
   * @param sheetsNamed whether the user named the sheets, so that all of them are intended
   */
  DuplicateRowCheck(List<CopiedSheets> copied, boolean sheetsNamed) {
    this.copied = sheetsNamed ? List.of() : copied;
    this.sheetsNamed = sheetsNamed;
  }

  /** Whether the sheets of two rows are copies of each other. */
  private boolean areCopies(StagedRow one, StagedRow other) {
    return copied.contains(new CopiedSheets(one.sheet(), other.sheet()))
        || copied.contains(new CopiedSheets(other.sheet(), one.sheet()));
  }

  /** Reports an order whose rows are on sheets that are copies of each other. */
  void onCopies(List<StagedRow> rows, CellLocator places, Consumer<Problem> problems) {
    if (copied.isEmpty()) {
      return;
    }
    Map<Integer, StagedRow> firstOfSheet = new HashMap<>();
    for (StagedRow row : rows) {
      if (firstOfSheet.putIfAbsent(row.sheet(), row) == null) {
        firstOfSheet.values().stream()
            .filter(earlier -> areCopies(earlier, row))
            .findFirst()
            .ifPresent(
                earlier -> problems.accept(places.atOrderRef(row, onCopy(earlier, row, places))));
      }
    }
  }

  private static Issue onCopy(StagedRow earlier, StagedRow row, CellLocator places) {
    String one = places.sheet(earlier).sheetName();
    String other = places.sheet(row).sheetName();
    return new Issue(
        "copied_sheet",
        Severity.ERROR,
        "names an order that is also on the sheet \"%s\"; the sheet \"%s\" has mostly the same orders, as if one were a copy of the other"
            .formatted(one, other),
        "Delete one of the two sheets. If both are intended, name both: order-import import --sheet"
            + " \"%s\" --sheet \"%s\".".formatted(one, other));
  }

  /**
   * Reports rows of an order with equal values. On one sheet this may be intended, so it is a
   * warning; on two sheets it is an error unless the user named the sheets.
   */
  void among(String carrier, List<StagedRow> rows, CellLocator places, Consumer<Problem> problems) {
    if (rows.size() < 2) {
      return;
    }
    Map<Map<String, String>, StagedRow> seen = new HashMap<>();
    for (StagedRow row : rows) {
      StagedRow earlier = seen.putIfAbsent(content(carrier, row, places), row);
      if (earlier != null && earlier.sheet() == row.sheet()) {
        problems.accept(places.atOrderRef(row, onOneSheet(earlier, row, places)));
      } else if (earlier != null && !areCopies(earlier, row)) {
        problems.accept(places.atOrderRef(row, onTwoSheets(earlier, row, places)));
      }
    }
  }

  /** The values of a row by path, so that the order of the columns does not matter. */
  private static Map<String, String> content(String carrier, StagedRow row, CellLocator places) {
    SheetHeader sheet = places.sheet(row);
    Map<String, String> content = new HashMap<>();
    for (Cell cell : row.cells()) {
      FieldTarget fieldTarget = sheet.target(carrier, cell.column());
      if (fieldTarget != null && !CellText.isBlank(cell)) {
        content.put(fieldTarget.path(), CellText.strip(cell.text()));
      }
    }
    return content;
  }

  private static Issue onOneSheet(StagedRow earlier, StagedRow row, CellLocator places) {
    return new Issue(
        "row_repeated",
        Severity.WARNING,
        "is repeated: this row has the same values as %s, so the order contains them twice"
            .formatted(places.name(earlier, null, row)),
        "Delete the row if it was copied by mistake.");
  }

  private Issue onTwoSheets(StagedRow earlier, StagedRow row, CellLocator places) {
    return new Issue(
        "row_on_two_sheets",
        sheetsNamed ? Severity.WARNING : Severity.ERROR,
        "is repeated: row %d of the sheet \"%s\" has the same values as row %d of the sheet \"%s\""
            .formatted(
                row.number(),
                places.sheet(row).sheetName(),
                earlier.number(),
                places.sheet(earlier).sheetName()),
        "Delete one of the two rows.");
  }

  /** A second row of an order that must be a single row. */
  static Issue second(StagedRow first, StagedRow row, CellLocator places, String carrier) {
    return new Issue(
        "order_twice",
        Severity.ERROR,
        "names the same order as %s, but an order of %s is a single row"
            .formatted(places.name(first, null, row), carrier),
        "Delete one of the rows, or enter another order_ref in it.");
  }
}
