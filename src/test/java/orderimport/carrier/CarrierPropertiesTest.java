package orderimport.carrier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import orderimport.carrier.CarrierProperties.RateLimit;
import orderimport.carrier.CarrierProperties.RateLimit.Counts;
import orderimport.placement.TestSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CarrierPropertiesTest {

  private static CarrierProperties bind(String settings) {
    return TestSettings.bind(
        Stream.of(settings.split(" "))
            .map(each -> each.split("=", 2))
            .collect(Collectors.toMap(each -> each[0], each -> each[1])));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "headers.Content-Type=x | Content-Type",
        "headers.authorization=x | authorization",
        "headers.host=x | host",
        "headers[X(Y]=x | X(Y",
        "headers.X-Key=ä | X-Key",
        "headers.X-Token=x auth.type=bearer auth.present-as.header=X-Token | which auth sets",
        "headers.X-Key=x auth.type=header auth.header=x-key | which auth sets",
        "auth.type=basic auth.present-as.query=token | present-as is for",
        "auth.type=bearer auth.present-as.query=t auth.present-as.header=X-T | not both",
        "auth.type=bearer auth.present-as.query=a&b | name of a parameter",
        "auth.type=bearer auth.present-as.header=Content-Length | Content-Length",
        "auth.type=oauth2 auth.parameters[client_id]=x | client_id",
        "auth.type=login auth.login-path=auth | login-path",
        "base-url=https://x.example.com?a=b | present-as",
        "proxy.username=x | url must be",
        "proxy.url=https://proxy.example.com:3128 | url must be",
        "proxy.url=http://proxy.example.com/path | url must be",
        "rate-limit.requests=1 rate-limit.per=1s rate-limits[0].requests=1 rate-limits[0].per=1m"
            + " | not both",
        "rate-limits[0].requests=1 rate-limits[0].per=1m rate-limits[1].requests=2"
            + " rate-limits[1].per=60s | another per"
      })
  void an_invalid_setting_is_rejected_at_start(String settings, String problem) {
    assertThatThrownBy(() -> bind(settings))
        .rootCause()
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining(problem);
  }

  @ParameterizedTest
  @CsvSource({
    "base-url=https://user:canaryQx7@x.example.com",
    "base-url=ftp://user:canaryQx7@x.example.com",
    "proxy.url=http://user:canaryQx7@proxy.example.com",
    "headers.X-Key=canaryQx7ä"
  })
  void a_secret_in_an_invalid_setting_is_not_quoted(String settings) {
    assertThatThrownBy(() -> bind(settings))
        .rootCause()
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageNotContaining("Qx7");
  }

  @Test
  void several_limits_apply_together() {
    CarrierProperties settings =
        bind(
            "rate-limits[0].requests=10000 rate-limits[0].per=1d rate-limits[1].requests=60"
                + " rate-limits[1].per=1m rate-limits[1].counts=arrival");

    assertThat(settings.limits())
        .containsExactly(
            new RateLimit(60, Duration.ofMinutes(1), Counts.ARRIVAL),
            new RateLimit(10_000, Duration.ofDays(1), Counts.RESPONSE));
    assertThat(settings.atLeast(601)).isEqualTo(Duration.ofMinutes(10));
    assertThat(settings.atLeast(10_001)).isEqualTo(Duration.ofDays(1));
    assertThat(TestSettings.bind(Map.of()).atLeast(100)).isZero();
  }
}
