package orderimport.heading;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import orderimport.imports.FileRejectedException;
import orderimport.imports.SheetMapping;
import orderimport.problem.FileProblem;
import orderimport.problem.Problem;
import orderimport.problem.Problem.Location;
import orderimport.problem.Problem.Severity;
import orderimport.problem.Text.CellName;
import orderimport.problem.Text.Heading;
import orderimport.spreadsheet.Cell;
import orderimport.spreadsheet.Row;
import orderimport.spreadsheet.Sheet;
import org.jspecify.annotations.Nullable;

/**
 * Finds the header row of a sheet among its first filled rows. Candidates have {@code order_ref}
 * and another known heading; the one with the most known headings wins, the first in case of a tie.
 */
public final class HeaderRowDetector {
  /** The number of filled rows that are searched for the header row. */
  public static final int FILLED_ROWS = 100;

  private final HeadingCatalog headingCatalog;
  private final Map<String, SheetMapping> mappings;
  private final Sheet sheet;
  private @Nullable SheetMapping ofHeader;

  /**
   * @param mappings how a user matched the columns of sheets, by the signature of their headings
   */
  public HeaderRowDetector(
      HeadingCatalog headingCatalog, Map<String, SheetMapping> mappings, Sheet sheet) {
    this.headingCatalog = headingCatalog;
    this.mappings = mappings;
    this.sheet = sheet;
  }

  /**
   * The header row; empty if the sheet has none.
   *
   * @param first the sheet's first filled rows, at most {@link #FILLED_ROWS}
   * @throws FileRejectedException if there are several tables, or if the headings are in two rows
   */
  public Optional<RowHeadings> find(List<Row> first) {
    List<RowHeadings> rows =
        first.stream()
            .map(
                row ->
                    RowHeadings.of(
                        row, headingCatalog, HeaderSignature.mapping(row.cells(), mappings)))
            .toList();
    int header = -1;
    for (int i = 0; i < rows.size(); i++) {
      if (rows.get(i).isCandidate()
          && (header < 0 || rows.get(i).known() > rows.get(header).known())) {
        header = i;
      }
    }
    if (header < 0) {
      rejectSplitWithoutHeader(rows);
      return Optional.empty();
    }
    rejectSplit(rows, header);
    // The row directly above is skipped: a table there would have no rows.
    for (int i = 0; i < header - 1; i++) {
      if (rows.get(i).isCandidate()) {
        throw twoTables(rows.get(i).row(), rows.get(header).row());
      }
    }
    return Optional.of(rows.get(header));
  }

  /**
   * Whether a row below the header row repeats the headings.
   *
   * @throws FileRejectedException if it has the headings of another table
   */
  public boolean isRepeated(RowHeadings header, Row row) {
    SheetMapping mapping = mapping(header);
    if (!headingCatalog.mayNameOrderRef(row.cells())
        && !repeatsChosenOrderRef(header, row, mapping)) {
      return false;
    }
    RowHeadings other = header.read(row, headingCatalog, mapping);
    if (!other.isCandidate()) {
      return false;
    }
    if (!header.isRepeatedBy(other)) {
      throw twoTables(header.row(), row);
    }
    return true;
  }

  private SheetMapping mapping(RowHeadings header) {
    if (mappings.isEmpty()) {
      return SheetMapping.NONE;
    } else if (ofHeader == null) {
      ofHeader = HeaderSignature.mapping(header.row().cells(), mappings);
    }
    return ofHeader;
  }

  /** Whether a row has the heading of the column that the user chose for the names of orders. */
  private static boolean repeatsChosenOrderRef(RowHeadings header, Row row, SheetMapping mapping) {
    Integer column = mapping.columns().isEmpty() ? null : header.orderRefColumn();
    return column != null
        && mapping.meaning(column) != null
        && row.cells().stream()
            .anyMatch(
                cell ->
                    cell.column() == column
                        && HeadingCatalog.sameName(cell.text(), header.text(column)));
  }

  private FileRejectedException twoTables(Row one, Row other) {
    return rejected(
        other,
        new Location(sheet.position(), other.number(), null),
        FileProblem.TWO_TABLES,
        sheet.name(),
        one.number(),
        other.number());
  }

  private void rejectSplit(List<RowHeadings> rows, int index) {
    RowHeadings header = rows.get(index);
    if (index + 1 < rows.size()) {
      RowHeadings below = rows.get(index + 1);
      Integer column = continued(header, below);
      if (column != null) {
        throw split(header.row(), below, column);
      }
    }
    if (index > 0) {
      RowHeadings above = rows.get(index - 1);
      boolean touches = above.row().number() + 1 == header.row().number();
      Integer column = touches ? begun(above, header, rows.subList(index + 1, rows.size())) : null;
      if (column != null) {
        throw split(header.row(), above, column);
      }
    }
  }

  /** The first column whose heading is in the row below the header row; null if absent. */
  private static @Nullable Integer continued(RowHeadings header, RowHeadings below) {
    Integer orderRef = header.orderRefColumn();
    if (below.meanings().isEmpty() || orderRef != null && below.isFilled(orderRef)) {
      return null;
    }
    List<Integer> known = below.meanings().keySet().stream().sorted().toList();
    boolean onlyTexts =
        below.row().cells().stream().allMatch(cell -> cell.kind() == Cell.Kind.TEXT);
    return known.stream()
        .filter(column -> !header.isFilled(column))
        .findFirst()
        .orElse(onlyTexts && below.known() > 1 ? known.get(0) : null);
  }

  /** The first filled column whose heading is in the row above the header row. */
  private static @Nullable Integer begun(
      RowHeadings above, RowHeadings header, List<RowHeadings> below) {
    return above.meanings().keySet().stream()
        .sorted()
        .filter(column -> !header.isFilled(column))
        .filter(column -> below.stream().anyMatch(row -> row.isFilled(column)))
        .findFirst()
        .orElse(null);
  }

  /** Rejects adjacent rows of which one has only {@code order_ref} and the other the rest. */
  private void rejectSplitWithoutHeader(List<RowHeadings> rows) {
    for (int i = 0; i + 1 < rows.size(); i++) {
      rejectTogether(rows.get(i), rows.get(i + 1));
      rejectTogether(rows.get(i + 1), rows.get(i));
    }
  }

  private void rejectTogether(RowHeadings naming, RowHeadings other) {
    Integer orderRef = naming.orderRefColumn();
    if (orderRef != null && !other.isFilled(orderRef) && other.known() > 1) {
      throw split(naming.row(), other, Collections.min(other.meanings().keySet()));
    }
  }

  private FileRejectedException split(Row header, RowHeadings other, int column) {
    int upper = Math.min(header.number(), other.row().number());
    int lower = Math.max(header.number(), other.row().number());
    return rejected(
        header,
        new Location(sheet.position(), other.row().number(), column),
        FileProblem.HEADINGS_IN_TWO_ROWS,
        sheet.name(),
        upper,
        lower,
        new Heading(other.text(column)),
        new CellName(null, other.row().number(), column));
  }

  private FileRejectedException rejected(
      Row header, Location location, FileProblem kind, Object... arguments) {
    return new FileRejectedException(
        Problem.of(location, Severity.ERROR, kind, arguments),
        HeaderSignature.staged(sheet, header, Map.of()));
  }
}
