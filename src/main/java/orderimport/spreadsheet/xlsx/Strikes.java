package orderimport.spreadsheet.xlsx;

import java.util.BitSet;
import orderimport.spreadsheet.Blanks;

/** Determines whether a rich text is struck through, from its runs. */
final class Strikes {
  private boolean inRun;
  private boolean formatted;
  private boolean struck;
  private boolean anyStruck;
  private boolean anyPlain;
  private boolean anyBare;

  /** Whether a {@code strike} element is on, which is its default. */
  static boolean isOn(XmlPullReader xml) {
    String value = xml.attribute("val");
    return value == null || XmlPullReader.isTrue(value);
  }

  /** Call before each text. */
  void clear() {
    inRun = false;
    anyStruck = false;
    anyPlain = false;
    anyBare = false;
  }

  /** Call for each element within the text. */
  void element(XmlPullReader xml) {
    switch (xml.name()) {
      case "r" -> {
        inRun = true;
        formatted = false;
        struck = false;
      }
      case "rPr" -> formatted = true;
      case "strike" -> struck = isOn(xml);
      default -> {}
    }
  }

  /** Call with the text of each run. */
  void run(String text) {
    if (Blanks.isBlank(text)) {
      return;
    }
    anyBare |= !inRun || !formatted;
    anyStruck |= inRun && formatted && struck;
    anyPlain |= inRun && formatted && !struck;
  }

  /**
   * Whether the whole text is struck through.
   *
   * @param byCell whether the font of the cell is struck through, which runs without a font inherit
   */
  boolean isStruck(boolean byCell) {
    return !anyPlain && (anyBare ? byCell : anyStruck);
  }

  /**
   * Stores the result of the text for {@link #isStruck(BitSet, BitSet, int, boolean)}.
   *
   * @param always the indexes of texts that are struck through in any cell
   * @param never the indexes of texts that are struck through in no cell
   * @param number the index of the text
   */
  void store(BitSet always, BitSet never, int number) {
    always.set(number, isStruck(false));
    never.set(number, !isStruck(true));
  }

  static boolean isStruck(BitSet always, BitSet never, int number, boolean byCell) {
    return always.get(number) || byCell && !never.get(number);
  }
}
