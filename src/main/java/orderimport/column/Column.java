package orderimport.column;

import java.util.List;
import orderimport.carrier.FieldDoc;

/**
 * A column that a carrier's sheet can have.
 *
 * @param path its heading as the carrier spells the field; {@code [KEY]} stands for any key
 * @param type of its values, in plain words
 * @param required whether an order always needs it
 * @param requiredWith the path of the optional object or list that needs it where any of its cells
 *     is filled in; empty if there is none
 * @param allowed the allowed values, empty if any is allowed
 * @param description what it means, in plain words
 * @param example a value as a person would type it, empty for none
 * @param textFormat whether its cells should be formatted as text, since leading zeros matter
 * @param headings other headings that name it, as {@code columns.yml} spells them
 */
public record Column(
    String path,
    String type,
    boolean required,
    String requiredWith,
    List<String> allowed,
    String description,
    String example,
    boolean textFormat,
    List<String> headings) {

  static Column of(
      String path,
      ValueSpec form,
      boolean required,
      String requiredWith,
      FieldDoc fieldDoc,
      List<String> headings) {
    return new Column(
        path,
        form.list() ? "list of " + form.type().description() : form.type().description(),
        required,
        requiredWith,
        form.allowed(),
        fieldDoc.value(),
        fieldDoc.example(),
        form.type() == ValueSpec.Type.TEXT || form.type() == ValueSpec.Type.DECIMAL_TEXT,
        headings);
  }
}
