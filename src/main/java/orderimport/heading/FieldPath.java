package orderimport.heading;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A path from a request's root to a field: {@code order_items[1].location_id}, {@code
 * new_lines.configuration[3000075]}.
 */
public record FieldPath(List<Segment> segments) {

  /**
   * A name with an optional index or key in brackets.
   *
   * @param bracket the index or key as written, empty for {@code []}, null without brackets
   */
  public record Segment(String name, @Nullable String bracket) {}

  /** Parses a path of a heading, a validation error or a carrier; empty if it is not a path. */
  public static Optional<FieldPath> parse(String text) {
    List<Segment> segments = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      int nameEnd = at;
      while (nameEnd < text.length()
          && text.charAt(nameEnd) != '.'
          && text.charAt(nameEnd) != '[') {
        nameEnd++;
      }
      String name = text.substring(at, nameEnd).strip();
      if (name.isEmpty()) {
        return Optional.empty();
      }
      if (nameEnd == text.length() || text.charAt(nameEnd) == '.') {
        segments.add(new Segment(name, null));
        at = nameEnd + 1;
        continue;
      }
      int close = text.indexOf(']', nameEnd);
      if (close < 0 || close + 1 < text.length() && text.charAt(close + 1) != '.') {
        return Optional.empty();
      }
      segments.add(new Segment(name, CellText.strip(text.substring(nameEnd + 1, close))));
      at = close + 2;
    }
    return segments.isEmpty() ? Optional.empty() : Optional.of(new FieldPath(segments));
  }
}
