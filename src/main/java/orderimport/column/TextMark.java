package orderimport.column;

import java.util.regex.Pattern;

/**
 * What programs put around a value in a text file so that a spreadsheet leaves it alone: {@code
 * '0579} and {@code ="0579"}.
 */
final class TextMark {
  private static final Pattern FORMULA = Pattern.compile("=\\s*\"((?:[^\"]|\"\")*)\"");
  private static final Pattern NUMBER_LIKE = Pattern.compile("'[-+0-9][-+0-9 ().,/]*");

  private TextMark() {}

  /** The text without its mark; the very same text if it has none. */
  static String remove(String text, ValueForm form) {
    if (text.isEmpty()) {
      return text;
    }
    if (text.charAt(0) == '\''
        && text.length() > 1
        && (form.code()
            || form.type() != ValueForm.Type.TEXT
            || NUMBER_LIKE.matcher(text).matches())) {
      return text.substring(1);
    }
    if (text.charAt(0) == '=') {
      var formula = FORMULA.matcher(text);
      if (formula.matches()) {
        return formula.group(1).replace("\"\"", "\"");
      }
    }
    return text;
  }
}
