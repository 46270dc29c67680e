package orderimport.placement;

/**
 * Prepares text from a carrier for storage: PostgreSQL does not accept NUL, and the ledger should
 * not store megabytes.
 */
public final class StoredText {

  /** The longest text that is stored, in characters. */
  public static final int LONGEST = 4_000;

  private StoredText() {}

  static String of(String text) {
    return of(text, LONGEST);
  }

  /**
   * Shortens a text and replaces the characters that the database cannot store.
   *
   * @param longest in characters, including the … that replaces the rest
   */
  public static String of(String text, int longest) {
    int end = Math.min(text.length(), longest);
    StringBuilder stored = new StringBuilder(end + 1);
    for (int at = 0; at < end; ) {
      int character = text.codePointAt(at);
      at += Character.charCount(character);
      boolean storable =
          character != 0
              && Character.getType(character) != Character.SURROGATE
              && stored.length() + Character.charCount(character) <= longest;
      stored.appendCodePoint(storable ? character : '\uFFFD');
    }
    if (text.length() > longest) {
      stored.setLength(longest - 1);
      stored.append('…');
    }
    return stored.toString();
  }
}
