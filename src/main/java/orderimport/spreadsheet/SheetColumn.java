package orderimport.spreadsheet;

import java.util.List;

/**
 * A column of a written sheet.
 *
 * @param heading may be empty
 * @param paint of the heading
 * @param width in characters
 * @param allowed the values of a drop-down list below the heading; empty for none
 * @param note hangs on the heading; empty for none
 * @param wrapped whether long texts below it go on in further lines
 */
public record SheetColumn(
    String heading,
    CellStyleName paint,
    int width,
    List<String> allowed,
    String note,
    boolean wrapped) {

  private static final int NARROWEST = 6;
  private static final int WIDEST = 60;

  public SheetColumn {
    width = Math.max(NARROWEST, Math.min(WIDEST, width));
    allowed = List.copyOf(allowed);
  }

  /** A column of the source. */
  public static SheetColumn source(String heading, CellStyleName cellStyleName, int width) {
    return new SheetColumn(heading, cellStyleName, width, List.of(), "", false);
  }

  /** A column of ours. */
  public static SheetColumn result(String heading, int width) {
    return new SheetColumn(heading, CellStyleName.RESULT_HEADING, width, List.of(), "", false);
  }

  /** A column of ours with sentences. */
  public static SheetColumn sentences(String heading, int width) {
    return new SheetColumn(heading, CellStyleName.RESULT_HEADING, width, List.of(), "", true);
  }

  /** The same under another heading, with a note on it above its own. */
  public SheetColumn renamed(String to, String why) {
    String both = note.isEmpty() ? why : why + "\n\n" + note;
    return new SheetColumn(to, paint, Math.max(width, to.length()), allowed, both, wrapped);
  }

  /** The same with a drop-down list. */
  public SheetColumn allowing(List<String> values) {
    return new SheetColumn(heading, paint, width, values, note, wrapped);
  }

  /** The same with a note on a heading that is marked. */
  public SheetColumn marked(CellStyleName mark, String text) {
    return new SheetColumn(heading, mark, width, allowed, text, wrapped);
  }
}
