package orderimport.column;

import org.jspecify.annotations.Nullable;

/**
 * Number formats that show a code: {@code 00000}, {@code 00000\-0000}, {@code "H"0000}. What they
 * show is what was meant, so the zeros in front are no guess.
 */
final class DigitFormat {
  private DigitFormat() {}

  /** The digits as the format shows them; null if the format is of another kind. */
  static @Nullable String show(String digits, @Nullable String format) {
    if (format == null || format.indexOf('0') < 0) {
      return null;
    }
    String mask = mask(format);
    if (mask == null) {
      return null;
    }
    StringBuilder shown = new StringBuilder();
    int at = digits.length();
    int first = mask.indexOf('0');
    for (int i = mask.length() - 1; i >= 0; i--) {
      char c = mask.charAt(i);
      if (c != '0') {
        shown.append(literal(c));
        continue;
      }
      shown.append(at > 0 ? digits.charAt(--at) : '0');
      while (i == first && at > 0) {
        shown.append(digits.charAt(--at));
      }
    }
    return shown.reverse().toString();
  }

  /** A zero in quotes stands as NUL in a mask, so that it is no place for a digit. */
  private static char literal(char c) {
    return c == '\0' ? '0' : c;
  }

  private static @Nullable String mask(String format) {
    StringBuilder mask = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < format.length(); i++) {
      char c = format.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (quoted) {
        mask.append(c == '0' ? '\0' : c);
      } else if (c == '\\' && i + 1 < format.length()) {
        char next = format.charAt(++i);
        mask.append(next == '0' ? '\0' : next);
      } else if (c == ';') {
        break;
      } else if (c == '[' && format.startsWith("[$-", i) && format.indexOf(']', i) > 0) {
        i = format.indexOf(']', i);
      } else if ("0-+ ()/".indexOf(c) >= 0) {
        mask.append(c);
      } else {
        return null;
      }
    }
    return mask.indexOf("0") < 0 ? null : mask.toString();
  }
}
