package orderimport.binding.value;

import java.util.regex.Pattern;

/**
 * Detects non-ASCII characters in positions where they do not occur in western texts, which is
 * typical of letters decoded in the wrong encoding. It does not check whether such a character can
 * have been a letter.
 */
final class OutOfPlace {
  /** Characters that do not occur within words, but may precede or follow them. */
  private static final String NEVER_WITHIN_WORDS =
      "¿¯¾½¼†‡›‹¢¤¥¦§¶±×÷≈∆√∏∫∑◊┼├┬│┤╣║╗╝¸˜ˆªº°µ®©ƒ™‰€³";

  /** Characters that do not occur at the beginning of a word. */
  private static final String NEVER_BEFORE_WORDS = "¯≈∆√┼├┬¬®ÿÏ¾™†ƒ¸ˆ";

  /** Characters that do not directly follow a letter. */
  private static final String NEVER_BEHIND_LETTERS = "¿¾ˆ¯ƒ†‰„‚§¸÷";

  private static final String VOWELS = "aeiouyæøåäöüAEIOUYÆØÅÄÖÜ";

  /** Capitals that occur within brand names and do not result from a wrong encoding. */
  private static final String CAPITALS_WITHIN_NAMES = "ÆØÅÄÖÉ";

  /** German words and parts of names with "ß". */
  private static final Pattern BEFORE_SHARP_S =
      Pattern.compile("(?i).*(stra|gro|wei|fu|schlo|strau|preu|gie|mei|grü)");

  /** An "Æ" that became an apostrophe: "’blevej", "SJ’LLAND", "N’STVED". */
  private static final Pattern APOSTROPHE =
      Pattern.compile(
          "(?<!\\p{L})’[bdghlmnprsv][bcdfghjklmnpqrstvwxz]\\p{Ll}[^’]*"
              + "|(?<!\\p{L})[BCDFGHJKLMNPRSTV]{2,}’\\p{Lu}{2}.*"
              + "|(?<!\\p{L})[BFGHJKMNPRSTV]’[LNRS][BCDFGHJKLMNPQRSTVWXZ].*");

  /** An "Ö" that became an ellipsis or a division sign: "…rebro", "G…TEBORG". */
  private static final Pattern ELLIPSIS =
      Pattern.compile(
          "(?<!\\p{L})[…÷](rebro|ster[glsom]|stra(?!\\p{L})|rnsk|reg|cker|sth).*"
              + "|\\p{L}*[BCDFGHJKLMNPRSTVX]…[BCDFGHJKLMNPRSTVX].*");

  /** Words without a vowel before their end. */
  private static final Pattern NO_VOWEL = Pattern.compile("(?i)[bcdfghjklmnpqrstvwxz]{2,}");

  private OutOfPlace() {}

  static boolean at(String text, int at) {
    char c = text.charAt(at);
    return Character.isLetter(c) ? isLetterOutOfPlace(text, at, c) : isSignOutOfPlace(text, at, c);
  }

  private static boolean isLetterOutOfPlace(String text, int at, char c) {
    boolean starts = !isLetter(text, at - 1);
    if (c == 'š' || c == 'Ž') {
      return isOddlyCased(text, at, c, starts) || MisreadCaron.at(text, at);
    } else if (c == 'á' || c == 'ﬂ') {
      boolean betweenVowels = isVowel(text, at - 1) && at + 1 < text.length();
      return c == 'á' && betweenVowels && text.charAt(at + 1) == 'e'
          || BEFORE_SHARP_S.matcher(text.substring(0, at)).matches();
    } else if (c == 'Œ' && starts) {
      return isLower(text, at + 1) && "uidnst".indexOf(text.charAt(at + 1)) < 0;
    } else if (c == 'Ÿ' && starts) {
      return isLower(text, at + 1);
    } else if (c == 'ÿ' && isUpper(text, at - 1) && !isVowel(text, at - 1)) {
      return true;
    }
    return isOddlyCased(text, at, c, starts) || isSignOutOfPlace(text, at, c);
  }

  /**
   * A capital between or after lowercase letters, or a lowercase letter between or before capitals.
   */
  private static boolean isOddlyCased(String text, int at, char c, boolean starts) {
    if (Character.isUpperCase(c)) {
      return !starts
          && CAPITALS_WITHIN_NAMES.indexOf(c) < 0
          && (isLower(text, at + 1)
              || isLower(text, at - 1) && (!isLetter(text, at + 1) || text.charAt(at + 1) == c));
    }
    return "æøåäöüéß".indexOf(c) < 0
        && Character.isLowerCase(c)
        && isUpper(text, at + 1)
        && (starts ? isUpper(text, at + 2) : isUpper(text, at - 1));
  }

  private static boolean isSignOutOfPlace(String text, int at, char c) {
    boolean behind = isLetter(text, at - 1);
    boolean before = isLetter(text, at + 1);
    if (!behind && !before) {
      return false;
    }
    boolean digitBefore = at > 0 && Character.isDigit(text.charAt(at - 1));
    return switch (c) {
      case '’' -> begins(APOSTROPHE, text, at);
      case '…' -> begins(ELLIPSIS, text, at);
      case '·' -> behind && before && !(isL(text, at - 1) && isL(text, at + 1));
      // Occurs between vowels in Hawaiian names.
      case '‘' ->
          behind
              && (before
                  ? isLower(text, at + 1) && !isVowel(text, at - 1)
                  : NO_VOWEL.matcher(text.substring(wordStart(text, at), at)).matches());
      case '“' -> behind && isLower(text, at + 1);
      case '”' ->
          behind && (isLower(text, at + 1) || isAlone(text, at, "“”„\"") || isTwice(text, at));
      case '›' -> behind ? before || isAlone(text, at, "‹›") : isAlone(text, at, "‹›");
      case '»' -> isLower(text, at + 1) && text.indexOf('«') < 0;
      case '¿' -> behind || isLower(text, at + 1) && text.indexOf('?') < 0;
      case '€' ->
          before && (behind || !digitBefore && isLower(text, at + 1) && !isVowel(text, at + 1));
      case '≈', '∆' -> behind || isLower(text, at + 1) || isUpper(text, at + 2);
      // LEGO®LAND; an "Æ" or "Ö" rarely follows a vowel.
      case '®', '™' ->
          behind ? before && !isVowel(text, at - 1) : !digitBefore && isLower(text, at + 1);
      // Occurs in m³.
      case '³' -> behind && before && text.charAt(at - 1) != 'm';
      default ->
          behind && before && NEVER_WITHIN_WORDS.indexOf(c) >= 0
              || behind && NEVER_BEHIND_LETTERS.indexOf(c) >= 0
              || c == '÷' && begins(ELLIPSIS, text, at)
              || !behind
                  && !digitBefore
                  && isLower(text, at + 1)
                  && NEVER_BEFORE_WORDS.indexOf(c) >= 0
              || c >= '\u2500' && c <= '\u259F'
              || Character.isISOControl(c);
    };
  }

  /** Whether none of these quotation marks occurs anywhere else. */
  private static boolean isAlone(String text, int at, String marks) {
    for (int i = 0; i < text.length(); i++) {
      if (i != at && marks.indexOf(text.charAt(i)) >= 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean isTwice(String text, int at) {
    return at + 1 < text.length() && text.charAt(at + 1) == text.charAt(at);
  }

  /** Whether the text from the start of the word at this position matches the pattern. */
  private static boolean begins(Pattern kind, String text, int at) {
    return kind.matcher(text)
        .region(wordStart(text, at), text.length())
        .useTransparentBounds(true)
        .matches();
  }

  private static int wordStart(String text, int at) {
    int start = at;
    while (isLetter(text, start - 1)) {
      start--;
    }
    return start;
  }

  private static boolean isL(String text, int at) {
    return Character.toLowerCase(text.charAt(at)) == 'l';
  }

  private static boolean isVowel(String text, int at) {
    return at >= 0 && at < text.length() && VOWELS.indexOf(text.charAt(at)) >= 0;
  }

  static boolean isLetter(String text, int at) {
    return at >= 0 && at < text.length() && Character.isLetter(text.charAt(at));
  }

  static boolean isLower(String text, int at) {
    return at >= 0 && at < text.length() && Character.isLowerCase(text.charAt(at));
  }

  static boolean isUpper(String text, int at) {
    return at >= 0 && at < text.length() && Character.isUpperCase(text.charAt(at));
  }
}
