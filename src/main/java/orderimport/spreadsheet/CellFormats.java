package orderimport.spreadsheet;

import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.apache.poi.ss.usermodel.BuiltinFormats;
import org.jspecify.annotations.Nullable;

/** The number format of each style of a workbook. */
final class CellFormats {
  /** In place of a number format's id that cannot be read. */
  static final int UNREADABLE = -1;

  private final @Nullable String[] formats;
  private final boolean[] dates;
  private final BitSet unreadable = new BitSet();
  private final @Nullable String[] textFormats;

  /**
   * @param styles the number format's id of each style
   * @param custom the formats that the file itself spells, by id
   */
  CellFormats(List<Integer> styles, Map<Integer, String> custom) {
    formats = new @Nullable String[styles.size()];
    dates = new boolean[styles.size()];
    textFormats = new @Nullable String[styles.size()];
    for (int style = 0; style < formats.length; style++) {
      int id = styles.get(style);
      unreadable.set(style, id == UNREADABLE);
      String spelled = custom.get(id);
      String format = spelled == null ? builtIn(id) : spelled;
      formats[style] = format == null || format.equalsIgnoreCase("General") ? null : format;
      FormatCode code = FormatCode.of(format == null ? "General" : format);
      dates[style] = format == null ? isEastAsianDate(id) : code.isDate();
      textFormats[style] = code.show("x").strip().equals("x") ? null : format;
    }
  }

  private static @Nullable String builtIn(int id) {
    String format = BuiltinFormats.getBuiltinFormat(id);
    return format == null || format.startsWith("reserved") ? null : format;
  }

  /** Ids whose format depends on the reader's language; all of them are dates or times. */
  private static boolean isEastAsianDate(int id) {
    return (id >= 27 && id <= 36) || (id >= 50 && id <= 58);
  }

  /** Null for General. */
  @Nullable String format(int style) {
    return style >= 0 && style < formats.length ? formats[style] : null;
  }

  /** Null unless texts of a style are shown with more than they hold. */
  @Nullable String textFormat(int style) {
    return style >= 0 && style < textFormats.length ? textFormats[style] : null;
  }

  /**
   * Whether numbers of a style are dates.
   *
   * @throws IllegalArgumentException if nobody can tell
   */
  boolean isDate(int style) {
    if (style >= 0 && unreadable.get(style)) {
      throw new IllegalArgumentException("no number format in style " + style);
    }
    return style >= 0 && style < dates.length && dates[style];
  }

  /** The cell of a number, which is a date if its style says so, or an error if it is infinite. */
  Cell number(int column, double value, int style, boolean from1904) {
    if (!Double.isFinite(value)) {
      return new Cell(column, Cell.Kind.ERROR, "#NUM!", null);
    }
    String date = isDate(style) ? CellValueFormat.date(value, from1904) : null;
    return date == null
        ? new Cell(column, Cell.Kind.NUMBER, CellValueFormat.number(value), format(style))
        : new Cell(column, Cell.Kind.DATE, date, format(style));
  }
}
