package orderimport.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An order is asked for the more seldom, the older it is. */
class PollingScheduleTest {
  private static final Instant NOW = Instant.parse("2026-11-27T10:03:00Z");

  @ParameterizedTest
  @CsvSource({
    "PT0S,2026-11-27T10:10:00Z",
    "PT-5M,2026-11-27T10:10:00Z",
    "PT59M,2026-11-27T10:10:00Z",
    "PT1H,2026-11-27T10:30:00Z",
    "PT24H,2026-11-27T12:00:00Z",
    "P7D,2026-11-27T12:00:00Z",
    "P30D,2026-11-28T00:00:00Z",
    "P900D,2026-11-28T00:00:00Z"
  })
  void the_interval_grows_with_the_age(Duration age, Instant next) {
    assertThat(PollingSchedule.next(NOW.minus(age), NOW)).isEqualTo(next);
  }

  @Test
  void orders_of_one_import_are_due_together() {
    assertThat(PollingSchedule.next(NOW, NOW))
        .isEqualTo(PollingSchedule.next(NOW, NOW.plusSeconds(400)))
        .isAfter(NOW.plusSeconds(400));
  }
}
