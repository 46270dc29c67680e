package orderimport.problem;

import java.util.Collection;

/** Parts of texts. */
public enum Phrase implements TextKey {
  VERBATIM,
  SENTENCE,
  SENTENCES,
  COMMA,
  AND,
  ROW,
  CELL,
  OF_SHEET,
  THE_ROW,
  THE_ROW_OF_SHEET,
  THE_ORDER,
  THIS_ROW,
  ENTRY,
  DEFAULT_VALUE,
  ADD_COLUMN,
  DID_YOU_MEAN,
  DID_YOU_MEAN_TWO,
  DID_YOU_MEAN_THREE,
  ONLY_HEADING,
  NEAR_ORDER_REF,
  LIKE_HEADINGS,
  THE_FILE,
  THE_FILE_AFTER,
  THE_SHEET,
  THE_SHEET_AFTER,
  FORMAT_XLSX,
  FORMAT_XLS,
  FORMAT_CSV,
  TAB,
  BLANK,
  WORD_IN;

  /**
   * All of these, joined by "and".
   *
   * @param all at least one
   */
  public static Text and(Collection<String> all) {
    return all.stream().map(Text::verbatim).reduce(AND::text).orElseThrow();
  }

  /**
   * All of these, separated by commas.
   *
   * @param all at least one
   */
  public static Text list(Collection<Text> all) {
    return all.stream().reduce(COMMA::text).orElseThrow();
  }
}
