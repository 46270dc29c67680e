package orderimport.heading;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import orderimport.carrier.FieldDoc;

/**
 * A column that a carrier's sheet can have.
 *
 * @param path its heading as the carrier spells the field; {@code [KEY]} stands for any key
 * @param type the type of its values, as shown to users
 * @param required whether every order needs it
 * @param requiredWith the path of the optional object or list that requires it once any of its
 *     cells is filled in; empty if absent
 * @param allowed the allowed values, empty if any value is allowed
 * @param description what it means, in one sentence without the full stop
 * @param example a value as a user would enter it, empty for none
 * @param textFormat whether its cells should be formatted as text, to keep leading zeros
 * @param headings its heading aliases, as {@code columns.yml} spells them
 */
public record Column(
    String path,
    String type,
    boolean required,
    @JsonProperty("required_with") String requiredWith,
    List<String> allowed,
    String description,
    String example,
    @JsonProperty("text_format") boolean textFormat,
    List<String> headings) {

  /** Whether its values are days or points in time. */
  public boolean takesDates() {
    return type.equals(ValueSpec.Type.DATE.description());
  }

  static Column of(
      String path,
      ValueSpec spec,
      boolean required,
      String requiredWith,
      FieldDoc fieldDoc,
      List<String> headings) {
    return new Column(
        path,
        spec.list() ? "list of " + spec.type().description() : spec.type().description(),
        required,
        requiredWith,
        spec.allowed(),
        fieldDoc.value(),
        fieldDoc.example(),
        spec.type() == ValueSpec.Type.TEXT || spec.type() == ValueSpec.Type.DECIMAL_TEXT,
        headings);
  }
}
