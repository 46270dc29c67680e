package orderimport.column;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import orderimport.imports.FileRefusedException;
import orderimport.imports.ImportOptions;
import orderimport.imports.Problem;
import orderimport.imports.Problem.Place;
import orderimport.imports.Problem.Severity;
import orderimport.imports.StagedRows.StagedSheet;
import orderimport.spreadsheet.Cell;
import orderimport.spreadsheet.Row;
import orderimport.spreadsheet.Sheet;
import org.jspecify.annotations.Nullable;

/** What a file without a heading row has in its place, for whoever wonders why. */
final class HeadingSearch {
  private static final int ROWS = 30;

  private final Headings headings;
  private final List<String> names = new ArrayList<>();
  private final List<String> hidden = new ArrayList<>();
  private Find here = Find.NONE;
  private Find best = Find.NONE;
  private @Nullable StagedSheet candidate;
  private int candidateTexts = 1;

  /**
   * A row that most likely should be the heading row.
   *
   * @param sure how well it fits
   * @param clue a sentence and a blank, or empty
   * @param place of the row or its cell
   */
  private record Find(int sure, String clue, @Nullable Place place) {
    static final Find NONE = new Find(0, "", null);
    static final int LIKE_HEADINGS = 1;
    static final int NEAR_ORDER_REF = 2;
  }

  HeadingSearch(Headings headings) {
    this.headings = headings;
  }

  /** A sheet of the file; the rows that follow are its. */
  void saw(Sheet sheet) {
    here = Find.NONE;
    names.add(sheet.name());
    if (sheet.hidden()) {
      hidden.add(sheet.name());
    }
  }

  /** A row that is not the heading row, the sheet's {@code number}th filled one from 1. */
  void passed(Sheet sheet, Row row, int number) {
    if (number > ROWS || here.sure() == Find.NEAR_ORDER_REF) {
      return;
    }
    int known = 0;
    int texts = 0;
    for (Cell cell : row.cells()) {
      String text = CellText.strip(cell.text());
      if (headings.nearOrderRef(text)) {
        found(
            sheet,
            row,
            new Find(
                Find.NEAR_ORDER_REF,
                "Row %d%s has \"%s\"; did you mean \"order_ref\"? "
                    .formatted(row.number(), of(sheet), CellText.oneLine(text)),
                new Place(sheet.position(), row.number(), cell.column())));
        return;
      }
      known += headings.isKnown(text) ? 1 : 0;
      texts += cell.kind() == Cell.Kind.TEXT ? 1 : 0;
    }
    if (known > 1 && here.sure() == 0) {
      found(
          sheet,
          row,
          new Find(
              Find.LIKE_HEADINGS,
              "Row %d%s looks like the headings, but none of them names the orders. "
                  .formatted(row.number(), of(sheet)),
              new Place(sheet.position(), row.number(), null)));
    } else if (best.sure() == 0 && texts > candidateTexts) {
      candidate = staged(sheet, row);
      candidateTexts = texts;
    }
  }

  private void found(Sheet sheet, Row row, Find find) {
    here = find;
    if (find.sure() > best.sure()) {
      best = find;
      candidate = staged(sheet, row);
    }
  }

  /** What of the current sheet might be its headings: a sentence and a blank; empty if nothing. */
  String clue() {
    return here.clue();
  }

  private static StagedSheet staged(Sheet sheet, Row row) {
    return new StagedSheet(sheet.position(), sheet.name(), row.number(), row.cells());
  }

  private String of(Sheet sheet) {
    return names.size() > 1 ? " of the sheet \"%s\"".formatted(sheet.name()) : "";
  }

  /**
   * Why a file is refused in which no heading row was found; with the row that most likely should
   * be it, so that a person can say which of its cells names the orders.
   */
  FileRefusedException nothing(ImportOptions options) {
    String wanted = options.sheet();
    if (wanted != null && names.stream().noneMatch(name -> Headings.same(name, wanted))) {
      return refused(
          Place.FILE,
          null,
          "no_sheet",
          "There is no sheet \"%s\".".formatted(wanted),
          "Say --sheet with one of: %s.".formatted(String.join(", ", names)));
    }
    String show =
        wanted != null || hidden.isEmpty()
            ? ""
            : " Hidden sheets are not read (%s); show them if they hold the orders."
                .formatted(String.join(", ", hidden));
    return refused(
        Objects.requireNonNullElse(best.place(), Place.FILE),
        candidate,
        "no_headings",
        wanted == null
            ? "No visible sheet has a row with the heading order_ref."
            : "The sheet \"%s\" has no row with the heading order_ref.".formatted(wanted),
        best.clue()
            + "Give the column that names the orders the heading order_ref; `order-import columns"
            + " CARRIER` lists all headings, and `order-import template CARRIER -o FILE.xlsx` makes"
            + " a workbook to fill in."
            + show);
  }

  /** Why a file is refused that has headings and no row under them. */
  static FileRefusedException noRows() {
    return refused(
        Place.FILE,
        null,
        "no_rows",
        "There is no row under the headings.",
        "Fill in a row for each order, or for each of its lines.");
  }

  private static FileRefusedException refused(
      Place place, @Nullable StagedSheet sheet, String code, String message, String hint) {
    return new FileRefusedException(
        new Problem(place, null, null, code, Severity.ERROR, message, hint), sheet);
  }
}
