package orderimport.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import orderimport.column.Headings;
import orderimport.imports.Problem.Severity;
import orderimport.spreadsheet.Cell;
import orderimport.spreadsheet.Paint;
import orderimport.spreadsheet.SheetColumn;
import orderimport.spreadsheet.SheetWriter;
import orderimport.spreadsheet.WorkbookWriter;
import org.jspecify.annotations.Nullable;

/**
 * {@code fix-and-reimport.xlsx}: the rows that failed, as they were and under their sheet's name,
 * and what to mend. It begins with the first such row; without one there is no file.
 */
final class FixWorkbook implements AutoCloseable {

  private static final String CARRIER = "carrier";
  private static final int CARRIER_WIDTH = 22;

  private final Path file;
  private final ImportFacts facts;
  private final SourceColumns sourceColumns;
  private final Headings headings;
  private @Nullable WorkbookWriter workbook;
  private @Nullable LongTable table;
  private @Nullable SourceSheet current;
  private int[] targets = {};

  FixWorkbook(Path file, ImportFacts facts, SourceColumns sourceColumns, Headings headings) {
    this.file = file;
    this.facts = facts;
    this.sourceColumns = sourceColumns;
    this.headings = headings;
  }

  /** Takes a row if it failed. */
  void add(ResultRow row) {
    if (!row.status().failed()) {
      return;
    }
    SourceSheet source = row.sheet();
    SheetWriter sheet = tableFor(row).sheet();
    for (Cell cell : row.cells()) {
      int target = targets[cell.column()];
      if (target >= 0) {
        sheet.cell(target, importable(cell), Paint.PLAIN);
      }
    }
    for (ResultProblem problem : row.problems()) {
      Integer column = problem.column();
      int target = column == null || column >= targets.length ? -1 : targets[column];
      if (target >= 0 && problem.severity() != Severity.NOTICE) {
        sheet.mark(target, problem.paint(), problem.note());
      }
    }
    int end = Arrays.stream(targets).max().orElse(-1) + 1;
    if (needsCarrier(source)) {
      sheet.text(end++, row.carrier(), Paint.PLAIN);
    }
    sheet.text(end, row.whatToMend(), row.problemsPaint());
    sheet.endRow();
  }

  /** A formula without a value must not turn into a text that passes for one. */
  private static Cell importable(Cell cell) {
    return cell.kind() == Cell.Kind.UNCALCULATED
        ? new Cell(cell.column(), Cell.Kind.ERROR, "#N/A", null)
        : cell;
  }

  private LongTable tableFor(ResultRow row) {
    SourceSheet source = row.sheet();
    if (table == null || current == null || current.position() != source.position()) {
      close(table);
      targets = targets(source);
      table = new LongTable(workbook(), source.name(), columns(source));
      current = source;
    }
    return table;
  }

  private WorkbookWriter workbook() {
    if (workbook == null) {
      try {
        workbook = WorkbookWriter.create(file, facts.made());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return workbook;
  }

  private static int[] targets(SourceSheet source) {
    int[] targets = new int[source.width()];
    int next = 0;
    for (int column = 0; column < targets.length; column++) {
      targets[column] = SourceColumns.isOurs(source, column) ? -1 : next++;
    }
    return targets;
  }

  private List<SheetColumn> columns(SourceSheet source) {
    List<SheetColumn> columns = new ArrayList<>();
    for (int column = 0; column < targets.length; column++) {
      if (targets[column] >= 0) {
        columns.add(
            sourceColumns.column(source, column).allowing(allowed(source, source.heading(column))));
      }
    }
    if (needsCarrier(source)) {
      columns.add(
          SheetColumn.source(CARRIER, Paint.HEADING, CARRIER_WIDTH)
              .allowing(allowed(source, CARRIER)));
    }
    columns.add(SheetColumn.result("_problems", 60));
    return columns;
  }

  /** The values of a drop-down list: what any of the sheet's carriers allows under the heading. */
  private List<String> allowed(SourceSheet source, @Nullable String heading) {
    if (heading == null) {
      return List.of();
    } else if (source.carriers().isEmpty()) {
      return headings.allowedUnder(null, heading);
    }
    return source.carriers().stream()
        .flatMap(carrier -> headings.allowedUnder(carrier, heading).stream())
        .distinct()
        .toList();
  }

  /**
   * Whether the carrier was given on the command line, which the new file's import will not see.
   */
  private boolean needsCarrier(SourceSheet source) {
    return facts.carrier() != null
        && headings.carrierNamed(source.name()).isEmpty()
        && source.headings().stream().map(Cell::text).noneMatch(headings::namesCarrier);
  }

  private static void close(@Nullable LongTable table) {
    if (table != null) {
      table.close();
    }
  }

  @Override
  public void close() {
    close(table);
    if (workbook != null) {
      workbook.close();
    }
  }
}
