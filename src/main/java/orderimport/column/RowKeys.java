package orderimport.column;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import orderimport.column.Reading.Refused;
import orderimport.imports.ImportOptions;
import orderimport.imports.Problem;
import orderimport.imports.Problem.Place;
import orderimport.imports.Problem.Severity;
import orderimport.spreadsheet.Cell;
import org.jspecify.annotations.Nullable;

/**
 * Which carrier and which order the rows of a sheet belong to: a {@code carrier} column outranks
 * the sheet's name, and that the command line's {@code --carrier}.
 */
public final class RowKeys {
  private final Headings headings;
  private final SheetHeadings sheet;
  private final int position;
  private final Optional<String> sheetCarrier;

  /**
   * @param position of the sheet, from 0
   * @param sheetName as on its tab
   */
  public RowKeys(
      Headings headings,
      SheetHeadings sheet,
      int position,
      String sheetName,
      ImportOptions options) {
    this.headings = headings;
    this.sheet = sheet;
    this.position = position;
    this.sheetCarrier =
        headings.carrierNamed(sheetName).or(() -> Optional.ofNullable(options.carrier()));
  }

  /** Whether rows can have a carrier at all. */
  public boolean knowCarriers() {
    return sheet.carrierColumn() != null || sheetCarrier.isPresent();
  }

  /** The row's carrier; null if it names none, or one that does not exist. */
  public @Nullable String carrier(List<Cell> cells) {
    Cell cell = cell(cells, sheet.carrierColumn());
    return cell == null
        ? sheetCarrier.orElse(null)
        : headings.carrierNamed(CellReader.strip(cell.text())).orElse(null);
  }

  /** The row's order; null if it names none that can be read. */
  public @Nullable String orderRef(List<Cell> cells) {
    Cell cell = cell(cells, sheet.orderRefColumn());
    return cell == null ? null : CellReader.orderRef(cell);
  }

  /** Why a row belongs to no order; empty if it does. */
  public List<Problem> problems(int row, List<Cell> cells) {
    List<Problem> problems = new ArrayList<>();
    if (carrier(cells) == null) {
      problems.add(noCarrier(row, cell(cells, sheet.carrierColumn())));
    }
    if (orderRef(cells) == null) {
      problems.add(noOrderRef(row, cell(cells, sheet.orderRefColumn())));
    }
    return problems;
  }

  private Problem noCarrier(int row, @Nullable Cell cell) {
    List<String> names = headings.all().stream().map(columns -> columns.carrier().name()).toList();
    String allowed = "Allowed: %s.".formatted(String.join(", ", names));
    if (cell == null) {
      return problem(
          row,
          sheet.carrierColumn(),
          null,
          "missing",
          "The row names no carrier.",
          "Fill it in. " + allowed);
    }
    String nearest =
        Headings.nearest(cell.text(), names).map("Did you mean \"%s\"? "::formatted).orElse("");
    return problem(
        row,
        sheet.carrierColumn(),
        cell,
        "unknown_carrier",
        "There is no carrier \"%s\".".formatted(cell.text().strip()),
        nearest + allowed);
  }

  private Problem noOrderRef(int row, @Nullable Cell cell) {
    if (cell != null && CellReader.readOrderRef(cell) instanceof Refused refused) {
      return problem(
          row,
          sheet.orderRefColumn(),
          cell,
          refused.why().code(),
          refused.why().message(),
          refused.why().hint());
    }
    return problem(
        row,
        sheet.orderRefColumn(),
        null,
        "missing",
        "The row has no order_ref, so nobody knows which order it belongs to.",
        "Fill in the order's name; rows of one order share it.");
  }

  private Problem problem(
      int row,
      @Nullable Integer column,
      @Nullable Cell cell,
      String code,
      String message,
      String hint) {
    return new Problem(
        new Place(position, row, column),
        column == null ? null : sheet.text(column),
        cell == null ? null : cell.text(),
        code,
        Severity.ERROR,
        message,
        hint);
  }

  private static @Nullable Cell cell(List<Cell> cells, @Nullable Integer column) {
    return cells.stream()
        .filter(cell -> column != null && cell.column() == column)
        .findFirst()
        .orElse(null);
  }
}
