package orderimport.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import orderimport.column.HeadingCatalog;
import orderimport.column.HeadingInterpretation;
import orderimport.imports.EmbeddedReadOptions;
import orderimport.imports.Problem;
import orderimport.imports.Problem.Location;
import orderimport.imports.Problem.Severity;
import orderimport.spreadsheet.Cell;
import orderimport.spreadsheet.CellStyleName;
import orderimport.spreadsheet.SheetColumn;
import orderimport.spreadsheet.SheetWriter;
import orderimport.spreadsheet.WorkbookWriter;
import org.jspecify.annotations.Nullable;

/**
 * {@code fix-and-reimport.xlsx}: the rows that failed, as they were and under their sheet's name,
 * and what to mend. It begins with the first such row; without one there is no file.
 */
final class CorrectionWorkbook implements AutoCloseable {

  private static final String CARRIER = "carrier";
  private static final int CARRIER_WIDTH = 22;
  private static final int SPARE = 4;

  private final Path file;
  private final ImportHeader facts;
  private final SourceColumns sourceColumns;
  private final HeadingCatalog headingCatalog;
  private @Nullable WorkbookWriter workbook;
  private @Nullable MultiSheetTable table;
  private @Nullable SourceSheet current;
  private CorrectionColumns columns = CorrectionColumns.NONE;
  private final CorrectionRelocator places;

  CorrectionWorkbook(
      Path file, ImportHeader facts, SourceColumns sourceColumns, HeadingCatalog headingCatalog) {
    this.file = file;
    this.facts = facts;
    this.sourceColumns = sourceColumns;
    this.headingCatalog = headingCatalog;
    this.places = new CorrectionRelocator(this::canonicalHeading);
  }

  /** Takes a row if it failed. */
  void add(ResultRow row) {
    if (!row.status().failed()) {
      return;
    }
    SheetWriter sheet = tableFor(row).sheet();
    places.put(row, sheet.row(), columns);
    for (Cell cell : row.cells()) {
      int target = columns.of(cell.column());
      if (target >= 0) {
        sheet.cell(target, importable(cell), CellStyleName.PLAIN);
      }
    }
    ResultRow moved =
        row.with(Stream.concat(row.problems().stream().map(places::moved), tooLong(row)).toList());
    for (ResultProblem problem : moved.problems()) {
      int target = columns.of(problem);
      if (target >= 0 && problem.severity() != Severity.NOTICE) {
        sheet.mark(target, problem.paint(), problem.note());
      }
    }
    if (columns.withCarrier()) {
      sheet.text(columns.end() - 1, row.carrier(), CellStyleName.PLAIN);
    }
    sheet.text(columns.end(), moved.whatToMend(), row.problemsPaint());
    sheet.endRow();
  }

  /**
   * The texts that no cell of a workbook can hold. Cut, they would pass for whole when the workbook
   * is imported.
   */
  private Stream<ResultProblem> tooLong(ResultRow row) {
    return row.cells().stream()
        .filter(cell -> columns.of(cell.column()) >= 0 && isTooLong(cell))
        .map(cell -> new ResultProblem(tooLong(row, cell), row.sheet().name()));
  }

  private Problem tooLong(ResultRow row, Cell cell) {
    String heading = row.sheet().heading(cell.column());
    return new Problem(
        new Location(row.sheet().position(), row.number(), cell.column()),
        heading == null ? null : canonicalHeading(heading),
        null,
        "too_long_for_workbook",
        Severity.ERROR,
        "The text has %d characters, and a cell of a workbook can hold %d, so it is not here."
            .formatted(cell.text().length(), SheetWriter.LONGEST_TEXT),
        "Fix row %d of the sheet \"%s\" in %s itself, import that file, and delete this row."
            .formatted(row.number(), row.sheet().name(), facts.fileName()));
  }

  private static boolean isTooLong(Cell cell) {
    return cell.text().length() > SheetWriter.LONGEST_TEXT;
  }

  /**
   * A formula without a value, or a text that is too long, must not turn into a text that passes
   * for the value.
   */
  private static Cell importable(Cell cell) {
    return cell.kind() == Cell.Kind.UNCALCULATED || isTooLong(cell)
        ? new Cell(cell.column(), Cell.Kind.ERROR, "#N/A", null)
        : cell;
  }

  private MultiSheetTable tableFor(ResultRow row) {
    SourceSheet source = row.sheet();
    if (table == null || current == null || current.position() != source.position()) {
      close(table);
      columns = new CorrectionColumns(source, needsCarrier(source));
      table = new MultiSheetTable(workbook(), source.name(), headed(source));
      current = source;
    }
    return table;
  }

  private WorkbookWriter workbook() {
    if (workbook == null) {
      try {
        workbook = WorkbookWriter.create(file, facts.made());
        if (!facts.carried().isEmpty()) {
          workbook.property(EmbeddedReadOptions.PROPERTY, facts.carried());
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return workbook;
  }

  private List<SheetColumn> headed(SourceSheet source) {
    List<SheetColumn> headed = new ArrayList<>();
    for (int column = 0; column < source.width(); column++) {
      if (columns.of(column) >= 0) {
        headed.add(headed(source, column));
      }
    }
    for (String heading : source.lacking()) {
      headed.add(added(source, heading, heading.length() + SPARE));
    }
    if (columns.withCarrier()) {
      headed.add(added(source, CARRIER, CARRIER_WIDTH));
    }
    SheetColumn problems = SheetColumn.sentences("_problems", 60);
    String notLive = NotLive.sentence(facts.environments());
    headed.add(notLive.isEmpty() ? problems : problems.marked(CellStyleName.HEADING, notLive));
    return headed;
  }

  private SheetColumn headed(SourceSheet source, int column) {
    SheetColumn plain = sourceColumns.column(source, column);
    String heading = source.heading(column);
    if (heading == null) {
      return plain;
    }
    String standing = canonicalHeading(heading);
    SheetColumn headed =
        standing.equals(heading)
            ? plain
            : plain.renamed(standing, "\"%s\" in %s.".formatted(heading, facts.fileName()));
    return headed.allowing(allowed(source, standing));
  }

  /** A heading's meaning in its place, where somebody chose one: the new file needs no choosing. */
  private String canonicalHeading(String heading) {
    return HeadingInterpretation.canonicalHeading(heading, facts.chosen());
  }

  private SheetColumn added(SourceSheet source, String heading, int width) {
    return SheetColumn.source(heading, CellStyleName.HEADING, width)
        .allowing(allowed(source, heading));
  }

  /** The values of a drop-down list: what any of the sheet's carriers allows under the heading. */
  private List<String> allowed(SourceSheet source, String heading) {
    if (source.carriers().isEmpty()) {
      return headingCatalog.allowedUnder(null, heading);
    }
    return source.carriers().stream()
        .flatMap(carrier -> headingCatalog.allowedUnder(carrier, heading).stream())
        .distinct()
        .toList();
  }

  /**
   * Whether the carrier was given on the command line, which the new file's import will not see.
   */
  private boolean needsCarrier(SourceSheet source) {
    return facts.carrier() != null
        && headingCatalog.carrierNamed(source.name()).isEmpty()
        && source.headings().stream()
            .map(heading -> headingCatalog.read(canonicalHeading(heading.text())))
            .noneMatch(headingCatalog::namesCarrier);
  }

  private static void close(@Nullable MultiSheetTable table) {
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
