package orderimport.binding;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import orderimport.binding.BoundOrder.FieldLocator;
import orderimport.binding.value.ParseResult.Issue;
import orderimport.heading.CarrierColumns;
import orderimport.heading.FieldPath;
import orderimport.heading.SheetHeader;
import orderimport.imports.StagedRow;
import orderimport.problem.Phrase;
import orderimport.problem.Problem;
import orderimport.problem.Problem.Location;
import orderimport.problem.Problem.Severity;
import orderimport.problem.ProblemKind;
import orderimport.problem.Text.CellName;
import orderimport.problem.Text.Heading;
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
      @Nullable String path, Severity severity, ProblemKind kind, Object... arguments) {
    FieldLocation fieldLocation = locate(path);
    return Problem.at(
        location(fieldLocation),
        heading(fieldLocation),
        text(fieldLocation.cell()),
        severity,
        kind,
        arguments);
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
    return problem(fieldLocation, issue, subject(fieldLocation));
  }

  /**
   * A problem at a location.
   *
   * @param subject what has the problem, such as an entry of a list
   */
  Problem problem(FieldLocation fieldLocation, Issue issue, Object subject) {
    return issue.at(
        location(fieldLocation), heading(fieldLocation), text(fieldLocation.cell()), subject);
  }

  /** What has a problem at a location: the field's heading, or the order. */
  Object subject(FieldLocation fieldLocation) {
    String heading = headingOf(fieldLocation);
    return heading.isEmpty() ? Phrase.THE_ORDER.text() : new Heading(heading);
  }

  private Location location(FieldLocation fieldLocation) {
    StagedRow row = fieldLocation.row();
    return new Location(row.sheet(), row.number(), columnOf(fieldLocation).orElse(null));
  }

  /** The heading of a location; the heading to add if the sheet has no such column. */
  private @Nullable String heading(FieldLocation fieldLocation) {
    String missing = fieldLocation.field() == null ? null : fieldLocation.column();
    Integer column = columnOf(fieldLocation).orElse(null);
    return column == null ? missing : sheet(fieldLocation.row()).text(column);
  }

  private static @Nullable String text(@Nullable Cell cell) {
    return cell == null ? null : cell.text();
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
  public Problem atOrderRef(Severity severity, ProblemKind kind, Object... arguments) {
    StagedRow row = rows.get(0);
    Integer column = sheet(row).orderRefColumn();
    return Problem.at(
        new Location(row.sheet(), row.number(), column),
        column == null ? null : sheet(row).text(column),
        text(orderRefCell(row)),
        severity,
        kind,
        arguments);
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
    return issue.at(
        new Location(row.sheet(), row.number(), column),
        heading,
        text(cell),
        heading == null ? Phrase.THIS_ROW.text() : new Heading(heading));
  }

  /** The name of a cell or row in a message about {@code from}; with the sheet if it is another. */
  CellName name(StagedRow row, @Nullable Cell cell, StagedRow from) {
    return new CellName(
        row.sheet() == from.sheet() ? null : sheet(row).sheetName(),
        row.number(),
        cell == null ? null : cell.column());
  }

  SheetHeader sheet(StagedRow row) {
    SheetHeader sheet = sheets.get(row.sheet());
    if (sheet == null) {
      throw new IllegalStateException("No headings of sheet " + row.sheet());
    }
    return sheet;
  }
}
