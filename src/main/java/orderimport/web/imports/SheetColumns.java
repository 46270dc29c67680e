package orderimport.web.imports;

import java.util.List;
import orderimport.heading.HeadingInterpretation.Kind;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a sheet, and how they are read.
 *
 * @param position of the sheet, from 0
 * @param headingRow the number of the header row; null if the sheet was skipped
 * @param signature of its headings
 * @param carriers of its rows; all if they are not known
 * @param more the number of further columns, which are not shown
 * @param fields that a user can choose for a column
 * @param rememberedFrom the file for which the user chose what is applied to this one; null if
 *     nothing is, or it was chosen for this file
 * @param forgettable whether the user's choices are remembered for the next upload
 */
record SheetColumns(
    int position,
    String name,
    @Nullable Integer headingRow,
    String signature,
    List<String> carriers,
    List<ColumnView> columns,
    int more,
    List<FieldOption> fields,
    @Nullable String rememberedFrom,
    boolean forgettable) {

  /**
   * A field that a user can choose.
   *
   * @param label in the user's language, then the path in brackets
   */
  record FieldOption(String path, String label, String description) {
    /** What the user finds it by, and the form sends. */
    public String text() {
      return "%s (%s)".formatted(label, path);
    }
  }

  /**
   * A value of a column that takes certain values only.
   *
   * @param text as in the file
   * @param count how often it is in the file, as far as problems or notices say so
   * @param chosen the value that counts in its place; empty if it is not recognized
   */
  record ValueView(String text, long count, String chosen) {}

  /**
   * A column.
   *
   * @param column from 0
   * @param heading as in the file; null without one
   * @param field that it fills; null if it fills none. Of several carriers the first one's
   * @param path of that field, or of the fields if the carriers differ
   * @param chosen whether the user chose the meaning
   * @param suggested a field with a similar heading; null if there is none
   * @param values those that are not recognized, and those for which another one counts
   * @param allowed the values that the column takes; empty if it takes any
   */
  record ColumnView(
      int column,
      String letters,
      @Nullable String heading,
      List<String> samples,
      Kind kind,
      @Nullable FieldOption field,
      String path,
      boolean chosen,
      @Nullable FieldOption suggested,
      List<ValueView> values,
      List<String> allowed) {

    public boolean isOpen() {
      return kind == Kind.UNKNOWN && heading != null;
    }

    /** Whether only other carriers than those of the sheet have the field. */
    public boolean isForeign() {
      return kind == Kind.FIELD && path.isEmpty();
    }

    /** Whether its meaning, or that of its values, is not known. */
    public boolean needsUser() {
      return isOpen() || isForeign() || openValues() > 0;
    }

    /** The number of values that are not recognized. */
    public long openValues() {
      return values.stream().filter(value -> value.chosen().isEmpty()).count();
    }
  }

  /** The columns that a user has to match, or to leave as they are. */
  public List<ColumnView> toMatch() {
    return columns.stream().filter(ColumnView::needsUser).toList();
  }

  /** The other columns. */
  public List<ColumnView> recognised() {
    return columns.stream().filter(column -> !column.needsUser()).toList();
  }

  /** The number of headings that are unknown, so that their columns are ignored. */
  public long unknown() {
    return columns.stream().filter(ColumnView::isOpen).count();
  }

  /** The number of values that are not recognized. */
  public long openValues() {
    return columns.stream().mapToLong(ColumnView::openValues).sum();
  }

  /** The number of columns whose meaning or values the user chose. */
  public long matched() {
    return columns.stream()
        .filter(
            column ->
                column.chosen()
                    || column.values().stream().anyMatch(value -> !value.chosen().isEmpty()))
        .count();
  }

  /** Whether the sheet has a header row without a heading for {@code order_ref}. */
  public boolean unnamed() {
    return headingRow != null
        && columns.stream().noneMatch(column -> column.kind() == Kind.ORDER_REF);
  }
}
