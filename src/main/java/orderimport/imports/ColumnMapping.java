package orderimport.imports;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a user chose for a column of a sheet.
 *
 * @param meaning the heading to use in place of the file's, such as {@code address.zip}; {@link
 *     #IGNORED} ignores the column; null keeps the file's heading
 * @param values the values to use in place of those in the file; the keys are as {@link #key}
 *     returns them
 */
public record ColumnMapping(
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String meaning,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> values) {
  /** The meaning of a column that is ignored. */
  public static final String IGNORED = "_";

  // In the order of the keys, as options are compared by their text.
  public ColumnMapping {
    values =
        Collections.unmodifiableMap(new TreeMap<>(Objects.requireNonNullElse(values, Map.of())));
  }

  /** The same for all spellings of a value that differ in case and blanks only. */
  public static String key(String value) {
    return value.replaceAll("[\\s\\p{Z}]+", " ").strip().toLowerCase(Locale.ROOT);
  }

  public boolean ignored() {
    return IGNORED.equals(meaning);
  }

  boolean isEmpty() {
    return meaning == null && values.isEmpty();
  }
}
