package orderimport.column;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import orderimport.column.BoundOrder.FieldLocator;
import orderimport.column.ParseResult.Issue;
import orderimport.imports.Problem;
import orderimport.imports.Problem.Location;
import orderimport.imports.Problem.Severity;
import orderimport.imports.StagedRow;
import orderimport.spreadsheet.Cell;
import org.jspecify.annotations.Nullable;

/** Locates the source cells of one order's fields and creates problems at these locations. */
final class CellLocator implements FieldLocator {
  private final CarrierColumns carrierColumns;
  private final RecordBuilder root;
  private final List<StagedRow> rows;
  private final Map<Integer, SheetHeader> sheets;

  /**
   * @param rows of the order
   * @param sheets the headers of the rows' sheets, by sheet position
   */
  CellLocator(
      CarrierColumns carrierColumns,
      RecordBuilder root,
      List<StagedRow> rows,
      Map<Integer, SheetHeader> sheets) {
    this.carrierColumns = carrierColumns;
    this.root = root;
    this.rows = rows;
    this.sheets = sheets;
  }

  /** The location of a path; the order's first row if the request has no such path. */
  FieldLocation locate(@Nullable String path) {
    return Optional.ofNullable(path)
        .flatMap(FieldPath::parse)
        .map(parsed -> FieldLocation.of(parsed, carrierColumns.root(), root, rows))
        .orElseGet(() -> new FieldLocation("", rows.get(0), null, null, null));
  }

  @Override
  public Problem at(
      @Nullable String path, String code, Severity severity, String message, String hint) {
    FieldLocation fieldLocation = locate(path);
    return problem(fieldLocation, code, severity, message, hint);
  }

  @Override
  public Optional<String> heading(String path) {
    FieldLocation fieldLocation = locate(path);
    return fieldLocation.column().isEmpty()
        ? Optional.empty()
        : Optional.of(headingOf(fieldLocation));
  }

  /**
   * The sheet's column of a location; empty if the sheet has no such column, or if the location is
   * a row.
   */
  Optional<Integer> columnOf(FieldLocation fieldLocation) {
    Cell cell = fieldLocation.cell();
    if (cell != null) {
      return Optional.of(cell.column());
    } else if (fieldLocation.column().isEmpty()) {
      return Optional.empty();
    }
    String carrier = carrierColumns.carrier().name();
    SheetHeader sheet = sheet(fieldLocation.row());
    return fieldLocation.field() == null
        ? sheet.firstColumnOf(carrier, fieldLocation.column())
        : sheet.columnOf(carrier, fieldLocation.column());
  }

  /** The heading of a location's field in the sheet, or its path if the sheet has no column. */
  String headingOf(FieldLocation fieldLocation) {
    Optional<Integer> column =
        fieldLocation.field() == null ? Optional.empty() : columnOf(fieldLocation);
    String text = column.map(each -> sheet(fieldLocation.row()).text(each)).orElse(null);
    return text != null ? text : fieldLocation.column();
  }

  /** A problem at a location. */
  Problem problem(FieldLocation fieldLocation, Issue issue) {
    String heading = headingOf(fieldLocation);
    return problem(
        fieldLocation,
        issue.code(),
        issue.severity(),
        issue.about(heading.isEmpty() ? "The order" : heading),
        issue.hint());
  }

  private Problem problem(
      FieldLocation fieldLocation, String code, Severity severity, String message, String hint) {
    StagedRow row = fieldLocation.row();
    Integer column = columnOf(fieldLocation).orElse(null);
    // The heading to add if the sheet has no such column.
    String missing = fieldLocation.field() == null ? null : fieldLocation.column();
    return problem(
        new Location(row.sheet(), row.number(), column),
        column == null ? missing : sheet(row).text(column),
        fieldLocation.cell(),
        new Issue(code, severity, message, hint));
  }

  /** A problem at a cell. */
  Problem problem(StagedRow row, Cell cell, Issue issue) {
    return problem(row, cell.column(), cell, issue);
  }

  /** A problem at the {@code order_ref} cell of a row. */
  Problem atOrderRef(StagedRow row, Issue issue) {
    return problem(row, sheet(row).orderRefColumn(), orderRefCell(row), issue);
  }

  @Override
  public Problem atOrderRef(String code, Severity severity, String message, String hint) {
    StagedRow row = rows.get(0);
    Integer column = sheet(row).orderRefColumn();
    return problem(
        new Location(row.sheet(), row.number(), column),
        column == null ? null : sheet(row).text(column),
        orderRefCell(row),
        new Issue(code, severity, message, hint));
  }

  private @Nullable Cell orderRefCell(StagedRow row) {
    Integer column = sheet(row).orderRefColumn();
    return row.cells().stream()
        .filter(each -> column != null && each.column() == column)
        .findFirst()
        .orElse(null);
  }

  private Problem problem(
      StagedRow row, @Nullable Integer column, @Nullable Cell cell, Issue issue) {
    String heading = column == null ? null : sheet(row).text(column);
    return problem(
        new Location(row.sheet(), row.number(), column),
        heading,
        cell,
        new Issue(
            issue.code(),
            issue.severity(),
            issue.about(heading == null ? "The row" : heading),
            issue.hint()));
  }

  private static Problem problem(
      Location location, @Nullable String heading, @Nullable Cell cell, Issue issue) {
    return new Problem(
        location,
        heading,
        cell == null ? null : cell.text(),
        issue.code(),
        issue.severity(),
        issue.message(),
        issue.hint());
  }

  /** The name of a cell or row in a message about {@code from}; with the sheet if it is another. */
  String name(StagedRow row, @Nullable Cell cell, StagedRow from) {
    String name = (cell == null ? "row " : Cell.letters(cell.column())) + row.number();
    return row.sheet() == from.sheet()
        ? name
        : "%s of the sheet \"%s\"".formatted(name, sheet(row).sheetName());
  }

  SheetHeader sheet(StagedRow row) {
    SheetHeader sheet = sheets.get(row.sheet());
    if (sheet == null) {
      throw new IllegalStateException("No headings of sheet " + row.sheet());
    }
    return sheet;
  }
}
