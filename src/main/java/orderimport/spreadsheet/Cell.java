package orderimport.spreadsheet;

import org.jspecify.annotations.Nullable;

/**
 * A filled cell as the file contains it. Rows contain no blank cells.
 *
 * @param column from 0 for A
 * @param kind as the file declares it; always {@link Kind#TEXT} in a text file
 * @param text never blank. TEXT: unchanged, with leading and trailing blanks. NUMBER: plain decimal
 *     digits with a point, no exponent, rounded to the 15 digits that a spreadsheet stores. DATE:
 *     {@code 2026-03-04} if its time is midnight, else {@code 2026-03-04T05:06:07}. BOOLEAN: {@code
 *     true} or {@code false}. ERROR: as displayed, {@code #N/A}. UNCALCULATED: the formula.
 *     FORMULA_ZERO: {@code 0}
 * @param format the number format code of the file ({@code 0000}, {@code dd.mm.yyyy}): of a NUMBER,
 *     FORMULA_ZERO or DATE if it is not General, of a TEXT if it displays more than the text
 *     ({@code "SITE-"@}), {@link #AS_TEXT} if a text file has it as {@code ="0579"}; else null
 * @param strike how much of it is struck through; nothing in a row that is struck through
 */
public record Cell(int column, Kind kind, String text, @Nullable String format, Strike strike) {
  /** The format of a text that no spreadsheet converts. */
  public static final String AS_TEXT = "@";

  /** The type of a cell's value. */
  public enum Kind {
    TEXT,
    NUMBER,
    DATE,
    BOOLEAN,
    /** An error value. */
    ERROR,
    /** A formula without a stored value. */
    UNCALCULATED,
    /** The number 0 as the result of a formula, which a reference to an empty cell gives, too. */
    FORMULA_ZERO
  }

  /** How much of a cell's text is struck through. */
  public enum Strike {
    NONE,
    PART,
    WHOLE
  }

  /** A cell that is not struck through. */
  public Cell(int column, Kind kind, String text, @Nullable String format) {
    this(column, kind, text, format, Strike.NONE);
  }

  Cell struck(Strike part) {
    return new Cell(column, kind, text, format, part);
  }

  public static Cell text(int column, String text) {
    return new Cell(column, Kind.TEXT, text, null);
  }

  /** The letters of a column: {@code A} for 0, {@code AA} for 26. */
  public static String letters(int column) {
    StringBuilder letters = new StringBuilder();
    for (int rest = column; rest >= 0; rest = rest / 26 - 1) {
      letters.insert(0, (char) ('A' + rest % 26));
    }
    return letters.toString();
  }

  /**
   * The column of letters, as {@link #letters} returns them.
   *
   * @param letters from A to Z, at least one and at most five
   */
  public static int column(String letters) {
    return letters.chars().reduce(0, (column, letter) -> column * 26 + letter - 'A' + 1) - 1;
  }
}
