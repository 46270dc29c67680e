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

/** Collects what a file has in place of a header row, for the message that rejects it. */
final class HeaderRowSearch {
  /**
   * The number of known headings from which a row without {@code order_ref} looks like a header.
   */
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
   * A row that is probably meant as the header row.
   *
   * @param confidence how well it matches
   * @param hint a sentence followed by a space, or empty
   * @param location of the row or its cell
   */
  private record Find(int confidence, String hint, @Nullable Location location) {
    static final Find NONE = new Find(0, "", null);
    static final int LIKE_HEADINGS = 1;
    static final int NEAR_ORDER_REF = 2;
  }

  /**
   * @param chosen the replacements of headings, as in {@code ImportOptions}
   */
  HeaderRowSearch(HeadingCatalog headingCatalog, Map<String, String> chosen) {
    this.headingCatalog = headingCatalog;
    this.chosen = chosen;
  }

  /** Starts a sheet; the following rows belong to it. */
  void startSheet(Sheet sheet) {
    here = Find.NONE;
    likeTable = false;
    names.add(sheet.name());
    if (sheet.hidden()) {
      hidden.add(sheet.name());
    }
  }

  /** Inspects a row that is not the header row. */
  void skip(Sheet sheet, Row row) {
    RowHeadings named = RowHeadings.of(row, headingCatalog, chosen);
    Find find = find(sheet, named);
    if (find.confidence() > here.confidence()) {
      here = find;
    }
    if (find.confidence() > best.confidence()) {
      best = find;
      candidate = staged(sheet, row);
    } else if (best.confidence() == 0) {
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

  /** Whether a cell contains several headings, as if a whole line had been read as one cell. */
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
    if (here.confidence() == Find.NEAR_ORDER_REF) {
      return Find.NONE;
    } else if (orderRef != null) {
      return new Find(
          Find.LIKE_HEADINGS,
          "Row %d%s has \"%s\", but no other known heading. "
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

  /** Why a sheet with rows is skipped, all of which have been inspected. */
  Problem problem(Sheet sheet) {
    return new Problem(
        new Location(sheet.position(), null, null),
        null,
        null,
        "sheet_without_headings",
        likeTable ? Severity.WARNING : Severity.NOTICE,
        "The sheet \"%s\" has no row with the heading order_ref and another known heading, so it is skipped."
            .formatted(sheet.name()),
        here.hint()
            + "If it contains orders, use order_ref as the heading of the column with the order"
            + " names, and import the file again.");
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
        "If it contains orders, unhide it and import the file again.");
  }

  private static StagedSheet staged(Sheet sheet, Row row) {
    return new StagedSheet(sheet.position(), sheet.name(), row.number(), row.cells());
  }

  private String of(Sheet sheet) {
    return names.size() > 1 ? " of the sheet \"%s\"".formatted(sheet.name()) : "";
  }

  /**
   * @throws FileRejectedException if a requested sheet does not exist
   */
  void rejectMissing(List<String> requested) {
    for (String sheet : requested) {
      if (names.stream().noneMatch(name -> HeadingCatalog.sameName(name, sheet))) {
        throw rejected(
            Location.FILE,
            null,
            "no_sheet",
            "There is no sheet \"%s\".".formatted(sheet),
            "Use --sheet with one of: %s.".formatted(String.join(", ", names)));
      }
    }
  }

  /**
   * Why a file without a header row is rejected, with the row that is probably meant as the header
   * row, so that the user can choose which of its cells is {@code order_ref}.
   */
  FileRejectedException notFound(ImportOptions options) {
    if (inOneCell != null) {
      return new FileRejectedException(inOneCell, candidate);
    }
    String hiddenSheets =
        !options.sheets().isEmpty() || hidden.isEmpty()
            ? ""
            : " Hidden sheets are not read (%s); unhide them if they contain the orders."
                .formatted(String.join(", ", hidden));
    return rejected(
        Objects.requireNonNullElse(best.location(), Location.FILE),
        candidate,
        "no_headings",
        "No %s has a row with the heading order_ref and another known heading."
            .formatted(
                options.sheets().isEmpty()
                    ? "visible sheet"
                    : "sheet of " + String.join(", ", options.sheets())),
        best.hint()
            + "Use order_ref as the heading of the column with the order names, within the first"
            + " 100 filled rows; `order-import columns CARRIER` lists all headings, and"
            + " `order-import template CARRIER -o FILE.xlsx` creates a workbook to fill in."
            + hiddenSheets);
  }

  /** Why a file with headings but no rows below them is rejected. */
  static FileRejectedException noRows() {
    return rejected(
        Location.FILE,
        null,
        "no_rows",
        "There are no rows below the headings.",
        "Fill in a row for each order, or for each of its lines.");
  }

  private static FileRejectedException rejected(
      Location location, @Nullable StagedSheet sheet, String code, String message, String hint) {
    return new FileRejectedException(
        new Problem(location, null, null, code, Severity.ERROR, message, hint), sheet);
  }
}
