package orderimport.carrier;

import java.util.Collection;

/** The unit of a number, and the words of headings that name it or another one. */
public enum Unit {
  /** Not known: headings can name any. */
  NONE("", ""),
  MONTHS(
      "month months mo mos mth mths måned måneder måneders mnd mnder mdr md",
      "year years yr yrs år aar week weeks wk wks uke uker uge uger day days dag dager dage døgn"
          + " quarter quarters kvartal kvartaler hour hours timer"),
  /** The currency itself, not its hundredths. */
  MONEY(
      "kr kroner krone nok dkk sek eur euro euros usd dollar dollars gbp $ € £",
      "øre öre ører cent cents ct pence penny");

  /** Words that turn the meaning of a unit next to them around or add it: {@code uten øre}. */
  private static final String QUALIFYING =
      spaced("without uten uden not ikke no ingen excl ekskl eksl incl inkl with med and og");

  private final String own;
  private final String others;

  Unit(String own, String others) {
    this.own = spaced(own);
    this.others = spaced(others);
  }

  private static String spaced(String words) {
    return " " + words + " ";
  }

  private static boolean has(String words, String word) {
    return words.contains(spaced(word));
  }

  /** Whether words in lower case name another unit, and not this one. */
  public boolean isContradictedBy(Collection<String> words) {
    return words.stream().anyMatch(word -> has(others, word))
        && words.stream().noneMatch(word -> has(own, word) || has(QUALIFYING, word));
  }

  /** Whether a word in lower case names this unit or another one of the same kind. */
  public boolean isNamedBy(String word) {
    return has(own, word) || has(others, word);
  }
}
