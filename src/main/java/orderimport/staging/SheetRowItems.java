package orderimport.staging;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import orderimport.binding.RowIdentity;
import orderimport.binding.ShiftedRowCheck;
import orderimport.heading.HeaderRowDetector;
import orderimport.heading.MatchedValues;
import orderimport.heading.MergedValues;
import orderimport.heading.RowHeadings;
import orderimport.heading.SheetHeader;
import orderimport.heading.UnheadedColumns;
import orderimport.imports.FileRejectedException;
import orderimport.imports.ImportOptions;
import orderimport.imports.ImportOptions.HiddenRows;
import orderimport.imports.StagedRow;
import orderimport.problem.FileProblem;
import orderimport.problem.Problem;
import orderimport.problem.Problem.Location;
import orderimport.problem.Problem.Severity;
import orderimport.spreadsheet.CellRange;
import orderimport.spreadsheet.Row;
import orderimport.spreadsheet.Sheet;
import org.jspecify.annotations.Nullable;

/** The rows below a sheet's header row, each with its carrier and order. */
final class SheetRowItems {
  /** The number of columns with a cell or a heading; the results add some to them. */
  private static final int MAX_COLUMNS = 16_000;

  private final Sheet sheet;
  private final Supplier<List<CellRange>> mergedCells;
  private final SheetHeader headings;
  private final RowIdentity identity;
  private final HeaderRowDetector detector;
  private final RowHeadings header;
  private final ImportOptions options;
  private final HiddenRowCollector hidden;
  private final UnheadedColumns unheaded;
  private final MatchedValues matched;
  private final MergedValues merged;
  private final ShiftedRowCheck fields;
  private final Deque<Row> first;
  private final Iterator<Row> rest;
  private final BitSet columns = new BitSet();

  /** One row ahead, so that the sheet's last row can carry the problems of the sheet. */
  private StagedItem.@Nullable RowRead ahead;

  private boolean anyOrder;

  /**
   * @param mergedCells the cells that are merged over several rows; called once all rows are read
   * @param first the rows below the header row that have been read
   * @param rest the rows after them
   */
  SheetRowItems(
      Sheet sheet,
      Supplier<List<CellRange>> mergedCells,
      SheetHeader headings,
      RowIdentity identity,
      HeaderRowDetector detector,
      RowHeadings header,
      ImportOptions options,
      HiddenRowCollector hidden,
      Deque<Row> first,
      Iterator<Row> rest) {
    this.sheet = sheet;
    this.mergedCells = mergedCells;
    this.headings = headings;
    this.identity = identity;
    this.detector = detector;
    this.header = header;
    this.options = options;
    this.hidden = hidden;
    this.unheaded = new UnheadedColumns(sheet, headings);
    this.matched = new MatchedValues(sheet, headings);
    this.merged = new MergedValues(sheet, headings);
    this.fields = new ShiftedRowCheck(sheet, header.row(), identity, first);
    this.first = first;
    this.rest = rest;
    checkColumns(header.row());
    this.ahead = read();
  }

  /** Whether there is no further row. */
  boolean isAtEnd() {
    return ahead == null;
  }

  /** Whether a row that may be an order's has been read. */
  boolean anyOrder() {
    return anyOrder;
  }

  /** The problems of the sheet, complete once all its rows have been read. */
  List<Problem> problems() {
    List<Problem> problems = new ArrayList<>(unheaded.problems());
    problems.addAll(matched.problems());
    problems.addAll(merged.problems(mergedCells.get()));
    return problems;
  }

  /** The next row, with the problems of the sheet if it is the last one; null at the end. */
  StagedItem.@Nullable RowRead next() {
    StagedItem.RowRead item = ahead;
    if (item == null) {
      return null;
    }
    ahead = read();
    return ahead == null ? item.with(problems()) : item;
  }

  private StagedItem.@Nullable RowRead read() {
    while (!first.isEmpty() || rest.hasNext()) {
      Row row = first.isEmpty() ? rest.next() : first.remove();
      checkColumns(row);
      if (detector.isRepeated(header, row)) {
        return skipped(row, FileProblem.HEADINGS_REPEATED);
      }
      if (row.has(Row.Mark.TOTALS)) {
        return skipped(row, FileProblem.TOTALS_ROW);
      }
      Problem error = fields.error(row, this::below);
      if (error != null) {
        anyOrder = true;
        return new StagedItem.RowRead(shifted(row), List.of(error));
      }
      unheaded.add(row);
      matched.add(row);
      merged.add(row);
      if (headings.hasUsedCell(row.cells())) {
        anyOrder = true;
        return new StagedItem.RowRead(staged(row), warnings(row));
      }
    }
    return null;
  }

  /** A row below the one that was read last, from 0; null at the end of the sheet. */
  private @Nullable Row below(int index) {
    while (first.size() <= index && rest.hasNext()) {
      first.add(rest.next());
    }
    return first.stream().skip(index).findFirst().orElse(null);
  }

  /** Rejects a file whose results would have more columns than a workbook can have. */
  private void checkColumns(Row row) {
    row.cells().forEach(cell -> columns.set(cell.column()));
    if (columns.length() > MAX_COLUMNS && columns.cardinality() > MAX_COLUMNS) {
      throw new FileRejectedException(
          Problem.of(
              new Location(sheet.position(), row.number(), null),
              Severity.ERROR,
              FileProblem.MORE_COLUMNS_THAN_RESULTS,
              sheet.name(),
              MAX_COLUMNS),
          null);
    }
  }

  private StagedRow staged(Row row) {
    if (row.hidden() && options.hiddenRows() == null) {
      hidden.add(sheet, row.number());
    }
    boolean leftOut = row.hidden() && options.hiddenRows() != HiddenRows.INCLUDE;
    return StagedRow.read(
        sheet.position(),
        row.number(),
        leftOut,
        identity.carrier(row.cells()),
        identity.orderRef(row.cells()),
        row.cells());
  }

  /**
   * A row whose values may be in the wrong columns. It has no carrier, so that none of it is sent
   * and its order is on hold.
   */
  private StagedRow shifted(Row row) {
    return StagedRow.read(
        sheet.position(), row.number(), false, null, identity.orderRef(row.cells()), row.cells());
  }

  private List<Problem> warnings(Row row) {
    List<Problem> warnings = new ArrayList<>();
    if (row.has(Row.Mark.STRUCK_THROUGH)) {
      warnings.add(warning(row, FileProblem.ROW_STRUCK_THROUGH));
    }
    String carrier = identity.carrier(row.cells());
    if (carrier != null && headings.isExampleRow(carrier, row.cells())) {
      warnings.add(warning(row, FileProblem.EXAMPLE_ROW));
    }
    if (fields.areMoreThanUsual(row)) {
      warnings.add(fields.warning(row));
    }
    return warnings;
  }

  private Problem warning(Row row, FileProblem kind) {
    return Problem.of(
        new Location(sheet.position(), row.number(), null),
        Severity.WARNING,
        kind,
        row.number(),
        sheet.name());
  }

  /** A row that is skipped although it is not hidden. */
  private StagedItem.RowRead skipped(Row row, FileProblem kind) {
    return new StagedItem.RowRead(
        StagedRow.read(sheet.position(), row.number(), true, null, null, row.cells()),
        List.of(
            Problem.of(
                new Location(sheet.position(), row.number(), null),
                Severity.NOTICE,
                kind,
                row.number(),
                sheet.name())));
  }
}
