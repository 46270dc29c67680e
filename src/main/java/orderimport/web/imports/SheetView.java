package orderimport.web.imports;

import java.util.List;
import java.util.Map;
import orderimport.heading.HeadingInterpretation;
import orderimport.spreadsheet.Cell;
import org.jspecify.annotations.Nullable;

/**
 * A sheet and the interpretation of its headings.
 *
 * @param headingRow the number of the header row; null if the sheet was skipped
 */
record SheetView(String name, @Nullable Integer headingRow, List<HeadingView> headings) {

  /**
   * A heading.
   *
   * @param column letter of the column
   * @param text the heading as in the file
   * @param meaning the field it fills, or the fields if the carriers differ; empty if it is unknown
   * @param chosen whether a user chose the meaning
   * @param suggested the most similar known heading; empty if none is similar
   */
  record HeadingView(
      String column,
      String text,
      HeadingInterpretation.Kind kind,
      String meaning,
      boolean chosen,
      String suggested) {}

  static HeadingView of(
      HeadingInterpretation interpretation, Map<String, String> chosen, String suggested) {
    String meaning =
        String.join(", ", interpretation.paths().values().stream().distinct().toList());
    return new HeadingView(
        Cell.letters(interpretation.column()),
        interpretation.text(),
        interpretation.kind(),
        meaning,
        chosen.containsKey(interpretation.text()),
        suggested);
  }

  public long unknown() {
    return open().size();
  }

  /** Whether the sheet has a header row without a heading for {@code order_ref}. */
  public boolean unnamed() {
    return headingRow != null
        && headings.stream()
            .noneMatch(heading -> heading.kind() == HeadingInterpretation.Kind.ORDER_REF);
  }

  /** The unknown headings, whose columns are ignored. */
  public List<HeadingView> open() {
    return headings.stream()
        .filter(heading -> heading.kind() == HeadingInterpretation.Kind.UNKNOWN)
        .toList();
  }

  /** The headings with a valid meaning that a user chose. */
  public List<HeadingView> matched() {
    return headings.stream()
        .filter(heading -> heading.kind() != HeadingInterpretation.Kind.UNKNOWN && heading.chosen())
        .toList();
  }
}
