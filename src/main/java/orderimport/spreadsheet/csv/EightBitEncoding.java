package orderimport.spreadsheet.csv;

import static java.util.Comparator.comparingLong;

import java.nio.charset.Charset;
import java.util.List;
import java.util.stream.Stream;
import orderimport.problem.FileProblem;
import orderimport.problem.Phrase;
import orderimport.problem.Text;
import orderimport.spreadsheet.UnreadableSpreadsheetException;

/**
 * Detects which single-byte encoding a text has, windows-1252, Mac Roman or DOS, by how plausible
 * its words are in each. A wrong choice turns "Brøndby" into "Br¿ndby".
 */
final class EightBitEncoding {
  private static final Charset WINDOWS_1252 = EncodingDetector.WINDOWS_1252;

  /** Also stands for DOS code pages 437 and 865, which have the same letters. */
  private static final Charset DOS = Charset.forName("IBM850");

  private static final Charset MAC = Charset.forName("x-MacRoman");

  /** The factor by which the best score must exceed the next. */
  private static final int LEAD = 3;

  /** One odd letter in this many is tolerated, as nearly every text has some. */
  private static final int TOLERANCE = 50;

  private static final int FEW = 10;

  private EightBitEncoding() {}

  /**
   * The evidence for and against an encoding.
   *
   * @param good plausible letters in words, weighted; Nordic letters count most
   * @param odd rare combinations
   * @param wrong combinations that no text contains
   */
  private record Score(Charset charset, long good, long odd, long wrong) {
    boolean isClean() {
      return wrong == 0 && odd == 0 && good > 0;
    }

    boolean isNearlyClean() {
      return good > 0 && (wrong + odd) * TOLERANCE <= good;
    }

    /** Whether all but a few letters are plausible. */
    boolean isOddInPlaces() {
      return wrong < 2 || wrong * 4 <= good;
    }
  }

  /**
   * @param contexts of all bytes of a text that is not UTF-8
   * @throws UnreadableSpreadsheetException if no encoding fits the text, or several do
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

  /** In western languages, non-ASCII letters rarely adjoin each other, except "æøå". */
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
        (b, before, after, count) -> verdicts.rate(letter(charset, b), before, after, count));
    return new Score(charset, verdicts.good, verdicts.odd(), verdicts.wrong);
  }

  private static char letter(Charset charset, int b) {
    return new String(new byte[] {(byte) b}, charset).charAt(0);
  }

  private static UnreadableSpreadsheetException unknown(
      LetterContexts contexts, List<Charset> charsets) {
    byte[] word = contexts.sample();
    List<Text> readings =
        charsets.stream()
            .map(charset -> Phrase.WORD_IN.text(new String(word, charset), charset.name()))
            .toList();
    return new UnreadableSpreadsheetException(
        FileProblem.UNREADABLE_ENCODING_UNKNOWN, Phrase.list(readings));
  }

  /** Rates each letter and sign by the characters around it. */
  private static final class Verdicts {
    private static final String NORDIC = "æøåÆØÅ";
    private static final String NEARBY = "äöüéÄÖÜÉ";
    private static final String WESTERN = "èêëáàâóòôíîïúùûçñßÈÊÁÀÂÓÒÔÍÎÚÇÑ";

    /** Characters that Unicode classifies as letters but that are used as signs. */
    private static final String SIGNS = "ºªƒ";

    /** Signs that normally occur between letters. */
    private static final String WITHIN_WORDS = "’–—·…€\u00a0\u00ad";

    /** Signs that sometimes occur between letters. */
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

    /** Includes closing quotation marks without an opening one. */
    long odd() {
      return odd + Math.max(0, closed - opened);
    }

    void rate(char c, int before, int after, long count) {
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

    /** Whether a vowel is missing here, as in "Bjšrn" and "Malmš". */
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
