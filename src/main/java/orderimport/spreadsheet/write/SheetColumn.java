package orderimport.spreadsheet.write;

import java.util.List;

/**
 * A column of a sheet to write.
 *
 * @param heading may be empty
 * @param style of the heading
 * @param width in characters
 * @param allowed the values of the drop-down list of its cells; empty for none
 * @param note a comment on the heading; empty for none
 * @param wrapped whether long texts wrap
 */
public record SheetColumn(
    String heading,
    CellStyleName style,
    int width,
    List<String> allowed,
    String note,
    boolean wrapped) {

  private static final int MIN_WIDTH = 6;
  private static final int MAX_WIDTH = 60;

  public SheetColumn {
    width = Math.max(MIN_WIDTH, Math.min(MAX_WIDTH, width));
    allowed = List.copyOf(allowed);
  }

  /** A column of the source file. */
  public static SheetColumn source(String heading, CellStyleName cellStyleName, int width) {
    return new SheetColumn(heading, cellStyleName, width, List.of(), "", false);
  }

  /** A column that order-import adds. */
  public static SheetColumn result(String heading, int width) {
    return new SheetColumn(heading, CellStyleName.RESULT_HEADING, width, List.of(), "", false);
  }

  /** A column that order-import adds, with wrapped text. */
  public static SheetColumn sentences(String heading, int width) {
    return new SheetColumn(heading, CellStyleName.RESULT_HEADING, width, List.of(), "", true);
  }

  /** This column with another heading and a comment before its own. */
  public SheetColumn renamed(String newHeading, String comment) {
    String both = note.isEmpty() ? comment : comment + "\n\n" + note;
    return new SheetColumn(
        newHeading, style, Math.max(width, newHeading.length()), allowed, both, wrapped);
  }

  /** This column with a drop-down list. */
  public SheetColumn allowing(List<String> values) {
    return new SheetColumn(heading, style, width, values, note, wrapped);
  }

  /** This column with another style and comment of its heading. */
  public SheetColumn marked(CellStyleName mark, String text) {
    return new SheetColumn(heading, mark, width, allowed, text, wrapped);
  }
}
