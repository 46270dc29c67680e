package orderimport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import orderimport.problem.Text;
import orderimport.problem.TextRenderer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EtaEstimatorTest {
  private static final Duration START = Duration.ofHours(5);

  private final EtaEstimator estimator = new EtaEstimator();

  private @Nullable String text(Duration now) {
    Text text = estimator.text(now);
    return text == null ? null : TextRenderer.ENGLISH.render(text);
  }

  @Test
  void a_rate_limit_gives_an_estimate_from_the_start() {
    estimator.placing("granite", 400, Duration.ofMinutes(6), START);

    assertThat(text(START)).isEqualTo("about 6 min left");
    assertThat(text(START.plusSeconds(90))).isEqualTo("about 5 min left");
    assertThat(text(START.plusSeconds(325))).isEqualTo("about 40 s left");
  }

  @Test
  void without_a_limit_the_estimate_follows_past_throughput() {
    estimator.placing("telecomx", 100, Duration.ZERO, START);
    assertThat(text(START.plusSeconds(1))).isNull();

    for (int i = 0; i < 10; i++) {
      estimator.placed("telecomx");
    }

    assertThat(text(START.plusSeconds(20))).isEqualTo("about 3 min left");
  }

  @Test
  void the_slowest_carrier_determines_the_estimate() {
    estimator.placing("telecomx", 1, Duration.ZERO, START);
    estimator.placing("granite", 12_000, Duration.ofMinutes(199), START);

    assertThat(text(START)).isEqualTo("about 3 h 19 min left");
  }

  @Test
  void a_short_wait_has_no_estimate() {
    estimator.placing("granite", 60, Duration.ZERO, START);

    assertThat(text(START)).isNull();
  }
}
