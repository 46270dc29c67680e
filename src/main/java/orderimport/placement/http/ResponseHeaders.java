package orderimport.placement.http;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hc.client5.http.utils.DateUtils;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.MessageHeaders;
import org.jspecify.annotations.Nullable;

/** Reads a response's headers. */
final class ResponseHeaders {

  private static final Duration YEAR = Duration.ofDays(365);
  private static final Pattern SECONDS = Pattern.compile("\\d{1,15}");
  private static final Pattern NUMBER = Pattern.compile("(\\d{1,15})(?:\\.\\d*)?");

  /** September 2001, in seconds: a smaller number is not a time. */
  private static final long EARLIEST_TIME = 1_000_000_000;

  private ResponseHeaders() {}

  /**
   * The pause that {@code Retry-After} requests, from zero to a year; null if absent or invalid. A
   * date is compared with the server's {@code Date} if there is one.
   */
  static @Nullable Duration retryAfter(MessageHeaders headers, Clock clock) {
    String value = text(headers, HttpHeaders.RETRY_AFTER);
    if (value == null) {
      return null;
    }
    if (SECONDS.matcher(value).matches()) {
      return clamp(Duration.ofSeconds(Long.parseLong(value)));
    }
    Instant date = DateUtils.parseStandardDate(value);
    if (date == null) {
      return null;
    }
    return clamp(Duration.between(serverNow(headers, clock), date));
  }

  /**
   * The time until the server's rate limit allows more requests, by {@code X-RateLimit-Reset}, from
   * zero to a year; null if absent or invalid. The header is not standardized: a small number is in
   * seconds from now, a large number is a time in seconds or milliseconds since 1970.
   */
  static @Nullable Duration limitReset(MessageHeaders headers, Clock clock) {
    String value = text(headers, "X-RateLimit-Reset");
    Matcher number = value == null ? null : NUMBER.matcher(value);
    if (number == null || !number.matches()) {
      return null;
    }
    long reset = Long.parseLong(number.group(1));
    if (reset <= YEAR.toSeconds()) {
      return Duration.ofSeconds(reset);
    } else if (reset < EARLIEST_TIME) {
      return null;
    }
    Instant time =
        reset < EARLIEST_TIME * 1_000 ? Instant.ofEpochSecond(reset) : Instant.ofEpochMilli(reset);
    return clamp(Duration.between(serverNow(headers, clock), time));
  }

  private static Instant serverNow(MessageHeaders headers, Clock clock) {
    String serverTime = text(headers, HttpHeaders.DATE);
    Instant serverNow = serverTime == null ? null : DateUtils.parseStandardDate(serverTime);
    return serverNow == null ? clock.instant() : serverNow;
  }

  /** The redirect's target; null if absent or invalid. */
  static @Nullable URI location(MessageHeaders headers) {
    String value = text(headers, HttpHeaders.LOCATION);
    try {
      return value == null ? null : URI.create(value);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  static @Nullable String text(MessageHeaders headers, String name) {
    Header header = headers.getFirstHeader(name);
    String value = header == null ? null : header.getValue();
    return value == null || value.isBlank() ? null : value.strip();
  }

  private static Duration clamp(Duration duration) {
    return duration.isNegative() ? Duration.ZERO : duration.compareTo(YEAR) > 0 ? YEAR : duration;
  }
}
