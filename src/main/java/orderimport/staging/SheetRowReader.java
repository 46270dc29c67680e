package orderimport.staging;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.Stream;
import orderimport.binding.RowIdentity;
import orderimport.heading.ColumnSamples;
import orderimport.heading.HeaderRowDetector;
import orderimport.heading.HeaderRowSearch;
import orderimport.heading.HeaderSignature;
import orderimport.heading.HeadingCatalog;
import orderimport.heading.HeadingProblems;
import orderimport.heading.RowHeadings;
import orderimport.heading.SheetHeader;
import orderimport.imports.FileRejectedException;
import orderimport.imports.ImportOptions;
import orderimport.imports.StagedRows.StagedSheet;
import orderimport.problem.FileProblem;
import orderimport.problem.Phrase;
import orderimport.problem.Problem;
import orderimport.problem.Problem.Location;
import orderimport.problem.Problem.Severity;
import orderimport.spreadsheet.Row;
import orderimport.spreadsheet.Sheet;
import orderimport.spreadsheet.Spreadsheet;
import orderimport.spreadsheet.write.WorkbookWriter;
import org.jspecify.annotations.Nullable;

/**
 * Reads the items to stage from a spreadsheet: its sheets with a header row, and their rows with
 * carrier and order. Deterministic: the same file with the same options yields the same items.
 */
public final class SheetRowReader implements Iterator<StagedItem>, AutoCloseable {
  private final Spreadsheet spreadsheet;
  private final HeadingCatalog headingCatalog;
  private final ImportOptions options;
  private final Iterator<Sheet> sheets;
  private final HiddenRowCollector hidden = new HiddenRowCollector();
  private final HeaderRowSearch search;
  private @Nullable Stream<Row> stream;
  private @Nullable SheetRowItems rows;
  private boolean anyHeadings;
  private boolean anyOrder;
  private @Nullable StagedItem next;
  private @Nullable Problem carried;

  /**
   * @throws FileRejectedException if the file cannot be read as orders; also thrown while iterating
   */
  public SheetRowReader(
      Spreadsheet spreadsheet, HeadingCatalog headingCatalog, ImportOptions options) {
    this.spreadsheet = spreadsheet;
    this.headingCatalog = headingCatalog;
    this.options = options;
    this.search = new HeaderRowSearch(headingCatalog, options.mappings());
    this.sheets = spreadsheet.sheets().iterator();
    this.carried = EmbeddedOptionsNotice.of(spreadsheet, options);
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
        rejectIfUnusable();
        return null;
      }
      item = open(sheets.next());
      if (item != null) {
        return item;
      }
    }
  }

  private @Nullable StagedItem open(Sheet candidate) {
    search.startSheet(candidate);
    if (!options.sheets().isEmpty()) {
      if (!isSelected(candidate.name())) {
        return null;
      }
    } else if (candidate.hidden() && candidate.name().equals(WorkbookWriter.LISTS)) {
      return null;
    } else if (candidate.hidden()) {
      return skipped(candidate, HeaderRowSearch.hidden(candidate));
    }
    Stream<Row> opened = spreadsheet.rows(candidate);
    stream = opened;
    Iterator<Row> iterator = opened.iterator();
    List<Row> first = new ArrayList<>();
    while (first.size() < HeaderRowDetector.FILLED_ROWS && iterator.hasNext()) {
      first.add(iterator.next());
    }
    var detector = new HeaderRowDetector(headingCatalog, options.mappings(), candidate);
    RowHeadings header = detector.find(first).orElse(null);
    if (header != null) {
      first.subList(0, first.indexOf(header.row()) + 1).clear();
      return headed(candidate, header, detector, new ArrayDeque<>(first), iterator);
    }
    first.forEach(row -> search.skip(candidate, row));
    closeSheet();
    return first.isEmpty() ? null : skipped(candidate, search.problem(candidate));
  }

  private boolean isSelected(String name) {
    List<String> all = spreadsheet.sheets().stream().map(Sheet::name).toList();
    return options.sheets().stream()
        .anyMatch(
            requested ->
                all.contains(requested)
                    ? name.equals(requested)
                    : HeadingCatalog.sameName(name, requested));
  }

  private static StagedItem skipped(Sheet sheet, Problem why) {
    return new StagedItem.SheetSkipped(
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
    StagedSheet staged = HeaderSignature.staged(candidate, row, ColumnSamples.of(below).values());
    ResultFileDetector.rejectResultFile(spreadsheet.sheets(), staged);
    SheetHeader read =
        new SheetHeader(
            headingCatalog,
            candidate.name(),
            row.number(),
            row.cells(),
            options.mapping(staged.signature()));
    RowIdentity rowIdentity =
        new RowIdentity(
            headingCatalog,
            read,
            candidate.position(),
            candidate.name(),
            options,
            spreadsheet.format().is(Phrase.FORMAT_CSV));
    List<Problem> problems =
        new HeadingProblems(headingCatalog, read, candidate.position(), rowIdentity.sheetCarrier())
            .all();
    problems.stream()
        .filter(problem -> problem.severity() == Severity.ERROR)
        .findFirst()
        .ifPresent(
            problem -> {
              throw new FileRejectedException(problem, staged);
            });
    if (!rowIdentity.knowCarriers()) {
      throw new FileRejectedException(noCarrier(candidate, row), staged);
    }
    rows =
        new SheetRowItems(
            candidate,
            () -> spreadsheet.merged(candidate),
            read,
            rowIdentity,
            detector,
            header,
            options,
            hidden,
            below,
            rest);
    StagedItem.SheetStarted item = new StagedItem.SheetStarted(staged, withNotice(problems));
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
    return Problem.of(
        new Location(sheet.position(), row.number(), null),
        Severity.ERROR,
        FileProblem.NO_CARRIER,
        sheet.name());
  }

  private void rejectIfUnusable() {
    search.rejectMissing(options.sheets());
    if (!anyHeadings) {
      throw search.notFound(options);
    } else if (!anyOrder) {
      throw HeaderRowSearch.noRows();
    }
    hidden
        .problem()
        .ifPresent(
            problem -> {
              throw new FileRejectedException(problem, hidden.sheet());
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
