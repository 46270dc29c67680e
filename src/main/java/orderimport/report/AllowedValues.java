package orderimport.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What may stand under a heading. */
@FunctionalInterface
public interface AllowedValues {

  /** For headings of which nothing is known. */
  AllowedValues UNKNOWN = (carrier, heading) -> List.of();

  /**
   * The values that are allowed under a heading, for a drop-down list.
   *
   * @param carrier of the first row beneath, null if it has none
   * @param heading as the sheet spells it
   * @return empty if the values are not limited
   */
  List<String> of(@Nullable String carrier, String heading);
}
