package orderimport.binding.value;

import java.math.BigDecimal;
import java.math.RoundingMode;
import orderimport.heading.CellText;
import orderimport.spreadsheet.FormatCode;
import orderimport.spreadsheet.FormatCode.Kind;
import orderimport.spreadsheet.FormatCode.Part;
import orderimport.spreadsheet.FormatCode.Section;
import org.jspecify.annotations.Nullable;

/**
 * A number as its format shows it ({@code 0000}, {@code "SITE-"0}, {@code +47 ## ## ## ##}), which
 * is the intended value of a text field.
 *
 * @param text null if it cannot be determined, since it depends on the locale or is not exact
 * @param more whether it has letters or signs that the number does not have
 * @param sure whether all spreadsheet programs show it like this
 * @param same whether it is exactly the digits of the number
 */
record ShownNumber(@Nullable String text, boolean more, boolean sure, boolean same) {
  private static final String PLACEHOLDERS = "0#?";
  private static final int PERCENT_DIGITS = 2;

  /** The maximum number of digits shown without a format. */
  private static final int GENERAL_DIGITS = 11;

  /** The maximum number of digits shown without a thousands separator. */
  private static final int UNGROUPED = 3;

  /**
   * Formats a number.
   *
   * @param digits plain decimal digits with a point
   * @param format null for General
   */
  static ShownNumber of(String digits, @Nullable String format) {
    if (format == null) {
      return isRounded(digits)
          ? new ShownNumber(null, false, true, false)
          : new ShownNumber(digits, false, true, true);
    }
    FormatCode code = FormatCode.of(format);
    BigDecimal number = new BigDecimal(digits);
    Section section = code.section(number);
    String ungrouped = ungrouped(section, number.abs());
    boolean ofNegatives =
        code.sections().indexOf(section) == 1
            && code.sections().stream().allMatch(each -> each.condition() == null);
    boolean signed = number.signum() < 0 && !ofNegatives;
    String unsigned = ungrouped == null ? null : CellText.strip(ungrouped);
    String text = signed && unsigned != null && !unsigned.isEmpty() ? "-" + unsigned : unsigned;
    return new ShownNumber(
        isGrouped(section, number) || isGeneral(section) && isRounded(digits) ? null : text,
        more(section, number.signum() < 0),
        !section.codes().contains("@"),
        digits.equals(text) && !(isGeneral(section) && isRounded(digits)));
  }

  private static boolean isGeneral(Section section) {
    return section.has(Kind.GENERAL) || section.codes().contains("@");
  }

  /** Whether spreadsheet programs show 1.0069E+11 for a whole number without a format. */
  private static boolean isRounded(String digits) {
    return digits.length() - (digits.charAt(0) == '-' ? 1 : 0) > GENERAL_DIGITS
        && digits.indexOf('.') < 0;
  }

  private static boolean more(Section section, boolean negative) {
    for (Part part : section.parts()) {
      for (int i = 0; i < part.text().length(); i++) {
        char c = part.text().charAt(i);
        boolean shown =
            part.kind() == Kind.LITERAL || part.kind() == Kind.CODE && isText(c) || c == '%';
        boolean sign = negative && "-−()".indexOf(c) >= 0;
        if (shown && !sign && !Character.isWhitespace(c) && !Character.isSpaceChar(c)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether an unquoted character is shown literally. */
  private static boolean isText(char c) {
    return "0#?.,%@".indexOf(c) < 0;
  }

  /** The shown text without thousands separators; null if it cannot be determined. */
  private static @Nullable String ungrouped(Section section, BigDecimal number) {
    String codes = section.codes();
    BigDecimal shown =
        number.movePointRight(PERCENT_DIGITS * (int) codes.chars().filter(c -> c == '%').count());
    boolean exact = shown.stripTrailingZeros().scale() <= 0;
    boolean mixed = section.has(Kind.GENERAL) && codes.matches(".*[0#?@].*");
    if (!exact
        || mixed
        || section.has(Kind.ELAPSED)
        || codes.indexOf('.') >= 0
        || codes.matches(".*[0#?][^0#?]*/[^0#?]*[0#?].*|.*[0#?]e[-+][0#?].*|.*,[^0#?]*")) {
      return null;
    }
    String all = shown.setScale(0, RoundingMode.UNNECESSARY).toPlainString();
    return new Digits(section, all).shown();
  }

  private static boolean isGrouped(Section section, BigDecimal number) {
    String codes = section.codes();
    int digits = number.precision() - number.scale();
    return codes.indexOf(',') >= 0 && Math.max(digits, zeros(codes)) > UNGROUPED;
  }

  private static int zeros(String codes) {
    return (int) codes.chars().filter(c -> c == '0').count();
  }

  /** Replaces placeholders by digits, from the last one to the first. */
  private record Digits(Section section, String digits) {
    String shown() {
      StringBuilder reversed = new StringBuilder();
      int left = digits.equals("0") ? 0 : digits.length();
      int first = firstPlaceholder();
      for (int i = section.parts().size() - 1; i >= 0; i--) {
        Part part = section.parts().get(i);
        char c = part.kind() == Kind.CODE ? part.text().charAt(0) : ' ';
        if (part.kind() == Kind.GENERAL || c == '@') {
          reversed.append(new StringBuilder(digits).reverse());
        } else if (part.kind() == Kind.LITERAL) {
          reversed.append(new StringBuilder(part.text()).reverse());
        } else if (PLACEHOLDERS.indexOf(c) < 0) {
          reversed.append(c == ',' ? "" : String.valueOf(c));
        } else if (left > 0) {
          int from = i == first ? 0 : left - 1;
          reversed.append(new StringBuilder(digits.substring(from, left)).reverse());
          left = from;
        } else {
          reversed.append(c == '0' ? "0" : c == '?' ? " " : "");
        }
      }
      return reversed.reverse().toString();
    }

    private int firstPlaceholder() {
      for (int i = 0; i < section.parts().size(); i++) {
        Part part = section.parts().get(i);
        if (part.kind() == Kind.CODE && PLACEHOLDERS.indexOf(part.text().charAt(0)) >= 0) {
          return i;
        }
      }
      return -1;
    }
  }
}
