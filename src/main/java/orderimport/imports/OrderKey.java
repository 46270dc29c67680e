package orderimport.imports;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The normalized form of an {@code order_ref}: two spellings with the same key name the same order.
 * See ADR 0001.
 */
public final class OrderKey {
  private static final Pattern NUMBER = Pattern.compile("0*(\\d+?)(?:\\.0+)?");

  private OrderKey() {}

  /**
   * Returns the key of a name: composed (NFC) and in lower case, with each run of whitespace as one
   * space, without leading and trailing whitespace and invisible characters, and with full-width
   * forms and all kinds of hyphens replaced by the plain characters.
   */
  public static String of(String orderRef) {
    return isPlain(orderRef) ? orderRef.toLowerCase(Locale.ROOT) : fold(orderRef);
  }

  /** Whether a name differs from its key only in case, as most names do. */
  private static boolean isPlain(String orderRef) {
    boolean blank = true;
    for (int i = 0; i < orderRef.length(); i++) {
      char c = orderRef.charAt(i);
      if (c < ' ' || c > '~' || c == ' ' && blank) {
        return false;
      }
      blank = c == ' ';
    }
    return !blank;
  }

  private static String fold(String orderRef) {
    StringBuilder plain = new StringBuilder(orderRef.length());
    orderRef.codePoints().forEach(character -> append(plain, character));
    String composed = Normalizer.normalize(plain, Form.NFC);
    StringBuilder folded = new StringBuilder(composed.length());
    // Upper case first, as it equates more letters than lower case, such as ß and SS.
    composed
        .toUpperCase(Locale.ROOT)
        .codePoints()
        .map(Character::toLowerCase)
        .forEach(folded::appendCodePoint);
    return Normalizer.normalize(folded, Form.NFC).strip();
  }

  private static void append(StringBuilder plain, int character) {
    if (isBlank(character)) {
      if (!plain.isEmpty() && plain.charAt(plain.length() - 1) != ' ') {
        plain.append(' ');
      }
    } else if (isHyphen(character)) {
      plain.append('-');
    } else if (isFullWidth(character)) {
      plain.append(Normalizer.normalize(Character.toString(character), Form.NFKC));
    } else if (!isInvisible(character)) {
      plain.appendCodePoint(character);
    }
  }

  /** Whitespace of any kind, line breaks, and letters that are displayed as blanks. */
  private static boolean isBlank(int character) {
    return Character.isWhitespace(character)
        || Character.isSpaceChar(character)
        || character == '\u0085'
        || character == '\u2800'
        || character == '\u3164'
        || character == '\uFFA0'
        || character == '\u115F'
        || character == '\u1160';
  }

  private static boolean isHyphen(int character) {
    return Character.getType(character) == Character.DASH_PUNCTUATION
        || character == '\u2212'
        || character == '\u2043'
        || character == '\u02D7';
  }

  private static boolean isFullWidth(int character) {
    return Character.UnicodeBlock.HALFWIDTH_AND_FULLWIDTH_FORMS.equals(
        Character.UnicodeBlock.of(character));
  }

  /**
   * Characters without width: format and control characters, variation selectors, the grapheme
   * joiner.
   */
  private static boolean isInvisible(int character) {
    int type = Character.getType(character);
    return type == Character.FORMAT
        || type == Character.CONTROL
        || character == '\u034F'
        || character == '\u17B4'
        || character == '\u17B5'
        || character >= 0xFE00 && character <= 0xFE0F
        || character >= 0xE0100 && character <= 0xE01EF
        || character >= 0x180B && character <= 0x180D;
  }

  /**
   * The number that a key represents, without leading zeros and zero decimals. Keys with the same
   * number are different orders that are easily confused.
   *
   * @return null if the key is not such a number
   */
  public static @Nullable String number(String key) {
    Matcher number = NUMBER.matcher(key);
    return number.matches() ? number.group(1) : null;
  }

  /**
   * The number that a key represents if the key differs from it, as {@code 01001} does; otherwise
   * null.
   */
  public static @Nullable String similar(@Nullable String key) {
    String number = key == null ? null : number(key);
    return number == null || number.equals(key) ? null : number;
  }
}
