package orderimport.column;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import orderimport.column.BoundOrder.Places;
import orderimport.column.Reading.Finding;
import orderimport.imports.Problem;
import orderimport.imports.Problem.Place;
import orderimport.imports.Problem.Severity;
import orderimport.imports.StagedRow;
import orderimport.spreadsheet.Cell;
import org.jspecify.annotations.Nullable;

/** Where the fields of one order came from, and problems at those places. */
final class CellPlaces implements Places {
  private final Columns columns;
  private final Draft root;
  private final List<StagedRow> rows;
  private final Map<Integer, SheetHeadings> sheets;

  /**
   * @param rows of the order
   * @param sheets the headings of the rows' sheets, by the sheet's position
   */
  CellPlaces(
      Columns columns, Draft root, List<StagedRow> rows, Map<Integer, SheetHeadings> sheets) {
    this.columns = columns;
    this.root = root;
    this.rows = rows;
    this.sheets = sheets;
  }

  /** Where a path came from; the order's first row if it is no path of the request. */
  Location locate(@Nullable String path) {
    return Optional.ofNullable(path)
        .flatMap(FieldPath::parse)
        .map(parsed -> Location.of(parsed, columns.root(), root, rows))
        .orElseGet(() -> new Location("", rows.get(0), null, null, null));
  }

  @Override
  public Problem at(
      @Nullable String path, String code, Severity severity, String message, String hint) {
    Location location = locate(path);
    return problem(location, code, severity, message, hint);
  }

  @Override
  public Optional<String> heading(String path) {
    Location location = locate(path);
    return location.column().isEmpty() ? Optional.empty() : Optional.of(headingOf(location));
  }

  /** The sheet's column of a place; empty if the sheet has none, or if the row is meant. */
  Optional<Integer> columnOf(Location location) {
    Cell cell = location.cell();
    if (cell != null) {
      return Optional.of(cell.column());
    } else if (location.column().isEmpty()) {
      return Optional.empty();
    }
    String carrier = columns.carrier().name();
    SheetHeadings sheet = sheet(location.row());
    return location.field() == null
        ? sheet.firstColumnOf(carrier, location.column())
        : sheet.columnOf(carrier, location.column());
  }

  /** What the sheet calls the field of a place, or its path if the sheet has no column of it. */
  String headingOf(Location location) {
    Optional<Integer> column = location.field() == null ? Optional.empty() : columnOf(location);
    String text = column.map(each -> sheet(location.row()).text(each)).orElse(null);
    return text != null ? text : location.column();
  }

  /** A problem at a place. */
  Problem problem(Location location, Finding finding) {
    String heading = headingOf(location);
    return problem(
        location,
        finding.code(),
        finding.severity(),
        finding.about(heading.isEmpty() ? "The order" : heading),
        finding.hint());
  }

  private Problem problem(
      Location location, String code, Severity severity, String message, String hint) {
    StagedRow row = location.row();
    Integer column = columnOf(location).orElse(null);
    // Of a column that the sheet lacks, the heading that it would have.
    String lacking = location.field() == null ? null : location.column();
    return problem(
        new Place(row.sheet(), row.number(), column),
        column == null ? lacking : sheet(row).text(column),
        location.cell(),
        new Finding(code, severity, message, hint));
  }

  /** A problem at a cell. */
  Problem problem(StagedRow row, Cell cell, Finding finding) {
    return problem(row, cell.column(), cell, finding);
  }

  /** A problem at the cell that names a row's order. */
  Problem atOrderRef(StagedRow row, Finding finding) {
    return problem(row, sheet(row).orderRefColumn(), orderRefCell(row), finding);
  }

  @Override
  public Problem atOrderRef(String code, Severity severity, String message, String hint) {
    StagedRow row = rows.get(0);
    Integer column = sheet(row).orderRefColumn();
    return problem(
        new Place(row.sheet(), row.number(), column),
        column == null ? null : sheet(row).text(column),
        orderRefCell(row),
        new Finding(code, severity, message, hint));
  }

  private @Nullable Cell orderRefCell(StagedRow row) {
    Integer column = sheet(row).orderRefColumn();
    return row.cells().stream()
        .filter(each -> column != null && each.column() == column)
        .findFirst()
        .orElse(null);
  }

  private Problem problem(
      StagedRow row, @Nullable Integer column, @Nullable Cell cell, Finding finding) {
    String heading = column == null ? null : sheet(row).text(column);
    return problem(
        new Place(row.sheet(), row.number(), column),
        heading,
        cell,
        new Finding(
            finding.code(),
            finding.severity(),
            finding.about(heading == null ? "The row" : heading),
            finding.hint()));
  }

  private static Problem problem(
      Place place, @Nullable String heading, @Nullable Cell cell, Finding told) {
    return new Problem(
        place,
        heading,
        cell == null ? null : cell.text(),
        told.code(),
        told.severity(),
        told.message(),
        told.hint());
  }

  /** A cell, or a row, as people name it when they are on another row's sheet. */
  String name(StagedRow row, @Nullable Cell cell, StagedRow from) {
    String place = (cell == null ? "row " : Cell.letters(cell.column())) + row.number();
    return row.sheet() == from.sheet()
        ? place
        : "%s of the sheet \"%s\"".formatted(place, sheet(row).sheetName());
  }

  SheetHeadings sheet(StagedRow row) {
    SheetHeadings sheet = sheets.get(row.sheet());
    if (sheet == null) {
      throw new IllegalStateException("No headings of sheet " + row.sheet());
    }
    return sheet;
  }
}
