package orderimport.column;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import orderimport.imports.FileRejectedException;
import orderimport.imports.ImportOptions;
import orderimport.imports.Problem;
import orderimport.imports.Problem.Location;
import orderimport.imports.Problem.Severity;
import orderimport.imports.StagedRows.StagedSheet;
import orderimport.spreadsheet.Cell;
import orderimport.spreadsheet.Row;
import orderimport.spreadsheet.Sheet;
import org.jspecify.annotations.Nullable;

/** What a file without a header row has in its place, for the message that rejects it. */
final class HeaderRowSearch {
  /** As many known headings make a table, of whatever. */
  private static final int LIKE_TABLE = 3;

  private final HeadingCatalog headingCatalog;
  private final Map<String, String> chosen;
  private final List<String> names = new ArrayList<>();
  private final List<String> hidden = new ArrayList<>();
  private Find here = Find.NONE;
  private boolean likeTable;
  private Find best = Find.NONE;
  private @Nullable StagedSheet candidate;
  private @Nullable Problem inOneCell;
  private int candidateTexts = 1;

  /**
   * A row that most likely should be the header row.
   *
   * @param sure how well it fits
   * @param clue a sentence and a blank, or empty
   * @param place of the row or its cell
   */
  private record Find(int sure, String clue, @Nullable Location place) {
    static final Find NONE = new Find(0, "", null);
    static final int LIKE_HEADINGS = 1;
    static final int NEAR_ORDER_REF = 2;
  }

  /**
   * @param chosen what to read in place of headings, as {@code ImportOptions} has it
   */
  HeaderRowSearch(HeadingCatalog headingCatalog, Map<String, String> chosen) {
    this.headingCatalog = headingCatalog;
    this.chosen = chosen;
  }

  /** A sheet of the file; the rows that follow are its. */
  void startSheet(Sheet sheet) {
    here = Find.NONE;
    likeTable = false;
    names.add(sheet.name());
    if (sheet.hidden()) {
      hidden.add(sheet.name());
    }
  }

  /** A row that is not the header row. */
  void skip(Sheet sheet, Row row) {
    RowHeadings named = RowHeadings.of(row, headingCatalog, chosen);
    Find find = find(sheet, named);
    if (find.sure() > here.sure()) {
      here = find;
    }
    if (find.sure() > best.sure()) {
      best = find;
      candidate = staged(sheet, row);
    } else if (best.sure() == 0) {
      int texts = (int) row.cells().stream().filter(cell -> cell.kind() == Cell.Kind.TEXT).count();
      if (texts > candidateTexts) {
        candidate = staged(sheet, row);
        candidateTexts = texts;
      }
    }
    if (inOneCell == null && row.cells().size() == 1 && namesOrders(row.cells().get(0))) {
      inOneCell = inOneCell(sheet, row.number(), row.cells().get(0));
    }
    likeTable |= named.known() >= LIKE_TABLE && named.orderRefColumn() == null;
  }

  /** Whether a cell has several headings in it, as of a line that was taken for one cell. */
  private boolean namesOrders(Cell cell) {
    String[] parts = cell.text().split("[,;|\\t]");
    return parts.length > 1
        && Stream.of(parts).map(CellText::strip).anyMatch(headingCatalog::namesOrderRef);
  }

  private static Problem inOneCell(Sheet sheet, int row, Cell cell) {
    return new Problem(
        new Location(sheet.position(), row, cell.column()),
        null,
        cell.text(),
        "headings_in_one_cell",
        Severity.ERROR,
        "All headings are in one cell, %s%d, so each line of the file is one cell."
            .formatted(Cell.letters(cell.column()), row),
        "In a text file, remove the quotation marks around each line. In a workbook, split the"
            + " column (in Excel: Data, Text to Columns).");
  }

  private Find find(Sheet sheet, RowHeadings named) {
    Row row = named.row();
    Location location = new Location(sheet.position(), row.number(), null);
    Integer orderRef = named.orderRefColumn();
    if (here.sure() == Find.NEAR_ORDER_REF) {
      return Find.NONE;
    } else if (orderRef != null) {
      return new Find(
          Find.LIKE_HEADINGS,
          "Row %d%s has \"%s\", but no other heading that is known. "
              .formatted(row.number(), of(sheet), CellText.oneLine(named.text(orderRef))),
          location);
    }
    for (Cell cell : row.cells()) {
      String text = CellText.strip(cell.text());
      if (headingCatalog.nearOrderRef(text)) {
        return new Find(
            Find.NEAR_ORDER_REF,
            "Row %d%s has \"%s\"; did you mean \"order_ref\"? "
                .formatted(row.number(), of(sheet), CellText.oneLine(text)),
            new Location(sheet.position(), row.number(), cell.column()));
      }
    }
    return named.known() > 1
        ? new Find(
            Find.LIKE_HEADINGS,
            "Row %d%s looks like the headings, but none of them names the orders. "
                .formatted(row.number(), of(sheet)),
            location)
        : Find.NONE;
  }

  /** Why a sheet is skipped that has rows, all of which were passed. */
  Problem problem(Sheet sheet) {
    return new Problem(
        new Location(sheet.position(), null, null),
        null,
        null,
        "sheet_without_headings",
        likeTable ? Severity.WARNING : Severity.NOTICE,
        "The sheet \"%s\" has no row with the heading order_ref and another known one, so it is skipped."
            .formatted(sheet.name()),
        here.clue()
            + "If it holds orders, give the column that names them the heading order_ref, and"
            + " import the file again.");
  }

  /** Why a hidden sheet is skipped. */
  static Problem hidden(Sheet sheet) {
    return new Problem(
        new Location(sheet.position(), null, null),
        null,
        null,
        "hidden_sheet",
        Severity.NOTICE,
        "The sheet \"%s\" is hidden, so it is skipped.".formatted(sheet.name()),
        "If it holds orders, show it and import the file again.");
  }

  private static StagedSheet staged(Sheet sheet, Row row) {
    return new StagedSheet(sheet.position(), sheet.name(), row.number(), row.cells());
  }

  private String of(Sheet sheet) {
    return names.size() > 1 ? " of the sheet \"%s\"".formatted(sheet.name()) : "";
  }

  /**
   * @throws FileRejectedException if a sheet that was asked for does not exist
   */
  void refuseMissing(List<String> wanted) {
    for (String sheet : wanted) {
      if (names.stream().noneMatch(name -> HeadingCatalog.sameName(name, sheet))) {
        throw refused(
            Location.FILE,
            null,
            "no_sheet",
            "There is no sheet \"%s\".".formatted(sheet),
            "Say --sheet with one of: %s.".formatted(String.join(", ", names)));
      }
    }
  }

  /**
   * Why a file is refused in which no header row was found; with the row that most likely should be
   * it, so that a person can say which of its cells names the orders.
   */
  FileRejectedException notFound(ImportOptions options) {
    if (inOneCell != null) {
      return new FileRejectedException(inOneCell, candidate);
    }
    String show =
        !options.sheets().isEmpty() || hidden.isEmpty()
            ? ""
            : " Hidden sheets are not read (%s); show them if they hold the orders."
                .formatted(String.join(", ", hidden));
    return refused(
        Objects.requireNonNullElse(best.place(), Location.FILE),
        candidate,
        "no_headings",
        "No %s has a row with the heading order_ref and another known one."
            .formatted(
                options.sheets().isEmpty()
                    ? "visible sheet"
                    : "sheet of " + String.join(", ", options.sheets())),
        best.clue()
            + "Give the column that names the orders the heading order_ref, within the first 100"
            + " filled rows; `order-import columns CARRIER` lists all headings, and `order-import template CARRIER -o FILE.xlsx` makes"
            + " a workbook to fill in."
            + show);
  }

  /** Why a file is refused that has headings and no row under them. */
  static FileRejectedException noRows() {
    return refused(
        Location.FILE,
        null,
        "no_rows",
        "There is no row under the headings.",
        "Fill in a row for each order, or for each of its lines.");
  }

  private static FileRejectedException refused(
      Location location, @Nullable StagedSheet sheet, String code, String message, String hint) {
    return new FileRejectedException(
        new Problem(location, null, null, code, Severity.ERROR, message, hint), sheet);
  }
}
