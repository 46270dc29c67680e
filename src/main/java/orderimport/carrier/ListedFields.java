package orderimport.carrier;

import java.math.BigDecimal;
import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads and compares the values of a carrier's list, where formats vary. */
public final class ListedFields {

  /** A time with a zone; the fraction's digits give the precision. */
  private static final Pattern TIME =
      Pattern.compile(
          "(\\d{4}-\\d{2}-\\d{2})[T ](\\d{2}:\\d{2}(?::\\d{2})?)(?:[.,](\\d{1,9}))?\\s?(Z|z|[+-]\\d{2}:?\\d{2})");

  private ListedFields() {}

  /** The first of these fields that has a text or a whole number, as text; null if none has. */
  public static @Nullable String text(JsonNode entry, String... fields) {
    for (String field : fields) {
      JsonNode value = entry.path(field);
      String text = value.isString() || value.isIntegralNumber() ? value.asString().strip() : "";
      if (!text.isEmpty()) {
        return text;
      }
    }
    return null;
  }

  /**
   * The latest time that a text can mean, by its precision: the last nanosecond of its second if it
   * has whole seconds. Null if it is not an ISO 8601 time with a time zone.
   */
  public static @Nullable Instant latest(@Nullable String text) {
    Matcher time = TIME.matcher(text == null ? "" : text);
    Instant start = time.matches() ? start(time) : null;
    if (start == null) {
      return null;
    }
    String fraction = time.group(3);
    Duration precision =
        fraction != null
            ? Duration.ofNanos(BigDecimal.TEN.pow(9 - fraction.length()).longValueExact())
            : time.group(2).length() == 5 ? Duration.ofMinutes(1) : Duration.ofSeconds(1);
    return start.plus(precision).minusNanos(1);
  }

  /** The time that a text states; null if it is not an ISO 8601 time with a time zone. */
  public static @Nullable Instant time(@Nullable String text) {
    Matcher time = TIME.matcher(text == null ? "" : text);
    return time.matches() ? start(time) : null;
  }

  private static @Nullable Instant start(Matcher time) {
    String zone = time.group(4).toUpperCase(Locale.ROOT);
    String fraction = time.group(3);
    try {
      return OffsetDateTime.parse(
              "%sT%s%s%s"
                  .formatted(
                      time.group(1),
                      time.group(2),
                      fraction == null ? "" : "." + fraction,
                      zone.length() == 5 ? zone.substring(0, 3) + ":" + zone.substring(3) : zone),
              DateTimeFormatter.ISO_OFFSET_DATE_TIME)
          .toInstant();
    } catch (DateTimeException e) {
      return null;
    }
  }

  /**
   * Whether two values are the same, whatever their JSON types: numbers by their value, times by
   * the instant, texts without regard to case, blanks and Unicode composition.
   */
  public static boolean same(JsonNode sent, JsonNode listed) {
    if (sent.isContainer() || listed.isContainer()) {
      return sent.equals(listed);
    }
    String one = sent.asString("");
    String other = listed.asString("");
    if (sent.isNumber() || listed.isNumber()) {
      BigDecimal oneNumber = number(one);
      BigDecimal otherNumber = number(other);
      return oneNumber != null && otherNumber != null && oneNumber.compareTo(otherNumber) == 0;
    }
    Instant oneTime = latest(one);
    Instant otherTime = latest(other);
    return oneTime != null && otherTime != null
        ? Duration.between(oneTime, otherTime).abs().compareTo(Duration.ofSeconds(1)) < 0
        : folded(one).equals(folded(other));
  }

  private static @Nullable BigDecimal number(String text) {
    try {
      return new BigDecimal(text.strip());
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static String folded(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFC)
        .toUpperCase(Locale.ROOT)
        .toLowerCase(Locale.ROOT)
        .replaceAll("[\\p{Z}\\s]+", " ")
        .strip();
  }
}
