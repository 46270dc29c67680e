package orderimport.spreadsheet;

import java.util.BitSet;
import org.apache.poi.hssf.record.common.FormatRun;
import org.apache.poi.hssf.record.common.UnicodeString;

/**
 * Which texts of an .xls file are struck through.
 *
 * @param fonts the fonts that are struck through, by the number that styles and texts name
 * @param styles the styles with such a font
 */
record XlsStrikes(BitSet fonts, BitSet styles) {
  /** No font has this number. */
  private static final int NO_FONT = 4;

  private static final int STRUCK = 0x08;

  XlsStrikes() {
    this(new BitSet(), new BitSet());
  }

  /**
   * Takes the file's next font.
   *
   * @param position among the fonts of the file, from 0
   * @param attributes of its record
   */
  void addFont(int position, int attributes) {
    fonts.set(position < NO_FONT ? position : position + 1, (attributes & STRUCK) != 0);
  }

  void addStyle(int style, int font) {
    styles.set(style, fonts.get(font));
  }

  boolean isStruck(int style) {
    return styles.get(style);
  }

  /** Whether all of a text is struck through; what precedes its first run has the style's font. */
  boolean isStruck(UnicodeString text, int style) {
    String whole = text.getString();
    boolean struck = isStruck(style);
    int from = 0;
    for (int i = 0; i <= text.getFormatRunCount(); i++) {
      FormatRun run = i == text.getFormatRunCount() ? null : text.getFormatRun(i);
      int to = run == null ? whole.length() : Math.min(run.getCharacterPos(), whole.length());
      if (!struck && to > from && !Blanks.isBlank(whole.substring(from, to))) {
        return false;
      }
      if (run != null) {
        struck = fonts.get(run.getFontIndex());
        from = Math.max(from, to);
      }
    }
    return true;
  }
}
