package orderimport.column;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import orderimport.imports.ImportOptions.Decimal;
import org.jspecify.annotations.Nullable;

/** Numbers written as text, as people in Norway, Denmark and the US write them. */
final class NumberText {
  private static final Pattern BLANKS = Pattern.compile("(?<=\\d)[\\s\\p{Z}'’](?=\\d{3}(?!\\d))");
  private static final Pattern PLAIN = Pattern.compile("[+-]?\\d+");
  private static final Pattern GROUPED =
      Pattern.compile("[+-]?\\d{1,3}(?:(\\.)\\d{3}(?:\\.\\d{3})*|(,)\\d{3}(?:,\\d{3})*)");
  private static final Pattern ONE_SIGN = Pattern.compile("[+-]?\\d*([.,])\\d+");
  private static final Pattern BOTH_SIGNS =
      Pattern.compile(
          "[+-]?\\d{1,3}(?:(\\.)\\d{3}(?:\\.\\d{3})*,\\d+|(,)\\d{3}(?:,\\d{3})*\\.\\d+)");
  private static final Pattern NORWEGIAN_NO_CENTS = Pattern.compile("[.,]\\s?[-–]+$");

  private NumberText() {}

  /** What a text is as a number. */
  sealed interface Result {}

  /** With the decimals that were written. */
  record Amount(BigDecimal value) implements Result {}

  /** It can mean two numbers. */
  record Ambiguous(String asPoint, String asComma) implements Result {}

  /** It is none. */
  record NoNumber() implements Result {}

  /**
   * Reads a number.
   *
   * @param decimal the decimal sign, null if nobody said
   */
  static Result read(String text, @Nullable Decimal decimal) {
    String digits =
        NORWEGIAN_NO_CENTS
            .matcher(BLANKS.matcher(text.strip()).replaceAll("").replace('−', '-'))
            .replaceFirst("");
    if (PLAIN.matcher(digits).matches()) {
      return new Amount(new BigDecimal(digits));
    }
    if (BOTH_SIGNS.matcher(digits).matches()) {
      Decimal shown =
          digits.lastIndexOf(',') > digits.lastIndexOf('.') ? Decimal.COMMA : Decimal.POINT;
      return decimal == null || decimal == shown ? number(digits, shown) : new NoNumber();
    }
    Matcher one = ONE_SIGN.matcher(digits);
    Matcher grouped = GROUPED.matcher(digits);
    boolean canBeDecimal = one.matches();
    boolean canBeGrouped = grouped.matches() && !digits.matches("[+-]?0.*");
    Decimal sign = digits.indexOf(',') >= 0 ? Decimal.COMMA : Decimal.POINT;
    if (decimal != null) {
      return canBeDecimal && sign == decimal || canBeGrouped && sign != decimal
          ? number(digits, decimal)
          : new NoNumber();
    }
    if (canBeDecimal && canBeGrouped) {
      return new Ambiguous(
          plain(number(digits, Decimal.POINT)), plain(number(digits, Decimal.COMMA)));
    } else if (canBeDecimal) {
      return number(digits, sign);
    } else if (canBeGrouped) {
      return number(digits, sign == Decimal.COMMA ? Decimal.POINT : Decimal.COMMA);
    }
    return new NoNumber();
  }

  private static String plain(Amount number) {
    return number.value().toPlainString();
  }

  private static Amount number(String digits, Decimal decimal) {
    String plain =
        decimal == Decimal.COMMA
            ? digits.replace(".", "").replace(',', '.')
            : digits.replace(",", "");
    return new Amount(new BigDecimal(plain));
  }
}
