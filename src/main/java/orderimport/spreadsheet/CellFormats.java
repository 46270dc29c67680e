package orderimport.spreadsheet;

import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.apache.poi.ss.usermodel.BuiltinFormats;
import org.jspecify.annotations.Nullable;

/** The number format of each cell style of a workbook. */
public final class CellFormats {
  /** Stands for a number format id that cannot be parsed. */
  public static final int UNREADABLE = -1;

  private final @Nullable String[] formats;
  private final boolean[] dates;
  private final BitSet unreadable = new BitSet();
  private final @Nullable String[] textFormats;

  /**
   * @param styles the number format id of each style
   * @param custom the format codes that the file defines, by id
   */
  public CellFormats(List<Integer> styles, Map<Integer, String> custom) {
    formats = new @Nullable String[styles.size()];
    dates = new boolean[styles.size()];
    textFormats = new @Nullable String[styles.size()];
    for (int style = 0; style < formats.length; style++) {
      int id = styles.get(style);
      unreadable.set(style, id == UNREADABLE);
      String customFormat = custom.get(id);
      String format = customFormat == null ? builtIn(id) : customFormat;
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

  /** Ids whose format depends on the locale of Excel; all of them are dates or times. */
  private static boolean isEastAsianDate(int id) {
    return (id >= 27 && id <= 36) || (id >= 50 && id <= 58);
  }

  /** The format code of a style; null for General. */
  @Nullable public String format(int style) {
    return style >= 0 && style < formats.length ? formats[style] : null;
  }

  /** The format code of a style if it displays more than the cell's text; else null. */
  @Nullable public String textFormat(int style) {
    return style >= 0 && style < textFormats.length ? textFormats[style] : null;
  }

  /**
   * Whether numbers with a style are dates.
   *
   * @throws IllegalArgumentException if the number format id of the style cannot be parsed
   */
  public boolean isDate(int style) {
    if (style >= 0 && unreadable.get(style)) {
      throw new IllegalArgumentException("no number format in style " + style);
    }
    return style >= 0 && style < dates.length && dates[style];
  }

  /** The result of a formula: as {@link #number}, but FORMULA_ZERO for 0. */
  public Cell result(int column, double value, int style, boolean from1904) {
    return value == 0
        ? new Cell(column, Cell.Kind.FORMULA_ZERO, "0", format(style))
        : number(column, value, style, from1904);
  }

  /**
   * A DATE cell if the style is a date format, an ERROR cell for an infinite value, else NUMBER.
   */
  public Cell number(int column, double value, int style, boolean from1904) {
    if (!Double.isFinite(value)) {
      return new Cell(column, Cell.Kind.ERROR, "#NUM!", null);
    }
    String date = isDate(style) ? CellValueFormat.date(value, from1904) : null;
    return date == null
        ? new Cell(column, Cell.Kind.NUMBER, CellValueFormat.number(value), format(style))
        : new Cell(column, Cell.Kind.DATE, date, format(style));
  }
}
