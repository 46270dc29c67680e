package orderimport.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import orderimport.heading.CellText;
import orderimport.heading.HeadingCatalog;
import orderimport.imports.ColumnMapping;
import orderimport.imports.EmbeddedReadOptions;
import orderimport.problem.CellProblem;
import orderimport.problem.Problem;
import orderimport.problem.Problem.Location;
import orderimport.problem.Problem.Severity;
import orderimport.problem.Text;
import orderimport.problem.TextRenderer;
import orderimport.spreadsheet.Cell;
import orderimport.spreadsheet.write.CellStyleName;
import orderimport.spreadsheet.write.SheetColumn;
import orderimport.spreadsheet.write.SheetWriter;
import orderimport.spreadsheet.write.WorkbookWriter;
import org.jspecify.annotations.Nullable;

/**
 * Writes {@code fix-and-reimport.xlsx}: the failed rows, unchanged and in sheets of the same name,
 * with their problems. The file is created with the first failed row, so there is none without.
 */
final class CorrectionWorkbook implements AutoCloseable {

  private static final String CARRIER = "carrier";
  private static final int CARRIER_WIDTH = 22;
  private static final int HEADING_MARGIN = 4;

  /** The codes of errors whose reason is not the value alone. */
  private static final Set<String> UNSAFE =
      Set.of(CellProblem.FORMULA_GIVES_ZERO.code(), CellProblem.CELL_PARTLY_STRUCK_THROUGH.code());

  private final Path file;
  private final ImportHeader header;
  private final SourceColumns sourceColumns;
  private final HeadingCatalog headingCatalog;
  private final TextRenderer texts;
  private @Nullable WorkbookWriter workbook;
  private @Nullable MultiSheetTable table;
  private @Nullable SourceSheet current;
  private CorrectionColumns columns = CorrectionColumns.NONE;
  private final CorrectionRelocator relocator;
  private Map<String, String> canonicalHeadings = Map.of();

  CorrectionWorkbook(
      Path file,
      ImportHeader header,
      SourceColumns sourceColumns,
      HeadingCatalog headingCatalog,
      TextRenderer texts) {
    this.file = file;
    this.header = header;
    this.sourceColumns = sourceColumns;
    this.headingCatalog = headingCatalog;
    this.texts = texts;
    this.relocator = new CorrectionRelocator(this::canonicalHeading);
  }

  /** Adds a row if it failed. */
  void add(ResultRow row) {
    if (!row.status().failed()) {
      return;
    }
    SheetWriter sheet = tableFor(row).sheet();
    relocator.put(row, sheet.row(), columns);
    for (Cell cell : row.cells()) {
      int target = columns.of(cell.column());
      if (target >= 0) {
        sheet.cell(target, importable(row, matched(row.sheet(), cell)), CellStyleName.PLAIN);
      }
    }
    ResultRow relocated =
        row.with(
            Stream.concat(row.problems().stream().map(relocator::relocated), tooLong(row))
                .toList());
    for (ResultProblem problem : relocated.problems()) {
      int target = columns.of(problem);
      if (target >= 0 && problem.severity() != Severity.NOTICE) {
        sheet.mark(target, problem.style(), problem.note());
        suggest(sheet, target, problem.problem());
      }
    }
    if (columns.withCarrier()) {
      sheet.text(columns.end() - 1, row.carrier(), CellStyleName.PLAIN);
    }
    sheet.text(columns.end(), relocated.fixInstructions(texts), row.problemsStyle());
    sheet.endRow();
  }

  /** The value that the user chose for the cell's, so that the new file needs no option. */
  private Cell matched(SourceSheet sheet, Cell cell) {
    String value = header.mapping(sheet).value(cell.column(), cell.text());
    return value == null ? cell : Cell.text(cell.column(), value);
  }

  private static void suggest(SheetWriter sheet, int column, Problem problem) {
    List<String> values = problem.message().suggestions();
    if (!values.isEmpty()) {
      sheet.suggest(column, values);
    }
  }

  /**
   * The problems of texts that are too long for a workbook. If they were cut, the import of the
   * workbook could not detect it.
   */
  private Stream<ResultProblem> tooLong(ResultRow row) {
    return row.cells().stream()
        .filter(cell -> columns.of(cell.column()) >= 0 && isTooLong(cell))
        .map(cell -> new ResultProblem(tooLong(row, cell), row.sheet().name(), texts));
  }

  private Problem tooLong(ResultRow row, Cell cell) {
    String heading = row.sheet().heading(cell.column());
    return Problem.at(
        new Location(row.sheet().position(), row.number(), cell.column()),
        heading == null ? null : canonicalHeading(heading),
        null,
        Severity.ERROR,
        CellProblem.TOO_LONG_FOR_WORKBOOK,
        cell.text().length(),
        SheetWriter.MAX_TEXT_LENGTH,
        row.number(),
        row.sheet().name(),
        header.fileName());
  }

  private static boolean isTooLong(Cell cell) {
    return cell.text().length() > SheetWriter.MAX_TEXT_LENGTH;
  }

  /**
   * Replaces what would lose its error in a workbook by an error value, so that it cannot be
   * imported as a value: a formula without a value, a text that is too long, and what {@link
   * #UNSAFE} has.
   */
  private static Cell importable(ResultRow row, Cell cell) {
    return cell.kind() == Cell.Kind.UNCALCULATED || isTooLong(cell) || isUnsafe(row, cell)
        ? new Cell(cell.column(), Cell.Kind.ERROR, "#N/A", null)
        : cell;
  }

  private static boolean isUnsafe(ResultRow row, Cell cell) {
    return (cell.kind() == Cell.Kind.FORMULA_ZERO || cell.strike() == Cell.Strike.PART)
        && row.problems().stream()
            .anyMatch(
                problem ->
                    UNSAFE.contains(problem.problem().code())
                        && Objects.equals(problem.column(), cell.column()));
  }

  private MultiSheetTable tableFor(ResultRow row) {
    SourceSheet source = row.sheet();
    if (table == null || current == null || current.position() != source.position()) {
      close(table);
      columns =
          new CorrectionColumns(
              source, column -> sourceColumns.omits(source, column), needsCarrier(source));
      table = new MultiSheetTable(workbook(), source.name(), columnsOf(source));
      current = source;
      canonicalHeadings = canonicalHeadings(source);
    }
    return table;
  }

  private WorkbookWriter workbook() {
    if (workbook == null) {
      try {
        workbook = WorkbookWriter.create(file, header.fileTime());
        if (!header.embeddedOptions().isEmpty()) {
          workbook.property(EmbeddedReadOptions.PROPERTY, header.embeddedOptions());
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return workbook;
  }

  private List<SheetColumn> columnsOf(SourceSheet source) {
    List<SheetColumn> sheetColumns = new ArrayList<>();
    for (int column = 0; column < source.width(); column++) {
      if (columns.of(column) >= 0) {
        sheetColumns.add(sourceColumn(source, column));
      }
    }
    for (String heading : columns.added()) {
      sheetColumns.add(added(source, heading, heading.length() + HEADING_MARGIN));
    }
    if (columns.withCarrier()) {
      sheetColumns.add(added(source, CARRIER, CARRIER_WIDTH));
    }
    SheetColumn problems = SheetColumn.sentences("_problems", 60);
    Text notLive = NotLive.sentence(header.environments());
    sheetColumns.add(
        notLive == null ? problems : problems.marked(CellStyleName.HEADING, texts.render(notLive)));
    return sheetColumns;
  }

  private SheetColumn sourceColumn(SourceSheet source, int column) {
    SheetColumn plain = sourceColumns.column(source, column);
    String heading = source.heading(column);
    String canonical = canonicalHeading(source, column);
    if (canonical == null) {
      return plain;
    } else if (heading == null) {
      return added(source, canonical, canonical.length() + HEADING_MARGIN);
    }
    SheetColumn renamed =
        canonical.equals(heading)
            ? plain
            : plain.renamed(canonical, "\"%s\" in %s.".formatted(heading, header.fileName()));
    return renamed.allowing(allowed(source, canonical));
  }

  /**
   * The heading that has the meaning that the user chose for a column, so that the new file needs
   * no option; otherwise its own, which is null if it has none.
   */
  private @Nullable String canonicalHeading(SourceSheet source, int column) {
    ColumnMapping mapping = header.mapping(source).columns().get(column);
    String heading = source.heading(column);
    if (mapping == null || mapping.meaning() == null) {
      return heading;
    }
    return mapping.ignored()
        ? "_" + Objects.requireNonNullElse(strippedHeading(source, column), Cell.letters(column))
        : mapping.meaning();
  }

  private static @Nullable String strippedHeading(SourceSheet source, int column) {
    String heading = source.heading(column);
    return heading == null ? null : CellText.strip(heading);
  }

  private Map<String, String> canonicalHeadings(SourceSheet source) {
    Map<String, String> canonical = new HashMap<>();
    header
        .mapping(source)
        .columns()
        .keySet()
        .forEach(
            column ->
                canonical.put(
                    Objects.requireNonNullElseGet(
                        strippedHeading(source, column), () -> Cell.letters(column)),
                    Objects.requireNonNullElse(canonicalHeading(source, column), "")));
    return canonical;
  }

  private String canonicalHeading(String heading) {
    return canonicalHeadings.getOrDefault(CellText.strip(heading), heading);
  }

  private SheetColumn added(SourceSheet source, String heading, int width) {
    return SheetColumn.source(heading, CellStyleName.HEADING, width)
        .allowing(allowed(source, heading));
  }

  /** The values of the drop-down list: all that any carrier of the sheet allows for the heading. */
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
   * Whether the carrier was only given as an option, which the import of the new file will not
   * have.
   */
  private boolean needsCarrier(SourceSheet source) {
    return header.carrier() != null
        && headingCatalog.carrierNamed(source.name()).isEmpty()
        && IntStream.range(0, source.width())
            .mapToObj(column -> canonicalHeading(source, column))
            .filter(Objects::nonNull)
            .noneMatch(heading -> headingCatalog.namesCarrier(headingCatalog.read(heading)));
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
