package orderimport.spreadsheet.write;

import java.util.List;
import orderimport.spreadsheet.Cell;

/**
 * A column of a template.
 *
 * @param heading as the import reads it
 * @param kind of its cells
 * @param required whether the heading is styled as required
 * @param note the comment on the heading
 * @param allowed the values of the drop-down list; empty for none
 * @param example the value in the first row, in the form of {@link Cell#text}; empty for none
 */
public record TemplateColumn(
    String heading,
    Kind kind,
    boolean required,
    String note,
    List<String> allowed,
    String example) {

  /** The type of a column's cells. */
  public enum Kind {
    /** Kept as typed, including leading zeros. */
    TEXT("@"),
    NUMBER("General"),
    DATE("yyyy-mm-dd");

    final String format;

    Kind(String format) {
      this.format = format;
    }
  }

  public TemplateColumn {
    allowed = List.copyOf(allowed);
  }
}
