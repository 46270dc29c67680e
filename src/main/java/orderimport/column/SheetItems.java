package orderimport.column;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.Stream;
import orderimport.imports.FileRefusedException;
import orderimport.imports.ImportOptions;
import orderimport.imports.Problem;
import orderimport.imports.Problem.Place;
import orderimport.imports.Problem.Severity;
import orderimport.imports.StagedRows.StagedSheet;
import orderimport.spreadsheet.Row;
import orderimport.spreadsheet.Sheet;
import orderimport.spreadsheet.Spreadsheet;
import org.jspecify.annotations.Nullable;

/**
 * Reads a spreadsheet as what is to be staged: its sheets with a header row, and their rows with
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
  private @Nullable Stream<Row> stream;
  private @Nullable SheetRowItems rows;
  private boolean anyHeadings;
  private boolean anyOrder;
  private @Nullable StagedItem next;
  private @Nullable Problem carried;

  /**
   * @throws FileRefusedException here or while it is read, if the file cannot be read as orders
   */
  public SheetItems(Spreadsheet spreadsheet, Headings headings, ImportOptions options) {
    this.spreadsheet = spreadsheet;
    this.headings = headings;
    this.options = options;
    this.search = new HeadingSearch(headings, options.headings());
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
      StagedItem item = rows == null ? null : rows.next();
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
    if (!options.sheets().isEmpty()) {
      if (!isWanted(candidate.name())) {
        return null;
      }
    } else if (candidate.hidden()) {
      return passedOver(candidate, HeadingSearch.hidden(candidate));
    }
    Stream<Row> opened = spreadsheet.rows(candidate);
    stream = opened;
    Iterator<Row> iterator = opened.iterator();
    List<Row> first = new ArrayList<>();
    while (first.size() < HeaderRowDetector.FILLED_ROWS && iterator.hasNext()) {
      first.add(iterator.next());
    }
    var detector = new HeaderRowDetector(headings, options.headings(), candidate);
    RowHeadings header = detector.find(first).orElse(null);
    if (header != null) {
      first.subList(0, first.indexOf(header.row()) + 1).clear();
      return headed(candidate, header, detector, new ArrayDeque<>(first), iterator);
    }
    first.forEach(row -> search.passed(candidate, row));
    closeSheet();
    return first.isEmpty() ? null : passedOver(candidate, search.problem(candidate));
  }

  private boolean isWanted(String name) {
    List<String> all = spreadsheet.sheets().stream().map(Sheet::name).toList();
    return options.sheets().stream()
        .anyMatch(
            wanted -> all.contains(wanted) ? name.equals(wanted) : Headings.same(name, wanted));
  }

  private static StagedItem passedOver(Sheet sheet, Problem why) {
    return new StagedItem.PassedOver(
        new StagedSheet(sheet.position(), sheet.name(), null, List.of()), why);
  }

  private StagedItem headed(
      Sheet candidate,
      RowHeadings header,
      HeaderRowDetector detector,
      Deque<Row> below,
      Iterator<Row> rest) {
    anyHeadings = true;
    Row row = header.row();
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
    rows = new SheetRowItems(candidate, read, own, detector, header, options, hidden, below, rest);
    StagedItem.Headed item = new StagedItem.Headed(staged, withNotice(problems));
    return rows.isAtEnd() ? item.with(rows.problems()) : item;
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

  private void refuseIfUseless() {
    search.refuseMissing(options.sheets());
    if (!anyHeadings) {
      throw search.nothing(options);
    } else if (!anyOrder) {
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
    anyOrder |= rows != null && rows.anyOrder();
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
