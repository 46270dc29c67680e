package orderimport.carrier.telecomx;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Compares Danish addresses as people write them. */
final class DanishAddress {

  /** A word, a number, or the hyphen or slash between two numbers. */
  private static final Pattern PART =
      Pattern.compile("\\p{L}+|\\d+|(?<=\\d)\\s*[-\u2010-\u2015/]\\s*(?=\\d)");

  /** The letters with marks are å, and those that are other letters in Danish. */
  private static final Pattern ACCENTS = Pattern.compile("[\\p{M}&&[^\u030A]]");

  /** Floors and doors in words; blank for words that add nothing. */
  private static final Map<String, String> AFTER_THE_HOUSE =
      Map.ofEntries(
          Map.entry("stuen", "st"),
          Map.entry("stue", "st"),
          Map.entry("kælder", "kl"),
          Map.entry("kælderen", "kl"),
          Map.entry("kld", "kl"),
          Map.entry("venstre", "tv"),
          Map.entry("højre", "th"),
          Map.entry("midtfor", "mf"),
          Map.entry("midt", "mf"),
          Map.entry("for", ""),
          Map.entry("til", ""),
          Map.entry("sal", ""),
          Map.entry("etage", ""),
          Map.entry("dør", ""));

  /** What may follow the house number: a floor, a door, or both. */
  private static final Pattern IN_THE_HOUSE = Pattern.compile(" \\d.*|(st|kl|tv|th|mf).*");

  private DanishAddress() {}

  /**
   * What all spellings of an address, or of a part of it, have in common. Case, blanks and
   * punctuation do not matter, except between two numbers.
   */
  static String key(String written) {
    String text =
        Normalizer.normalize(written, Normalizer.Form.NFKC)
            .toUpperCase(Locale.ROOT)
            .toLowerCase(Locale.ROOT)
            .replace('ä', 'æ')
            .replace('ö', 'ø');
    text = ACCENTS.matcher(Normalizer.normalize(text, Normalizer.Form.NFD)).replaceAll("");
    text = Normalizer.normalize(text, Normalizer.Form.NFC);
    StringBuilder key = new StringBuilder();
    boolean afterNumber = false;
    Matcher parts = PART.matcher(text);
    while (parts.find()) {
      String part = parts.group();
      if (Character.isDigit(part.charAt(0))) {
        boolean adjacent = !key.isEmpty() && Character.isDigit(key.charAt(key.length() - 1));
        key.append(adjacent ? " " : "").append(part.replaceFirst("^0+(?=\\d)", ""));
        afterNumber = true;
      } else if (Character.isLetter(part.charAt(0))) {
        key.append(afterNumber ? AFTER_THE_HOUSE.getOrDefault(part, part) : part);
      } else {
        key.append('-');
      }
    }
    return key.toString().replace("aa", "å");
  }

  /** Whether an address is in a house: the house itself, or with a floor or a door. */
  static boolean isIn(String houseKey, String addressKey) {
    return addressKey.equals(houseKey)
        || (addressKey.startsWith(houseKey)
            && IN_THE_HOUSE.matcher(addressKey.substring(houseKey.length())).matches());
  }
}
