package orderimport.web;

import java.util.List;
import java.util.Map;
import orderimport.column.HeadingInterpretation;
import orderimport.spreadsheet.Cell;
import org.jspecify.annotations.Nullable;

/**
 * A sheet and how its headings were understood.
 *
 * @param headingRow null if the sheet was passed over
 */
record SheetView(String name, @Nullable Integer headingRow, List<HeadingView> headings) {

  /**
   * A heading.
   *
   * @param column its letter
   * @param meaning the field it fills, or the fields if the carriers differ; empty without one
   * @param chosen whether a person chose the meaning
   * @param suggested what the person may have meant; empty without a near one
   */
  record HeadingView(
      String column,
      String text,
      HeadingInterpretation.Kind kind,
      String meaning,
      boolean chosen,
      String suggested) {}

  static HeadingView of(
      HeadingInterpretation reading, Map<String, String> chosen, String suggested) {
    String meaning = String.join(", ", reading.paths().values().stream().distinct().toList());
    return new HeadingView(
        Cell.letters(reading.column()),
        reading.text(),
        reading.kind(),
        meaning,
        chosen.containsKey(reading.text()),
        suggested);
  }

  public long unknown() {
    return open().size();
  }

  /** Whether none of the headings there are names the orders. */
  public boolean unnamed() {
    return headingRow != null
        && headings.stream()
            .noneMatch(heading -> heading.kind() == HeadingInterpretation.Kind.ORDER_REF);
  }

  /** Those that nobody knows, and whose columns are left out. */
  public List<HeadingView> open() {
    return headings.stream()
        .filter(heading -> heading.kind() == HeadingInterpretation.Kind.UNKNOWN)
        .toList();
  }

  /** Those whose meaning somebody has chosen, and that count. */
  public List<HeadingView> matched() {
    return headings.stream()
        .filter(heading -> heading.kind() != HeadingInterpretation.Kind.UNKNOWN && heading.chosen())
        .toList();
  }
}
