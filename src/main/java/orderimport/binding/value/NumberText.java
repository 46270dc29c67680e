package orderimport.binding.value;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import orderimport.imports.ImportOptions.Decimal;
import org.jspecify.annotations.Nullable;

/** Parses numbers written as text in the usual formats in Norway, Denmark and the US. */
public final class NumberText {
  private static final int LONG_DIGITS = 18;
  private static final Pattern PLAIN = Pattern.compile("[+-]?\\d+");
  private static final Pattern BLANK = Pattern.compile("[\\s\\p{Z}'’]");

  /** Spaces or apostrophes as thousands separators: a sign after them is the decimal separator. */
  private static final Pattern BLANK_GROUPS =
      Pattern.compile("[+-]?\\d{1,3}(?:[\\s\\p{Z}'’]\\d{3})+(?:[.,]\\d+)?");

  private static final Pattern SIGN_GROUPS =
      Pattern.compile("[+-]?[1-9]\\d{0,2}(?:(\\.)\\d{3}(?:\\.\\d{3})*|(,)\\d{3}(?:,\\d{3})*)");
  private static final Pattern ONE_SIGN = Pattern.compile("[+-]?\\d*([.,])\\d+");
  private static final Pattern BOTH_SIGNS =
      Pattern.compile(
          "[+-]?\\d{1,3}(?:(\\.)\\d{3}(?:\\.\\d{3})*,\\d+|(,)\\d{3}(?:,\\d{3})*\\.\\d+)");

  /**
   * {@code 1234,-} is how Norwegian and Danish prices without hundredths are written; its sign
   * decides.
   */
  private static final Pattern NO_HUNDREDTHS = Pattern.compile("([.,])\\s?[-–—]+$");

  private NumberText() {}

  /** The result of parsing a text as a number. */
  sealed interface Result {}

  /** A number with the decimals as written. */
  record Amount(BigDecimal value) implements Result {}

  /** The text can mean two numbers. */
  record Ambiguous(String asPoint, String asComma) implements Result {}

  /** The text is not a number. */
  record NoNumber() implements Result {}

  /**
   * Parses a number.
   *
   * @param text the trimmed text
   * @param decimal the decimal separator, null if not specified
   */
  public static Result read(String text, @Nullable Decimal decimal) {
    if (isDigits(text)) {
      return new Amount(BigDecimal.valueOf(Long.parseLong(text)));
    }
    String written = text.replace('−', '-');
    if (written.isEmpty() || !Character.isDigit(written.charAt(written.length() - 1))) {
      Matcher noHundredths = NO_HUNDREDTHS.matcher(written);
      if (noHundredths.find()) {
        Decimal sign = noHundredths.group(1).equals(",") ? Decimal.COMMA : Decimal.POINT;
        return whole(written.substring(0, noHundredths.start()), sign);
      }
    } else if (ONE_SIGN.matcher(written).matches()) {
      return withOneSign(written, decimal);
    }
    return whole(written, decimal);
  }

  private static Result whole(String written, @Nullable Decimal decimal) {
    if (PLAIN.matcher(written).matches()) {
      return new Amount(new BigDecimal(written));
    } else if (BLANK_GROUPS.matcher(written).matches()) {
      String joined = BLANK.matcher(written).replaceAll("");
      return as(joined, decimal, shown(joined, decimal));
    } else if (BOTH_SIGNS.matcher(written).matches()) {
      return as(written, decimal, shown(written, decimal));
    }
    return withOneSign(written, decimal);
  }

  private static boolean isDigits(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return false;
      }
    }
    return !text.isEmpty() && text.length() <= LONG_DIGITS;
  }

  /** The decimal separator that is evident from the number, otherwise the specified one. */
  private static Decimal shown(String number, @Nullable Decimal decimalSign) {
    int comma = number.lastIndexOf(',');
    int point = number.lastIndexOf('.');
    if (comma == point) {
      return decimalSign == null ? Decimal.POINT : decimalSign;
    }
    return comma > point ? Decimal.COMMA : Decimal.POINT;
  }

  private static Result as(String number, @Nullable Decimal decimalSign, Decimal shown) {
    return decimalSign == null || decimalSign == shown ? amount(number, shown) : new NoNumber();
  }

  private static Result withOneSign(String number, @Nullable Decimal decimalSign) {
    boolean decimals = ONE_SIGN.matcher(number).matches();
    boolean groups = SIGN_GROUPS.matcher(number).matches();
    Decimal sign = number.indexOf(',') >= 0 ? Decimal.COMMA : Decimal.POINT;
    Decimal other = sign == Decimal.COMMA ? Decimal.POINT : Decimal.COMMA;
    if (decimalSign == null && decimals && groups) {
      return new Ambiguous(
          plain(amount(number, Decimal.POINT)), plain(amount(number, Decimal.COMMA)));
    } else if (decimals && decimalSign != other) {
      return amount(number, sign);
    } else if (groups && decimalSign != sign) {
      return amount(number, other);
    }
    return new NoNumber();
  }

  private static String plain(Amount number) {
    return number.value().toPlainString();
  }

  private static Amount amount(String number, Decimal decimal) {
    String plain =
        decimal == Decimal.COMMA
            ? number.replace(".", "").replace(',', '.')
            : number.replace(",", "");
    return new Amount(new BigDecimal(plain));
  }
}
