package orderimport.spreadsheet.write;

import java.util.List;

/**
 * The content of a workbook's summary sheet.
 *
 * @param verdict the result in one sentence
 * @param style of the verdict
 * @param next the next steps, one sentence each
 * @param tables from top to bottom; the first is also drawn as a chart
 * @param facts further details
 */
public record Overview(
    String sheetName,
    String title,
    String verdict,
    CellStyleName style,
    List<String> next,
    List<Table> tables,
    List<Fact> facts) {

  /**
   * A table of counts.
   *
   * @param balance the sum as a sentence; empty for none
   */
  public record Table(String title, List<Count> counts, String balance) {}

  /** A row of a table: a label, its count and an explanation. */
  public record Count(String word, CellStyleName style, long count, String meaning) {}

  /** A label and its value. */
  public record Fact(String label, String text) {}
}
