package orderimport.spreadsheet;

import java.util.List;

/**
 * The figures of a workbook at a glance.
 *
 * @param title what it is about
 * @param verdict how it went, in a sentence
 * @param paint of the verdict
 * @param next what to do next, a sentence each
 * @param tables below each other; the first is also drawn as a chart
 * @param facts what else there is to know
 */
public record Overview(
    String sheetName,
    String title,
    String verdict,
    CellStyleName paint,
    List<String> next,
    List<Table> tables,
    List<Fact> facts) {

  /**
   * Counts that add up.
   *
   * @param balance the sum in words
   */
  public record Table(String title, List<Count> counts, String balance) {}

  /** How many of what. */
  public record Count(String word, CellStyleName paint, long count, String meaning) {}

  /** A label and what it stands for. */
  public record Fact(String label, String text) {}
}
