package orderimport.spreadsheet;

import static java.util.Comparator.comparingLong;
import static java.util.stream.Collectors.joining;

import java.nio.charset.Charset;
import java.util.List;
import java.util.stream.Stream;

/**
 * Tells encodings with one byte for a letter apart, by the words that the letters of a text make:
 * windows-1252, the one of old Macs, and the one of DOS. Confusing them sends "Br¿ndby" for
 * "Brøndby".
 */
final class EightBitEncoding {
  private static final Charset WINDOWS_1252 = EncodingDetector.WINDOWS_1252;

  /** The letters of the DOS encodings 437 and 865 are the same as this one's. */
  private static final Charset DOS = Charset.forName("IBM850");

  private static final Charset MAC = Charset.forName("x-MacRoman");

  /** So much more must speak for an encoding than for the next one. */
  private static final int LEAD = 3;

  /** One odd letter in so many does not count, as nearly every text has one. */
  private static final int TOLERANCE = 50;

  private static final int FEW = 10;

  private EightBitEncoding() {}

  /**
   * What speaks for an encoding and against it.
   *
   * @param good letters in words, those of the north the most
   * @param odd what is rare
   * @param wrong what no text has
   */
  private record Score(Charset charset, long good, long odd, long wrong) {
    boolean isClean() {
      return wrong == 0 && odd == 0 && good > 0;
    }

    boolean isNearlyClean() {
      return good > 0 && (wrong + odd) * TOLERANCE <= good;
    }

    /** Whether the letters make sense but for a few, for which nothing else speaks either. */
    boolean isOddInPlaces() {
      return wrong < 2 || wrong * 4 <= good;
    }
  }

  /**
   * @param contexts of all bytes of a text that is not UTF-8
   * @throws UnreadableSpreadsheetException if the text fits no encoding, or several
   */
  static Charset of(LetterContexts contexts) {
    Score usual = score(WINDOWS_1252, contexts);
    List<Score> others =
        Stream.of(MAC, DOS)
            .map(charset -> score(charset, contexts))
            .sorted(comparingLong(Score::good).reversed())
            .toList();
    if (!isWestern(contexts)) {
      throw unknown(contexts, List.of(usual.charset()));
    }
    if (usual.wrong() == 0) {
      List<Score> rivals = others.stream().filter(Score::isClean).toList();
      if (usual.odd() == 0 || rivals.isEmpty() || usual.good() > rivals.get(0).good()) {
        return WINDOWS_1252;
      }
      throw unknown(contexts, charsets(usual, rivals));
    }
    for (boolean strict : new boolean[] {true, false}) {
      List<Score> fitting =
          others.stream().filter(strict ? Score::isClean : Score::isNearlyClean).toList();
      if (!fitting.isEmpty()) {
        if (fitting.size() > 1 && fitting.get(0).good() < LEAD * fitting.get(1).good()) {
          throw unknown(contexts, fitting.stream().map(Score::charset).toList());
        }
        return fitting.get(0).charset();
      }
    }
    if (usual.isOddInPlaces() && !hasUndefined(contexts)) {
      return WINDOWS_1252;
    }
    throw unknown(contexts, charsets(usual, others));
  }

  private static List<Charset> charsets(Score first, List<Score> others) {
    return Stream.concat(Stream.of(first), others.stream()).map(Score::charset).toList();
  }

  /** In the languages of the west, letters beyond ASCII stand between others, but for "æøå". */
  private static boolean isWestern(LetterContexts contexts) {
    long[] all = new long[2];
    long[] foreign = new long[1];
    contexts.forEach(
        (b, before, after, count) -> {
          boolean besideAnother = before == LetterContexts.HIGH || after == LetterContexts.HIGH;
          boolean nordic = Verdicts.NORDIC.indexOf(letter(WINDOWS_1252, b)) >= 0;
          all[besideAnother ? 1 : 0] += count;
          foreign[0] += besideAnother && !nordic ? count : 0;
        });
    return all[1] < FEW || foreign[0] < 2 * (all[0] + all[1] - foreign[0]);
  }

  private static boolean hasUndefined(LetterContexts contexts) {
    boolean[] undefined = new boolean[1];
    contexts.forEach(
        (b, before, after, count) -> undefined[0] |= letter(WINDOWS_1252, b) == '\uFFFD');
    return undefined[0];
  }

  private static Score score(Charset charset, LetterContexts contexts) {
    Verdicts verdicts = new Verdicts();
    contexts.forEach(
        (b, before, after, count) -> verdicts.take(letter(charset, b), before, after, count));
    return new Score(charset, verdicts.good, verdicts.odd(), verdicts.wrong);
  }

  private static char letter(Charset charset, int b) {
    return new String(new byte[] {(byte) b}, charset).charAt(0);
  }

  private static UnreadableSpreadsheetException unknown(
      LetterContexts contexts, List<Charset> charsets) {
    byte[] word = contexts.sample();
    String readings =
        charsets.stream()
            .map(charset -> "\"%s\" in %s".formatted(new String(word, charset), charset.name()))
            .collect(joining(", "));
    return new UnreadableSpreadsheetException(
        "The encoding of the file cannot be told: one of its words is %s.".formatted(readings),
        "Name the right encoding (--encoding), or save the file again as CSV UTF-8.");
  }

  /** Sums up how well letters stand where they do. */
  private static final class Verdicts {
    private static final String NORDIC = "æøåÆØÅ";
    private static final String NEARBY = "äöüéÄÖÜÉ";
    private static final String WESTERN = "èêëáàâóòôíîïúùûçñßÈÊÁÀÂÓÒÔÍÎÚÇÑ";

    /** Letters by name, and signs by use. */
    private static final String SIGNS = "ºªƒ";

    /** What stands between letters in good texts. */
    private static final String WITHIN_WORDS = "’–—·…€\u00a0\u00ad";

    /** What stands between letters now and then. */
    private static final String RARELY_WITHIN_WORDS = "‘“”´`¨™®©°ºª²³×«»§£•";

    private static final String NEVER_BEFORE_WORDS = "¯ƒ‰¸ˆ˜¬≈∆∑∂√∫◊®™";
    private static final String RARELY_BEFORE_WORDS = "½¼¾†’";
    private static final String NEVER_AFTER_WORDS = "¿¡";
    private static final String RARELY_AFTER_WORDS = "½¼¾†‡‰‚„";
    private static final String OPENING = "“„‚‘‹”";
    private static final String CLOSING = "”›";

    private long good;
    private long odd;
    private long wrong;
    private long opened;
    private long closed;

    /** Quotation marks that nothing opens count as odd. */
    long odd() {
      return odd + Math.max(0, closed - opened);
    }

    void take(char c, int before, int after, long count) {
      if (c == '\uFFFD' || Character.isISOControl(c)) {
        wrong += count;
      } else if (isLetter(c)) {
        letter(c, before, after, count);
      } else {
        sign(c, before, after, count);
      }
    }

    private static boolean isLetter(char c) {
      return Character.isLetter(c)
          && SIGNS.indexOf(c) < 0
          && Character.UnicodeScript.of(c) == Character.UnicodeScript.LATIN;
    }

    private void letter(char c, int before, int after, long count) {
      boolean amidCapitals = before == LetterContexts.UPPER && after == LetterContexts.UPPER;
      int weight = weight(c);
      if (before == LetterContexts.DIGIT && after == LetterContexts.DIGIT) {
        wrong += count;
      } else if (Character.isUpperCase(c) ? isOddCapital(weight, before, after) : amidCapitals) {
        odd += count;
      } else if (Character.isUpperCase(c) && LetterContexts.isLower(before)) {
        wrong += count;
      } else if (weight > 0) {
        boolean inWord = LetterContexts.isWord(before) || LetterContexts.isWord(after);
        good += inWord ? weight * count : 0;
      } else if (Character.isLowerCase(c) && lacksVowel(before, after)) {
        odd += count;
      }
    }

    private static boolean isOddCapital(int weight, int before, int after) {
      return LetterContexts.isLower(before)
          ? weight > 1
          : weight == 0
              ? LetterContexts.isWord(before)
              : before == LetterContexts.UPPER && LetterContexts.isLower(after);
    }

    /** Whether a vowel should stand there, as in "Bjšrn" and "Malmš". */
    private static boolean lacksVowel(int before, int after) {
      return after == LetterContexts.CONSONANT
          ? before == LetterContexts.CONSONANT
              || before == LetterContexts.UPPER
              || before == LetterContexts.OTHER
          : before == LetterContexts.CONSONANT && after == LetterContexts.OTHER;
    }

    private static int weight(char c) {
      return NORDIC.indexOf(c) >= 0
          ? 4
          : NEARBY.indexOf(c) >= 0 ? 3 : WESTERN.indexOf(c) >= 0 ? 1 : 0;
    }

    private void sign(char c, int before, int after, long count) {
      boolean begins = LetterContexts.isWord(after);
      boolean ends = LetterContexts.isWord(before);
      if (begins && ends) {
        judge(c, "", RARELY_WITHIN_WORDS, count);
        wrong += (WITHIN_WORDS + RARELY_WITHIN_WORDS).indexOf(c) >= 0 ? 0 : count;
      } else if (begins) {
        opened += OPENING.indexOf(c) >= 0 ? count : 0;
        judge(
            c, LetterContexts.isLower(after) ? NEVER_BEFORE_WORDS : "", RARELY_BEFORE_WORDS, count);
      } else if (ends) {
        closed += CLOSING.indexOf(c) >= 0 ? count : 0;
        judge(c, NEVER_AFTER_WORDS, RARELY_AFTER_WORDS, count);
      } else {
        odd += c >= '\u2500' && c <= '\u259f' ? count : 0;
      }
    }

    private void judge(char c, String never, String rarely, long count) {
      wrong += never.indexOf(c) >= 0 ? count : 0;
      odd += rarely.indexOf(c) >= 0 ? count : 0;
    }
  }
}
