package orderimport.spreadsheet;

import java.util.List;

/**
 * A column of a workbook to fill in.
 *
 * @param heading as it is imported
 * @param kind of the cells below
 * @param required whether its heading shows that it has to be filled in
 * @param note on the heading
 * @param allowed the values of a drop-down list, empty for none
 * @param example in the first row, as {@link Cell#text} has it; empty for none
 */
public record TemplateColumn(
    String heading,
    Kind kind,
    boolean required,
    String note,
    List<String> allowed,
    String example) {

  /** What a column's cells hold. */
  public enum Kind {
    /** Kept as it is typed, leading zeros too. */
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
