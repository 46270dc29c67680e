package orderimport.placement.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import orderimport.placement.SettableClock;
import org.apache.hc.core5.http.message.BasicHttpResponse;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {

  private final SettableClock clock = new SettableClock();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | PT0S",
        "120 | PT2M",
        "' 5 ' | PT5S",
        "999999999999999 | PT8760H",
        "Sun, 01 Mar 2026 12:00:30 GMT | PT30S",
        "Sunday, 01-Mar-26 12:00:30 GMT | PT30S",
        "Sun, 01 Mar 2026 11:00:00 GMT | PT0S",
        "Mon, 01 Mar 2399 12:00:00 GMT | PT8760H",
      })
  void seconds_and_dates_are_parsed(String value, Duration pause) {
    assertThat(pause(value)).isEqualTo(pause);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "-1", "1e9", "99999999999999999999", "Sun, 99 Foo 2026"})
  void an_invalid_value_means_no_pause(String value) {
    assertThat(pause(value)).isNull();
  }

  @Test
  void a_date_is_relative_to_the_servers_clock() {
    BasicHttpResponse head = new BasicHttpResponse(503);
    head.addHeader("Date", "Sun, 01 Mar 2026 13:00:00 GMT");
    head.addHeader("Retry-After", "Sun, 01 Mar 2026 13:00:10 GMT");
    assertThat(ResponseHeaders.retryAfter(head, clock)).isEqualTo(Duration.ofSeconds(10));
  }

  private @Nullable Duration pause(String value) {
    BasicHttpResponse head = new BasicHttpResponse(503);
    head.addHeader("Retry-After", value);
    return ResponseHeaders.retryAfter(head, clock);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | PT0S",
        "60 | PT1M",
        "' 2.5 ' | PT2S",
        "31536000 | PT8760H",
        "1772366430 | PT30S",
        "1772366430.25 | PT30S",
        "1772366430000 | PT30S",
        "1772366000 | PT0S",
        "9999999999 | PT8760H",
      })
  void a_rate_limit_reset_is_in_seconds_or_a_time(String value, Duration pause) {
    assertThat(limitReset(value)).isEqualTo(pause);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "-1", "31536001", "999999999", "1e9", "9999999999999999"})
  void an_invalid_reset_is_ignored(String value) {
    assertThat(limitReset(value)).isNull();
  }

  @Test
  void a_reset_time_is_relative_to_the_servers_clock() {
    BasicHttpResponse head = new BasicHttpResponse(429);
    head.addHeader("Date", "Sun, 01 Mar 2026 13:00:00 GMT");
    head.addHeader("x-ratelimit-reset", "1772370010");
    assertThat(ResponseHeaders.limitReset(head, clock)).isEqualTo(Duration.ofSeconds(10));
  }

  private @Nullable Duration limitReset(String value) {
    BasicHttpResponse head = new BasicHttpResponse(429);
    head.addHeader("X-RateLimit-Reset", value);
    return ResponseHeaders.limitReset(head, clock);
  }
}
