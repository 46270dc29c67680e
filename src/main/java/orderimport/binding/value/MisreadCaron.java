package orderimport.binding.value;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Distinguishes the letters "š" and "Ž" in place of a vowel ("Gšteborg", "VŽSTER") from those of
 * Slavic, Baltic and Sámi names ("Lákšjohka", "Krško"): windows-1252 has them where Mac Roman has
 * "ö" and DOS has "Ü" and "Ä".
 *
 * <p>An "ö" after a single final consonant ("Utö") is not detected: "Marš" and "Mikš" are names.
 */
final class MisreadCaron {
  private static final String C = "[bcdfghjklmnpqrstvwxz]";
  private static final String END = "(" + C + ".*)?";

  /** Words in lower case in which the letter in angle brackets must be a vowel. */
  private static final Pattern VOWEL_MISSING =
      Pattern.compile(
          String.join(
              "|",
              ".*[gshfxwqc]<[šž]>" + END,
              ".*[kpt]<ž>" + END,
              ".*[db]<š>([bdfghjlmnrsvx].*)?",
              ".*t<š>[bdfghlmnrsvx].*",
              ".*" + C + "j<[šž]>" + END,
              ".*k<š>p.*",
              ".*[lrn]m<š>",
              ".*l<š>v",
              C + "+<š>š.*",
              ".*(?<twice>" + C + ")\\k<twice><š>",
              ".*" + C + "[rl]<[šž]>[bdfgmsx].*",
              "[gbf]r<[šž]>n.*",
              "<ž>(?<first>" + C + ")\\k<first>.*",
              "<ž>([kpst]|m" + C + "|n[bcdfghklmnpqrstvwxz]|l[bdghmsv]).*"));

  /** Words with only consonants at the beginning, where a vowel must follow. */
  private static final Pattern ONSET =
      Pattern.compile(C + "+<[šž]>" + C + ".*|" + C + "{2,}<[šž]>");

  /** Such beginnings that occur in Slavic words, where "r" and "l" may act as vowels. */
  private static final Pattern SLAVIC =
      Pattern.compile(
          "[pk]<š>[tk].*|v<š>[tklnr].*|[lm]<š>t.*|v<ž>d.*|d<ž>b.*|" + C + "{1,2}[rl]<[šž]>.*");

  private static final Pattern NO_VOWEL = Pattern.compile("[\\p{Lu}&&[^AEIOUYÆØÅÄÖÜÉ]]+");
  private static final int SHORTEST = 4;

  private MisreadCaron() {}

  /** Whether the letter at this position, "š" or "Ž", is in place of a vowel. */
  static boolean at(String text, int at) {
    int start = at;
    while (start > 0 && Character.isLetter(text.charAt(start - 1))) {
      start--;
    }
    int end = at + 1;
    while (end < text.length() && Character.isLetter(text.charAt(end))) {
      end++;
    }
    String word = text.substring(start, end);
    boolean abbreviation =
        NO_VOWEL.matcher(word).matches() && !(end < text.length() && text.charAt(end) == '™');
    String marked =
        (text.substring(start, at) + "<" + text.charAt(at) + ">" + text.substring(at + 1, end))
            .toLowerCase(Locale.ROOT);
    return !abbreviation
        && word.length() >= SHORTEST
        && (VOWEL_MISSING.matcher(marked).matches()
            || ONSET.matcher(marked).matches() && !SLAVIC.matcher(marked).matches());
  }
}
