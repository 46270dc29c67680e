package orderimport.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How long a request counts towards a limit whose carrier counts requests when they arrive. */
class CountedAtArrivalTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final RateLimitWindow AT_ARRIVAL =
      new RateLimitWindow(1, MINUTE, MINUTE.plusSeconds(45), Duration.ofSeconds(2));
  private static final RateLimitWindow AT_RESPONSE =
      new RateLimitWindow(1, MINUTE, MINUTE.plusSeconds(45), null);

  private final AtomicLong nanos = new AtomicLong();
  private final LocalRateLimitWindow window = new LocalRateLimitWindow(nanos::get);

  private void pass(long seconds) {
    nanos.addAndGet(Duration.ofSeconds(seconds).toNanos());
  }

  @ParameterizedTest
  @CsvSource({"0, 60", "1, 60", "2, 60", "3, 59", "30, 32", "62, 0", "90, 0"})
  void it_counts_from_its_latest_arrival(long response, long rest) {
    LocalRateLimitWindow.Entry entry = window.tryAcquire("granite", AT_ARRIVAL).orElseThrow();
    pass(5);
    entry.sent();
    pass(response);
    assertThat(entry.rest()).isEqualTo(Duration.ofSeconds(rest));
    entry.free(true);
    assertThat(window.untilNext("granite", AT_ARRIVAL)).isEqualTo(Duration.ofSeconds(rest));
  }

  @Test
  void without_the_promise_it_counts_from_its_response() {
    LocalRateLimitWindow.Entry entry = window.tryAcquire("granite", AT_RESPONSE).orElseThrow();
    entry.sent();
    pass(30);
    assertThat(entry.rest()).isEqualTo(MINUTE);
  }

  @Test
  void a_request_that_was_not_sent_does_not_count() {
    LocalRateLimitWindow.Entry entry = window.tryAcquire("granite", AT_ARRIVAL).orElseThrow();
    entry.free(false);
    assertThat(window.tryAcquire("granite", AT_ARRIVAL)).isPresent();
  }
}
