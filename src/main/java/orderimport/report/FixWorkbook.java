package orderimport.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

  private final Path file;
  private final ImportFacts facts;
  private final ColumnWidths widths;
  private final AllowedValues allowed;
  private @Nullable WorkbookWriter workbook;
  private @Nullable LongTable table;
  private @Nullable SourceSheet current;

  FixWorkbook(Path file, ImportFacts facts, ColumnWidths widths, AllowedValues allowed) {
    this.file = file;
    this.facts = facts;
    this.widths = widths;
    this.allowed = allowed;
  }

  /** Takes a row if it failed. */
  void add(ResultRow row) {
    if (!row.status().failed()) {
      return;
    }
    SourceSheet source = row.sheet();
    SheetWriter sheet = tableFor(row).sheet();
    for (Cell cell : row.cells()) {
      sheet.cell(cell.column(), importable(cell), Paint.PLAIN);
    }
    for (ResultProblem problem : row.problems()) {
      Integer column = problem.column();
      if (column != null && column < source.width() && problem.severity() != Severity.NOTICE) {
        sheet.mark(column, problem.paint(), problem.note());
      }
    }
    int end = source.width();
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
      table = new LongTable(workbook(), source.name(), columns(source, row.carrier()));
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

  private List<SheetColumn> columns(SourceSheet source, @Nullable String carrier) {
    List<SheetColumn> columns = new ArrayList<>();
    for (int column = 0; column < source.width(); column++) {
      String heading = source.heading(column);
      SheetColumn plain = RowsLayout.column(heading, widths.of(source.position(), column));
      columns.add(heading == null ? plain : plain.allowing(allowed.of(carrier, heading)));
    }
    if (needsCarrier(source)) {
      columns.add(RowsLayout.column(CARRIER, 0));
    }
    columns.add(SheetColumn.result("_problems", 60));
    return columns;
  }

  /**
   * Whether the carrier was given on the command line, which the new file's import will not see.
   */
  private boolean needsCarrier(SourceSheet source) {
    return facts.carrier() != null && !source.namesCarrier() && !source.hasHeading(CARRIER);
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
