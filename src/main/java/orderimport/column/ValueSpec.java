package orderimport.column;

import java.util.List;

/**
 * The form of a value in a request.
 *
 * @param type what it is
 * @param javaType of the record's component; of a list, of its entries
 * @param list whether one cell holds several, separated by {@code ,} or {@code ;}
 * @param allowed the allowed values as the carrier spells them, empty if any is allowed
 * @param fixedDigits how many digits a number cell gets back by leading zeros, 0 for none
 * @param lowerCase whether it is sent in lower case
 * @param code whether it is a code, which a spreadsheet may have taken for a date
 */
record ValueSpec(
    Type type,
    Class<?> javaType,
    boolean list,
    List<String> allowed,
    int fixedDigits,
    boolean lowerCase,
    boolean code) {

  /** What a value is. */
  enum Type {
    TEXT("text"),
    WHOLE_NUMBER("whole number"),
    DECIMAL("number"),
    /** A number that the carrier takes as text. */
    DECIMAL_TEXT("number"),
    YES_NO("yes or no"),
    TIME("date");

    private final String words;

    Type(String words) {
      this.words = words;
    }

    /** In plain words. */
    String description() {
      return words;
    }
  }
}
