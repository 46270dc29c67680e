package orderimport.placement;

/** Text from a carrier, made fit to be kept: PostgreSQL takes no NUL, a ledger no megabytes. */
final class StoredText {

  /** The longest text that is kept, in characters. */
  static final int LONGEST = 4_000;

  private StoredText() {}

  static String of(String text) {
    return of(text, LONGEST);
  }

  /**
   * @param longest in characters, the … included that stands for what is cut off
   */
  static String of(String text, int longest) {
    int end = Math.min(text.length(), longest);
    StringBuilder kept = new StringBuilder(end + 1);
    for (int at = 0; at < end; ) {
      int character = text.codePointAt(at);
      at += Character.charCount(character);
      boolean storable =
          character != 0
              && Character.getType(character) != Character.SURROGATE
              && kept.length() + Character.charCount(character) <= longest;
      kept.appendCodePoint(storable ? character : '\uFFFD');
    }
    if (text.length() > longest) {
      kept.setLength(longest - 1);
      kept.append('…');
    }
    return kept.toString();
  }
}
