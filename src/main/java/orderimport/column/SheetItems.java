package orderimport.column;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.Stream;
import orderimport.imports.FileRefusedException;
import orderimport.imports.ImportOptions;
import orderimport.imports.ImportOptions.HiddenRows;
import orderimport.imports.Problem;
import orderimport.imports.Problem.Place;
import orderimport.imports.Problem.Severity;
import orderimport.imports.StagedRow;
import orderimport.imports.StagedRows.StagedSheet;
import orderimport.spreadsheet.Row;
import orderimport.spreadsheet.Sheet;
import orderimport.spreadsheet.Spreadsheet;
import org.jspecify.annotations.Nullable;

/**
 * Reads a spreadsheet as what is to be staged: its sheets with a heading row, and their rows with
 * the carrier and the order that they belong to. The same file with the same options gives the same
 * items.
 */
public final class SheetItems implements Iterator<StagedItem>, AutoCloseable {
  private final Spreadsheet spreadsheet;
  private final Headings headings;
  private final ImportOptions options;
  private final Iterator<Sheet> sheets;
  private final HiddenRowsFound hidden = new HiddenRowsFound();
  private @Nullable Sheet sheet;
  private @Nullable Stream<Row> stream;
  private @Nullable Iterator<Row> rows;
  private @Nullable SheetHeadings found;
  private @Nullable RowKeys keys;
  private boolean anyHeadings;
  private boolean anyRows;
  private @Nullable StagedItem next;

  /**
   * @throws FileRefusedException here or while it is read, if the file cannot be read as orders
   */
  public SheetItems(Spreadsheet spreadsheet, Headings headings, ImportOptions options) {
    this.spreadsheet = spreadsheet;
    this.headings = headings;
    this.options = options;
    this.sheets = spreadsheet.sheets().iterator();
  }

  @Override
  public boolean hasNext() {
    if (next == null) {
      next = advance();
    }
    return next != null;
  }

  @Override
  public StagedItem next() {
    if (!hasNext() || next == null) {
      throw new NoSuchElementException();
    }
    StagedItem item = next;
    next = null;
    return item;
  }

  private @Nullable StagedItem advance() {
    while (true) {
      StagedItem item = rows == null ? null : nextRow(rows);
      if (item != null) {
        return item;
      }
      closeSheet();
      if (!sheets.hasNext()) {
        refuseIfUseless();
        return null;
      }
      item = open(sheets.next());
      if (item != null) {
        return item;
      }
    }
  }

  private @Nullable StagedItem open(Sheet candidate) {
    if (options.sheet() != null) {
      if (!HeadingText.normalize(candidate.name()).equals(HeadingText.normalize(options.sheet()))) {
        return null;
      }
    } else if (candidate.hidden()) {
      return passedOver(candidate, "hidden_sheet", "is hidden");
    }
    Stream<Row> opened = spreadsheet.rows(candidate);
    Iterator<Row> iterator = opened.iterator();
    boolean filled = false;
    while (iterator.hasNext()) {
      Row row = iterator.next();
      filled = true;
      if (headings.isHeadingRow(row.cells())) {
        sheet = candidate;
        stream = opened;
        rows = iterator;
        return headed(candidate, row);
      }
    }
    opened.close();
    return filled
        ? passedOver(candidate, "sheet_without_headings", "has no row with the heading order_ref")
        : null;
  }

  private static StagedItem passedOver(Sheet sheet, String code, String why) {
    return new StagedItem.PassedOver(
        new StagedSheet(sheet.position(), sheet.name(), null, List.of()),
        new Problem(
            new Place(sheet.position(), null, null),
            null,
            null,
            code,
            Severity.NOTICE,
            "The sheet \"%s\" %s, so it is passed over.".formatted(sheet.name(), why),
            "If it holds orders, show it, give it headings, and import the file again."));
  }

  private StagedItem headed(Sheet candidate, Row row) {
    anyHeadings = true;
    SheetHeadings read =
        new SheetHeadings(headings, candidate.position(), row.number(), row.cells());
    StagedSheet staged =
        new StagedSheet(candidate.position(), candidate.name(), row.number(), row.cells());
    List<Problem> problems = read.problems();
    problems.stream()
        .filter(problem -> problem.severity() == Severity.ERROR)
        .findFirst()
        .ifPresent(
            problem -> {
              throw new FileRefusedException(problem, staged);
            });
    RowKeys own = new RowKeys(headings, read, candidate.position(), candidate.name(), options);
    if (!own.knowCarriers()) {
      throw new FileRefusedException(noCarrier(candidate, row), staged);
    }
    found = read;
    keys = own;
    return new StagedItem.Headed(staged, problems);
  }

  private static Problem noCarrier(Sheet sheet, Row row) {
    return new Problem(
        new Place(sheet.position(), row.number(), null),
        null,
        null,
        "no_carrier",
        Severity.ERROR,
        "The sheet \"%s\" does not say which carrier its orders are for.".formatted(sheet.name()),
        "Add a column with the heading carrier, name the sheet after the carrier, or say --carrier"
            + " NAME.");
  }

  private @Nullable StagedItem nextRow(Iterator<Row> from) {
    while (from.hasNext()) {
      Row row = from.next();
      if (found == null || keys == null || sheet == null || !found.concern(row.cells())) {
        continue;
      }
      anyRows = true;
      if (row.hidden() && options.hiddenRows() == null) {
        hidden.add(sheet, row.number());
      }
      boolean leftOut = row.hidden() && options.hiddenRows() != HiddenRows.INCLUDE;
      return new StagedItem.Read(
          new StagedRow(
              sheet.position(),
              row.number(),
              leftOut,
              keys.carrier(row.cells()),
              keys.orderRef(row.cells()),
              row.cells()));
    }
    return null;
  }

  private void refuseIfUseless() {
    if (!anyHeadings) {
      throw new FileRefusedException(
          fileProblem(
              "no_headings",
              options.sheet() == null
                  ? "No visible sheet has a row with the heading order_ref."
                  : "There is no sheet \"%s\" with a row with the heading order_ref."
                      .formatted(options.sheet()),
              "Give the heading row a cell with order_ref; `order-import columns CARRIER` lists all"
                  + " headings, and `order-import template CARRIER -o FILE.xlsx` makes a workbook"
                  + " to fill in."));
    } else if (!anyRows) {
      throw new FileRefusedException(
          fileProblem(
              "no_rows",
              "There is no row under the headings.",
              "Fill in a row for each order, or for each of its lines."));
    }
    hidden
        .problem()
        .ifPresent(
            problem -> {
              throw new FileRefusedException(problem, hidden.sheet());
            });
  }

  private static Problem fileProblem(String code, String message, String hint) {
    return new Problem(Place.FILE, null, null, code, Severity.ERROR, message, hint);
  }

  private void closeSheet() {
    rows = null;
    if (stream != null) {
      stream.close();
      stream = null;
    }
  }

  @Override
  public void close() {
    closeSheet();
  }

  /** Hidden rows that nobody said what to do with. */
  private static final class HiddenRowsFound {
    private static final int NAMED = 10;

    private final List<String> named = new ArrayList<>();
    private int count;
    private @Nullable Place first;
    private @Nullable StagedSheet sheet;

    @Nullable StagedSheet sheet() {
      return sheet;
    }

    void add(Sheet sheet, int row) {
      count++;
      if (first == null) {
        first = new Place(sheet.position(), row, null);
        this.sheet = new StagedSheet(sheet.position(), sheet.name(), null, List.of());
      }
      if (count <= NAMED) {
        named.add("%s %d".formatted(sheet.name(), row));
      }
    }

    Optional<Problem> problem() {
      if (first == null) {
        return Optional.empty();
      }
      String more = count > NAMED ? " and %d more".formatted(count - NAMED) : "";
      return Optional.of(
          new Problem(
              first,
              null,
              null,
              "hidden_rows",
              Severity.ERROR,
              "%d %s hidden, by hand or by a filter: %s%s."
                  .formatted(
                      count, count == 1 ? "row is" : "rows are", String.join(", ", named), more),
              "Show them, or say --hidden-rows include to order them too, or --hidden-rows skip to"
                  + " leave them out."));
    }
  }
}
