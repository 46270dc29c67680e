package orderimport.spreadsheet;

import org.jspecify.annotations.Nullable;

/**
 * A filled cell as it stands in the file. Blank cells are left out of rows.
 *
 * @param column from 0 for A
 * @param kind what the file says it is; a cell of a text file is always {@link Kind#TEXT}
 * @param text never blank. TEXT: as it stands, blanks around it included. NUMBER: plain decimal
 *     digits with a point, no exponent, rounded to the 15 digits that a spreadsheet keeps. DATE:
 *     {@code 2026-03-04} if its time is midnight, else {@code 2026-03-04T05:06:07}. BOOLEAN: {@code
 *     true} or {@code false}. ERROR: as shown, {@code #N/A}. UNCALCULATED: the formula
 * @param format the number format of a NUMBER or DATE if it has one other than General, as the file
 *     spells it ({@code 0000}, {@code dd.mm.yyyy}); of a TEXT if it is shown with more than the
 *     text ({@code "SITE-"@}); else null
 */
public record Cell(int column, Kind kind, String text, @Nullable String format) {

  /** What a cell is. */
  public enum Kind {
    TEXT,
    NUMBER,
    DATE,
    BOOLEAN,
    /** An error value. */
    ERROR,
    /** A formula without a stored value. */
    UNCALCULATED
  }

  public static Cell text(int column, String text) {
    return new Cell(column, Kind.TEXT, text, null);
  }

  /** The letters of a column, {@code A} for 0, {@code AA} for 26. */
  public static String letters(int column) {
    StringBuilder letters = new StringBuilder();
    for (int rest = column; rest >= 0; rest = rest / 26 - 1) {
      letters.insert(0, (char) ('A' + rest % 26));
    }
    return letters.toString();
  }
}
