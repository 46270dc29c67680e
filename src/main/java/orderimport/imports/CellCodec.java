package orderimport.imports;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import orderimport.spreadsheet.Cell;
import orderimport.spreadsheet.Cell.Kind;
import orderimport.spreadsheet.Cell.Strike;
import org.jspecify.annotations.Nullable;

/**
 * Encodes a row's cells as one text for staging: for each cell its column, the first letter of its
 * strike in lower case if it has one, the first letter of its kind, its format if it has one, and
 * its text, delimited by control characters that spreadsheets cannot contain.
 */
public final class CellCodec {
  private static final char CELL_END = '\u001e';
  private static final char FIELD_END = '\u001f';

  /** Precedes an escaped character, which is shifted to a printable one. */
  private static final char ESCAPE = '\u001d';

  private static final char PART = 'p';
  private static final char WHOLE = 'w';
  private static final int ESCAPE_OFFSET = '@';
  private static final @Nullable Kind[] KINDS = new Kind['Z' + 1];

  static {
    for (Kind kind : Kind.values()) {
      KINDS[letter(kind)] = kind;
    }
  }

  private CellCodec() {}

  /** The letter that stands for a kind. */
  static char letter(Kind kind) {
    return kind.name().charAt(0);
  }

  /** The kind for which a letter stands. */
  static Kind kind(int letter) {
    return Objects.requireNonNull(KINDS[letter]);
  }

  /** Encodes cells. */
  public static String write(List<Cell> cells) {
    StringBuilder text = new StringBuilder(cells.size() * 20);
    for (Cell cell : cells) {
      text.append(cell.column());
      switch (cell.strike()) {
        case NONE -> {}
        case PART -> text.append(PART);
        case WHOLE -> text.append(WHOLE);
      }
      text.append(letter(cell.kind()));
      String format = cell.format();
      if (format != null) {
        append(text, format);
      }
      text.append(FIELD_END);
      append(text, cell.text());
      text.append(CELL_END);
    }
    return text.toString();
  }

  private static void append(StringBuilder to, String text) {
    int copied = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == CELL_END || c == FIELD_END || c == ESCAPE || c == 0) {
        to.append(text, copied, i).append(ESCAPE).append((char) (c + ESCAPE_OFFSET));
        copied = i + 1;
      }
    }
    to.append(text, copied, text.length());
  }

  /** Decodes a text that {@link #write} returned. */
  public static List<Cell> read(String text) {
    List<Cell> cells = new ArrayList<>(32);
    int at = 0;
    while (at < text.length()) {
      int column = 0;
      while (text.charAt(at) <= '9') {
        column = column * 10 + (text.charAt(at++) - '0');
      }
      Strike strike =
          switch (text.charAt(at)) {
            case PART -> Strike.PART;
            case WHOLE -> Strike.WHOLE;
            default -> Strike.NONE;
          };
      at += strike == Strike.NONE ? 0 : 1;
      Kind kind = kind(text.charAt(at++));
      int formatEnd = text.indexOf(FIELD_END, at);
      int end = text.indexOf(CELL_END, formatEnd);
      String format = formatEnd == at ? null : unescape(text.substring(at, formatEnd));
      cells.add(
          new Cell(column, kind, unescape(text.substring(formatEnd + 1, end)), format, strike));
      at = end + 1;
    }
    return cells;
  }

  private static String unescape(String text) {
    if (text.indexOf(ESCAPE) < 0) {
      return text;
    }
    StringBuilder plain = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      boolean escaped = text.charAt(i) == ESCAPE && i + 1 < text.length();
      plain.append(escaped ? (char) (text.charAt(++i) - ESCAPE_OFFSET) : text.charAt(i));
    }
    return plain.toString();
  }
}
