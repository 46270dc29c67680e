package orderimport.placement;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hc.client5.http.utils.DateUtils;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.MessageHeaders;
import org.apache.hc.core5.http.message.MessageSupport;
import org.apache.hc.core5.util.TimeValue;
import org.jspecify.annotations.Nullable;

/** What an answer's headers say. */
final class ResponseHeaders {

  private static final Duration YEAR = Duration.ofDays(365);
  private static final Pattern SECONDS = Pattern.compile("\\d{1,15}");
  private static final Pattern NUMBER = Pattern.compile("(\\d{1,15})(?:\\.\\d*)?");

  /** September 2001, in seconds: a number below it is no time. */
  private static final long EARLIEST_TIME = 1_000_000_000;

  private static final Pattern TIMEOUT =
      Pattern.compile("timeout\\s*=\\s*(\\d{1,9})", Pattern.CASE_INSENSITIVE);

  private ResponseHeaders() {}

  /**
   * The pause that {@code Retry-After} asks for, from zero to a year; null if there is none to be
   * understood. A date is measured by the server's own clock where it tells it.
   */
  static @Nullable Duration retryAfter(MessageHeaders head, Clock clock) {
    String value = text(head, HttpHeaders.RETRY_AFTER);
    if (value == null) {
      return null;
    }
    if (SECONDS.matcher(value).matches()) {
      return within(Duration.ofSeconds(Long.parseLong(value)));
    }
    Instant date = DateUtils.parseStandardDate(value);
    if (date == null) {
      return null;
    }
    return within(Duration.between(serverNow(head, clock), date));
  }

  /**
   * How long until the server's rate limit allows more requests, by {@code X-RateLimit-Reset}, from
   * zero to a year; null if it cannot be understood. The header has no standard: a small number is
   * seconds from now, a large one a time, in seconds or milliseconds since 1970.
   */
  static @Nullable Duration limitReset(MessageHeaders head, Clock clock) {
    String value = text(head, "X-RateLimit-Reset");
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
    return within(Duration.between(serverNow(head, clock), time));
  }

  private static Instant serverNow(MessageHeaders head, Clock clock) {
    String serverTime = text(head, HttpHeaders.DATE);
    Instant serverNow = serverTime == null ? null : DateUtils.parseStandardDate(serverTime);
    return serverNow == null ? clock.instant() : serverNow;
  }

  /** Where it points to; null if nowhere. */
  static @Nullable URI location(MessageHeaders head) {
    String value = text(head, HttpHeaders.LOCATION);
    try {
      return value == null ? null : URI.create(value);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** How long the connection may be idle before its next request. */
  static TimeValue keepAlive(HttpResponse head, TimeValue longest) {
    var stated = new long[] {longest.toSeconds()};
    MessageSupport.parseTokens(
        head,
        HttpHeaders.KEEP_ALIVE,
        token -> {
          var matcher = TIMEOUT.matcher(token);
          if (matcher.matches()) {
            stated[0] = Math.min(stated[0], Long.parseLong(matcher.group(1)) - 1);
          }
        });
    return stated[0] > 0 ? TimeValue.ofSeconds(stated[0]) : TimeValue.ofMilliseconds(1);
  }

  static @Nullable String text(MessageHeaders head, String name) {
    Header header = head.getFirstHeader(name);
    String value = header == null ? null : header.getValue();
    return value == null || value.isBlank() ? null : value.strip();
  }

  private static Duration within(Duration duration) {
    return duration.isNegative() ? Duration.ZERO : duration.compareTo(YEAR) > 0 ? YEAR : duration;
  }
}
