package orderimport.heading;

import java.util.List;
import java.util.Objects;

/**
 * The type of a value in a request and how to parse it.
 *
 * @param type the kind of value
 * @param javaType of the record's component; of a list, of its entries
 * @param list whether one cell holds several, separated by {@code ,} or {@code ;}
 * @param allowed the allowed values as the carrier spells them, empty if any is allowed; of an
 *     enum, one for each constant, in their order
 * @param fixedDigits the number of digits to which leading zeros are restored, 0 for none
 * @param lowerCase whether it is sent in lower case
 * @param code whether it is a code or a telephone number, which a program may have converted to a
 *     date or a decimal number
 */
public record ValueSpec(
    Type type,
    Class<?> javaType,
    boolean list,
    List<String> allowed,
    int fixedDigits,
    boolean lowerCase,
    boolean code) {
  private static final List<String> YES_NO = List.of("yes", "no");

  /** The values of which a user has to take one; empty if any other value may be meant, too. */
  public List<String> choices() {
    return type == Type.YES_NO ? YES_NO : allowed;
  }

  /** The constant of an enum that is sent as this text, one of {@link #allowed}. */
  public Object constant(String text) {
    return Objects.requireNonNull(javaType.getEnumConstants())[allowed.indexOf(text)];
  }

  /** The kind of a value. */
  public enum Type {
    TEXT("text"),
    WHOLE_NUMBER("whole number"),
    DECIMAL("number"),
    /** A number that the carrier accepts as text. */
    DECIMAL_TEXT("number"),
    YES_NO("yes or no"),
    /** A day without a time. */
    DATE("date"),
    /** A point in time; a day is its midnight in the carrier's time zone. */
    TIME("date");

    private final String words;

    Type(String words) {
      this.words = words;
    }

    /** The type as shown to users. */
    String description() {
      return words;
    }
  }
}
