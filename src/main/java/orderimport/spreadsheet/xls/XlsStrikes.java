package orderimport.spreadsheet.xls;

import java.util.BitSet;
import orderimport.spreadsheet.Blanks;
import orderimport.spreadsheet.Cell.Strike;
import org.apache.poi.hssf.record.common.FormatRun;
import org.apache.poi.hssf.record.common.UnicodeString;

/**
 * The fonts and styles of an .xls file that strike text through.
 *
 * @param fonts indexes of fonts, as styles and text runs refer to them
 * @param styles indexes of styles with such a font
 */
record XlsStrikes(BitSet fonts, BitSet styles) {
  /** The format skips this font index. */
  private static final int NO_FONT = 4;

  private static final int STRUCK = 0x08;

  XlsStrikes() {
    this(new BitSet(), new BitSet());
  }

  /**
   * Adds a font.
   *
   * @param position among the font records of the file, from 0
   * @param attributes of the font record
   */
  void addFont(int position, int attributes) {
    fonts.set(position < NO_FONT ? position : position + 1, (attributes & STRUCK) != 0);
  }

  void addStyle(int style, int font) {
    styles.set(style, fonts.get(font));
  }

  Strike of(int style) {
    return styles.get(style) ? Strike.WHOLE : Strike.NONE;
  }

  /** How much of a text is struck through. Text before the first run has the style's font. */
  Strike of(UnicodeString text, int style) {
    String whole = text.getString();
    boolean struck = styles.get(style);
    boolean anyStruck = false;
    boolean anyPlain = false;
    int from = 0;
    for (int i = 0; i <= text.getFormatRunCount(); i++) {
      FormatRun run = i == text.getFormatRunCount() ? null : text.getFormatRun(i);
      int to = run == null ? whole.length() : Math.min(run.getCharacterPos(), whole.length());
      if (to > from && !Blanks.isBlank(whole.substring(from, to))) {
        anyStruck |= struck;
        anyPlain |= !struck;
      }
      if (run != null) {
        struck = fonts.get(run.getFontIndex());
        from = Math.max(from, to);
      }
    }
    return !anyStruck ? Strike.NONE : anyPlain ? Strike.PART : Strike.WHOLE;
  }
}
