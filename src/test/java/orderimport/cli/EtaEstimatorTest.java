package orderimport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class EtaEstimatorTest {
  private static final Duration START = Duration.ofHours(5);

  private final EtaEstimator left = new EtaEstimator();

  @Test
  void aRateLimitTellsItFromTheBeginning() {
    left.placing("granite", 400, Duration.ofMinutes(6), START);

    assertThat(left.text(START)).isEqualTo("about 6 min left");
    assertThat(left.text(START.plusSeconds(90))).isEqualTo("about 5 min left");
    assertThat(left.text(START.plusSeconds(325))).isEqualTo("about 40 s left");
  }

  @Test
  void withoutALimitItFollowsFromWhatWasDone() {
    left.placing("telecomx", 100, Duration.ZERO, START);
    assertThat(left.text(START.plusSeconds(1))).isEmpty();

    for (int i = 0; i < 10; i++) {
      left.placed("telecomx");
    }

    assertThat(left.text(START.plusSeconds(20))).isEqualTo("about 3 min left");
  }

  @Test
  void theSlowestCarrierCounts() {
    left.placing("telecomx", 1, Duration.ZERO, START);
    left.placing("granite", 12_000, Duration.ofMinutes(199), START);

    assertThat(left.text(START)).isEqualTo("about 3 h 19 min left");
  }

  @Test
  void secondsAreNotTold() {
    left.placing("granite", 60, Duration.ZERO, START);

    assertThat(left.text(START)).isEmpty();
  }
}
