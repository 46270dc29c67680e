package orderimport.spreadsheet.xlsx;

import java.util.BitSet;
import orderimport.spreadsheet.Blanks;
import orderimport.spreadsheet.Cell.Strike;

/** Determines how much of a rich text is struck through, from its runs. */
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
   * How much of the text is struck through.
   *
   * @param byCell whether the font of the cell is struck through, which runs without a font inherit
   */
  Strike of(boolean byCell) {
    return of(anyStruck, anyPlain, anyBare, byCell);
  }

  private static Strike of(boolean anyStruck, boolean anyPlain, boolean anyBare, boolean byCell) {
    if (!anyStruck && !(anyBare && byCell)) {
      return Strike.NONE;
    }
    return anyPlain || (anyBare && !byCell) ? Strike.PART : Strike.WHOLE;
  }

  /** The results of many texts, by index: nothing for a text without fonts of its own. */
  static final class Texts {
    private final BitSet struck = new BitSet();
    private final BitSet plain = new BitSet();
    private final BitSet notBare = new BitSet();

    void add(Strikes strikes, int number) {
      struck.set(number, strikes.anyStruck);
      plain.set(number, strikes.anyPlain);
      notBare.set(number, !strikes.anyBare);
    }

    /** As {@link Strikes#of(boolean)}. */
    Strike of(int number, boolean byCell) {
      return Strikes.of(struck.get(number), plain.get(number), !notBare.get(number), byCell);
    }
  }
}
