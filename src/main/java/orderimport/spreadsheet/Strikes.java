package orderimport.spreadsheet;

import java.util.BitSet;

/** Whether the runs of a rich text are struck through. */
final class Strikes {
  private boolean inRun;
  private boolean formatted;
  private boolean struck;
  private boolean anyStruck;
  private boolean anyPlain;
  private boolean anyBare;

  /** Whether an element's strike is on: it is unless it says otherwise. */
  static boolean isOn(XmlPullReader xml) {
    String value = xml.attribute("val");
    return value == null || XmlPullReader.isTrue(value);
  }

  /** Begins a text. */
  void clear() {
    inRun = false;
    anyStruck = false;
    anyPlain = false;
    anyBare = false;
  }

  /** Takes an element within the text. */
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

  /** Takes the text of a run. */
  void run(String text) {
    if (Blanks.isBlank(text)) {
      return;
    }
    anyBare |= !inRun || !formatted;
    anyStruck |= inRun && formatted && struck;
    anyPlain |= inRun && formatted && !struck;
  }

  /** Whether the text is struck through in a cell whose font is, or is not. */
  boolean isStruck(boolean byCell) {
    return !anyPlain && (anyBare ? byCell : anyStruck);
  }

  /**
   * Keeps what the text says under a number, for {@link #isStruck(BitSet, BitSet, int, boolean)}.
   */
  void keep(BitSet always, BitSet never, int number) {
    always.set(number, isStruck(false));
    never.set(number, !isStruck(true));
  }

  static boolean isStruck(BitSet always, BitSet never, int number, boolean byCell) {
    return always.get(number) || byCell && !never.get(number);
  }
}
