package orderimport.binding.value;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static orderimport.binding.value.OutOfPlace.isLetter;
import static orderimport.binding.value.OutOfPlace.isLower;
import static orderimport.binding.value.OutOfPlace.isUpper;

import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import orderimport.binding.value.ParseResult.Issue;
import orderimport.binding.value.ParseResult.Rejected;
import orderimport.heading.CellText;
import orderimport.heading.Suggestions;
import orderimport.problem.CellProblem;
import org.apache.commons.text.StringEscapeUtils;
import org.jspecify.annotations.Nullable;

/**
 * Detects texts that a program damaged before they were stored in the file: lost letters, letters
 * decoded in the wrong encoding, and invisible characters.
 */
final class DamagedText {
  /** The first non-ASCII byte. */
  private static final int FIRST = 0x80;

  private static final int HEXADECIMAL = 16;

  /** The length of a byte in an e-mail or address. */
  private static final int ONE_BYTE = 3;

  private static final char LOST = '\uFFFD';
  private static final char UNKNOWN = '?';
  private static final String UNUSUAL = "?&%\\=";
  private static final String NORDIC = "æøåÆØÅäöüéÄÖÜÉß";

  private static final String BESIDE_WORDS = "‘’“”„‚«»‹›–—…·\u00A0";

  /** The encodings in which letters may have been written or decoded. */
  private static final List<Encoding> ENCODINGS =
      List.of(
          Encoding.of("windows-1252", "windows-1252"),
          Encoding.of("Mac Roman", "x-MacRoman"),
          Encoding.of("DOS (code page 865)", "IBM865"),
          Encoding.of("DOS (code page 850)", "IBM850"),
          Encoding.of("DOS (code page 437)", "IBM437"));

  /**
   * A single-byte encoding.
   *
   * @param letters the letters of the non-ASCII bytes, in byte order
   */
  private record Encoding(String name, String letters) {

    static Encoding of(String name, String charset) {
      StringBuilder letters = new StringBuilder();
      for (int b = FIRST; b < 2 * FIRST; b++) {
        char letter = new String(new byte[] {(byte) b}, Charset.forName(charset)).charAt(0);
        // Many programs decode bytes that windows-1252 leaves undefined as control characters.
        letters.append(letter == LOST ? (char) b : letter);
      }
      return new Encoding(name, letters.toString());
    }

    /** The byte of a non-ASCII letter; -1 if the encoding does not have it. */
    int encode(char c) {
      int at = letters.indexOf(c);
      return at >= 0 ? FIRST + at : c <= '~' || c >= 2 * FIRST || !isWindows() ? -1 : c;
    }

    /** Windows-1252 falls back to ISO-8859-1 for undefined bytes. */
    private boolean isWindows() {
      return name.startsWith("windows");
    }

    char decode(int b) {
      return letters.charAt(b - FIRST);
    }
  }

  /** The query of an address without its scheme: {@code example.com/page?id=5}. */
  private static final Pattern QUERY = Pattern.compile("\\?[\\w.-]+=");

  /** The UTF-8 bytes of a letter as addresses write them: {@code %C3%B8}. */
  private static final Pattern PERCENT = Pattern.compile("(?:%[Cc][2-5]%[89ABab]\\p{XDigit})+");

  /** A letter as programming languages write it: {@code \\u00f8}. */
  private static final Pattern ESCAPE = Pattern.compile("\\\\u((?:0[01]|20)\\p{XDigit}{2})");

  /** A letter as e-mails write it: {@code =C3=B8} in UTF-8, {@code =F8} in windows-1252. */
  private static final Pattern QUOTED =
      Pattern.compile(
          "(?:=C[2-5]=[89AB][0-9A-F])+"
              + "|(?<=\\p{L})=(?:C[456]|D[68CF]|E[4569]|F[68C])(?=\\p{Ll})");

  private DamagedText() {}

  /** Rejects a text that a user cannot have typed; null if it is not damaged. */
  static @Nullable Rejected check(String text) {
    if (isPlain(text)) {
      return null;
    }
    Rejected lost = lost(text);
    if (lost != null) {
      return lost;
    }
    Rejected escaped = escaped(text);
    if (escaped != null) {
      return escaped;
    }
    Rejected utf8 = utf8(text);
    Rejected other = utf8 == null ? otherEncoding(text) : utf8;
    return other == null ? control(text) : other;
  }

  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c > '~' || UNUSUAL.indexOf(c) >= 0 || c < ' ' && !isLineBreakOrTab(c)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isLineBreakOrTab(char c) {
    return c == '\t' || c == '\n' || c == '\r';
  }

  private static @Nullable Rejected lost(String text) {
    if (text.indexOf(LOST) >= 0) {
      return new Rejected(CellProblem.LETTERS_DAMAGED_NOT_UTF8, shown(text));
    }
    for (int i = text.indexOf('Ã'); i >= 0; i = text.indexOf('Ã', i + 1)) {
      if (isLower(text, i + 1) && text.charAt(i + 1) <= '~') {
        return new Rejected(CellProblem.LETTERS_DAMAGED_UTF8, shown(text));
      }
    }
    for (int i = text.indexOf(UNKNOWN); i >= 0; i = text.indexOf(UNKNOWN, i + 1)) {
      boolean sentences = isLower(text, i - 1) && isUpper(text, i + 1);
      if (isLetter(text, i - 1)
          && isLetter(text, i + 1)
          && !sentences
          && !isAddress(text)
          && !QUERY.matcher(text).region(i, text.length()).lookingAt()) {
        return new Rejected(CellProblem.LETTERS_DAMAGED_QUESTION_MARK, shown(text));
      }
    }
    return null;
  }

  /** Web addresses may contain a question mark between letters. */
  private static boolean isAddress(String text) {
    return text.contains("://") || text.contains("www.");
  }

  /**
   * Characters that are the UTF-8 bytes of one letter.
   *
   * @param from the index of the first one
   * @param to the index after the last one
   */
  private record Misread(int from, int to, String letter) {
    String fix(String text) {
      return text.substring(0, from) + letter + text.substring(to);
    }
  }

  /** Letters in the notation of web pages, programming languages, addresses or e-mails. */
  private static @Nullable Rejected escaped(String text) {
    String decoded =
        ESCAPE
            .matcher(StringEscapeUtils.unescapeHtml4(text))
            .replaceAll(
                letter ->
                    Matcher.quoteReplacement(
                        Character.toString(Integer.parseInt(letter.group(1), HEXADECIMAL))));
    if (!isAddress(text) && text.indexOf('/') < 0 && text.indexOf(UNKNOWN) < 0) {
      Matcher percent = PERCENT.matcher(decoded);
      if (percent.find()) {
        decoded = percent.replaceAll(bytes -> decode(bytes.group(), UTF_8)).replace("%20", " ");
      }
      decoded =
          QUOTED
              .matcher(decoded)
              .replaceAll(
                  bytes ->
                      decode(
                          bytes.group().replace('=', '%'),
                          bytes.group().length() > ONE_BYTE ? UTF_8 : ISO_8859_1));
    }
    return decoded.equals(text)
        ? null
        : new Rejected(
            Issue.error(CellProblem.LETTERS_DAMAGED_ESCAPED, shown(text))
                .withLead(Suggestions.sentence(isDamaged(decoded) ? List.of() : List.of(decoded))));
  }

  private static String decode(String bytes, Charset charset) {
    return URLDecoder.decode(bytes, charset);
  }

  /** UTF-8 decoded in another encoding has two or three letters in place of one. */
  private static @Nullable Rejected utf8(String text) {
    for (Encoding readIn : ENCODINGS) {
      Misread misread = misread(text, readIn);
      if (misread != null) {
        int length = misread.to - misread.from;
        return new Rejected(
            damaged(text, misread.from, length, misread.letter, "UTF-8")
                .why()
                .withLead(Suggestions.sentence(fixed(text))));
      }
    }
    return null;
  }

  /** The text as it was before it was misread; empty if it has other damage. */
  private static List<String> fixed(String text) {
    return ENCODINGS.stream()
        .map(readIn -> fixed(text, readIn))
        .filter(fixed -> !isDamaged(fixed))
        .limit(1)
        .toList();
  }

  private static boolean isDamaged(String text) {
    return !isPlain(text)
        && (lost(text) != null
            || ENCODINGS.stream().anyMatch(readIn -> misread(text, readIn) != null)
            || otherEncoding(text) != null
            || control(text) != null);
  }

  private static String fixed(String text, Encoding readIn) {
    String fixed = text;
    for (Misread next = misread(fixed, readIn); next != null; next = misread(fixed, readIn)) {
      fixed = next.fix(fixed);
    }
    return fixed;
  }

  private static @Nullable Misread misread(String text, Encoding readIn) {
    for (int i = 0; i + 1 < text.length(); i++) {
      String letter = text.charAt(i) > '~' ? letter(text, i, readIn) : null;
      if (letter != null) {
        int to = i + (letter.charAt(0) < '\u0800' ? 2 : 3);
        return isMark(letter.charAt(0))
            ? new Misread(i - 1, to, Normalizer.normalize(text.charAt(i - 1) + letter, Form.NFC))
            : new Misread(i, to, letter);
      }
    }
    return null;
  }

  /** The letter whose UTF-8 bytes are the next characters; null if it is not a western letter. */
  private static @Nullable String letter(String text, int at, Encoding readIn) {
    int first = readIn.encode(text.charAt(at));
    int length = first >= 0xC2 && first <= 0xC5 || first == 0xCC ? 2 : first == 0xE2 ? 3 : 0;
    if (length == 0 || at + length > text.length()) {
      return null;
    }
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) readIn.encode(text.charAt(at + i));
    }
    try {
      String letter = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return isUsual(letter.charAt(0), text, at) ? letter : null;
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  private static boolean isUsual(char letter, String text, int at) {
    if (letter < '\u0100') {
      return letter >= '\u00A0';
    } else if (letter < '\u0180') {
      // Å and Ä also occur as words and at the end of words.
      return BESIDE_WORDS.indexOf(text.charAt(at + 1)) < 0;
    } else if (letter < '\u0370') {
      return isMark(letter) && isLetter(text, at - 1);
    }
    // Common three-byte characters: quotation marks, dashes, the euro and the trademark sign.
    return letter >= '\u2000' && letter <= '\u203A' || letter == '\u20AC' || letter == '\u2122';
  }

  /** Whether it is a combining mark of a decomposed letter, as macOS writes them. */
  private static boolean isMark(char c) {
    return "\u0300\u0301\u0302\u0303\u0308\u030A".indexOf(c) >= 0;
  }

  /** A letter decoded in the wrong encoding appears as a sign within a word. */
  private static @Nullable Rejected otherEncoding(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > '~' && OutOfPlace.at(text, i)) {
        Rejected sameCase = otherEncoding(text, i, true);
        Rejected rejected = sameCase == null ? otherEncoding(text, i, false) : sameCase;
        if (rejected != null) {
          return rejected;
        }
      }
    }
    return null;
  }

  private static @Nullable Rejected otherEncoding(String text, int at, boolean sameCase) {
    char c = text.charAt(at);
    for (Encoding readIn : ENCODINGS) {
      int b = readIn.encode(c);
      for (Encoding writtenIn : ENCODINGS) {
        if (b >= FIRST && !writtenIn.equals(readIn)) {
          char letter = writtenIn.decode(b);
          boolean caseFits = !sameCase || Character.isUpperCase(c) == Character.isUpperCase(letter);
          if (NORDIC.indexOf(letter) >= 0 && caseFits && fits(text, at, letter)) {
            return damaged(text, at, 1, String.valueOf(letter), writtenIn.name());
          }
        }
      }
    }
    return null;
  }

  /** Lowercase letters do not occur between capitals, nor capitals after lowercase letters. */
  private static boolean fits(String text, int at, char letter) {
    return Character.isUpperCase(letter)
        ? !isLower(text, at - 1)
        : !(isUpper(text, at - 1) && isUpper(text, at + 1));
  }

  private static Rejected damaged(
      String text, int at, int length, String letter, String writtenIn) {
    return new Rejected(
        CellProblem.LETTERS_DAMAGED,
        shown(text),
        shown(text.substring(at, at + length)),
        letter,
        writtenIn);
  }

  private static @Nullable Rejected control(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isISOControl(c) && !isLineBreakOrTab(c)) {
        return new Rejected(
            CellProblem.CONTROL_CHARACTER, "U+%04X".formatted((int) c), shown(text));
      }
    }
    return null;
  }

  /** Replaces invisible characters, which must not reach results or the terminal. */
  private static String shown(String text) {
    StringBuilder shown = new StringBuilder(text.length());
    CellText.oneLine(text)
        .chars()
        .forEach(c -> shown.append(Character.isISOControl(c) ? '\u2423' : (char) c));
    return shown.toString();
  }
}
