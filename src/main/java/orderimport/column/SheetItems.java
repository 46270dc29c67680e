package orderimport.column;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
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
  private final HeadingSearch search;
  private @Nullable Sheet sheet;
  private @Nullable Stream<Row> stream;
  private @Nullable Iterator<Row> rows;
  private @Nullable SheetHeadings found;
  private @Nullable RowKeys keys;
  private boolean anyHeadings;
  private boolean anyRows;
  private @Nullable StagedItem next;
  private @Nullable Problem carried;

  /**
   * @throws FileRefusedException here or while it is read, if the file cannot be read as orders
   */
  public SheetItems(Spreadsheet spreadsheet, Headings headings, ImportOptions options) {
    this.spreadsheet = spreadsheet;
    this.headings = headings;
    this.options = options;
    this.search = new HeadingSearch(headings);
    this.sheets = spreadsheet.sheets().iterator();
    this.carried = CarriedNotice.of(spreadsheet, options);
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
    search.saw(candidate);
    if (options.sheet() != null) {
      if (!Headings.same(candidate.name(), options.sheet())) {
        return null;
      }
    } else if (candidate.hidden()) {
      return passedOver(
          candidate,
          "hidden_sheet",
          "is hidden",
          "If it holds orders, show it and import the file again.");
    }
    Stream<Row> opened = spreadsheet.rows(candidate);
    stream = opened;
    Iterator<Row> iterator = opened.iterator();
    int filled = 0;
    while (iterator.hasNext()) {
      Row row = iterator.next();
      if (headings.isHeadingRow(row.cells(), options.headings())) {
        sheet = candidate;
        rows = iterator;
        return headed(candidate, row);
      }
      search.passed(candidate, row, ++filled);
    }
    closeSheet();
    return filled > 0
        ? passedOver(
            candidate,
            "sheet_without_headings",
            "has no row with the heading order_ref",
            search.clue()
                + "If it holds orders, give the column that names them the heading order_ref, and"
                + " import the file again.")
        : null;
  }

  private static StagedItem passedOver(Sheet sheet, String code, String why, String hint) {
    return new StagedItem.PassedOver(
        new StagedSheet(sheet.position(), sheet.name(), null, List.of()),
        new Problem(
            new Place(sheet.position(), null, null),
            null,
            null,
            code,
            Severity.NOTICE,
            "The sheet \"%s\" %s, so it is passed over.".formatted(sheet.name(), why),
            hint));
  }

  private StagedItem headed(Sheet candidate, Row row) {
    anyHeadings = true;
    StagedSheet staged =
        new StagedSheet(candidate.position(), candidate.name(), row.number(), row.cells());
    OwnResult.refuse(spreadsheet.sheets(), staged);
    SheetHeadings read =
        new SheetHeadings(
            headings, candidate.name(), row.number(), row.cells(), options.headings());
    RowKeys own = new RowKeys(headings, read, candidate.position(), candidate.name(), options);
    List<Problem> problems =
        new HeadingProblems(headings, read, candidate.position(), own.sheetCarrier()).all();
    problems.stream()
        .filter(problem -> problem.severity() == Severity.ERROR)
        .findFirst()
        .ifPresent(
            problem -> {
              throw new FileRefusedException(problem, staged);
            });
    if (!own.knowCarriers()) {
      throw new FileRefusedException(noCarrier(candidate, row), staged);
    }
    found = read;
    keys = own;
    return new StagedItem.Headed(staged, withNotice(problems));
  }

  private List<Problem> withNotice(List<Problem> problems) {
    Problem notice = carried;
    if (notice == null) {
      return problems;
    }
    carried = null;
    List<Problem> all = new ArrayList<>(problems);
    all.add(notice);
    return all;
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
          StagedRow.read(
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
      throw search.nothing(options);
    } else if (!anyRows) {
      throw HeadingSearch.noRows();
    }
    hidden
        .problem()
        .ifPresent(
            problem -> {
              throw new FileRefusedException(problem, hidden.sheet());
            });
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
}
