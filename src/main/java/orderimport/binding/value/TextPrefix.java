package orderimport.binding.value;

import java.util.regex.Pattern;
import orderimport.heading.ValueSpec;

/**
 * Removes the marks that programs add to a value in a text file so that a spreadsheet does not
 * convert it: {@code '0579} and {@code ="0579"}.
 */
public final class TextPrefix {
  private static final Pattern NUMBER_LIKE = Pattern.compile("'[-+0-9][-+0-9 ().,/]*");

  private TextPrefix() {}

  /** Whether a spreadsheet would convert the text after the apostrophe to a number or date. */
  private static boolean needsMark(String text, ValueSpec spec) {
    return NUMBER_LIKE.matcher(text).matches()
        || spec.code() && DateMangledCode.looksLike(text.substring(1));
  }

  /** The text without its mark; the unchanged text if it has none. */
  public static String remove(String text, ValueSpec spec) {
    if (text.isEmpty()) {
      return text;
    }
    if (text.charAt(0) == '\'' && needsMark(text, spec)) {
      return text.substring(1);
    }
    return text.charAt(0) == '=' ? quoted(text) : text;
  }

  /** Uses no regular expression, which could overflow the stack for a long text. */
  private static String quoted(String formula) {
    String quoted = formula.substring(1).stripLeading();
    if (quoted.length() < 2 || !quoted.startsWith("\"") || !quoted.endsWith("\"")) {
      return formula;
    }
    String inner = quoted.substring(1, quoted.length() - 1);
    boolean paired = inner.replace("\"\"", "").indexOf('"') < 0;
    return paired ? inner.replace("\"\"", "\"") : formula;
  }
}
