package orderimport.carrier.telecomx;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import orderimport.carrier.OrderTracking.OrderState;
import orderimport.carrier.OrderTracking.TrackedOrder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** The state of the account that an offer was ordered as. */
class TelecomXAccountTrackingTest {
  private static final TelecomXAccountTracking TRACKING = new TelecomXAccountTracking();
  private static final TrackedOrder ORDER =
      new TrackedOrder("ac01", null, JsonMapper.shared().readTree("{}"), Instant.EPOCH);

  @ParameterizedTest
  @CsvSource({
    "ORDERED,false,2026-11-20T12:00:00Z",
    "CONFIRMED,false,",
    "ACTIVE,true,",
    "Cancelled,true,",
    "SUSPENDED,false,"
  })
  void only_documented_states_are_final(String state, boolean isFinal, @Nullable String since) {
    OrderState read =
        TRACKING
            .read(
                ORDER,
                """
                {"_id":"AC01","state":"%s","orderDate":"2026-11-20T12:00:00.000Z","circuit":"C-17",
                 "product":{"_id":"p1","name":"Fiber 100"},"startDate":null}
                """
                    .formatted(state),
                Instant.EPOCH)
            .orElseThrow();

    assertThat(read.status()).isEqualTo(state);
    assertThat(read.isFinal()).isEqualTo(isFinal);
    assertThat(read.since()).isEqualTo(since == null ? null : Instant.parse(since));
    assertThat(read.details())
        .extracting(detail -> detail.name() + "=" + detail.value())
        .containsExactly("circuit=C-17", "product=Fiber 100", "orderDate=2026-11-20T12:00:00.000Z");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"_id\":\"ac01\"}",
        "{\"_id\":\"other\",\"state\":\"ACTIVE\"}",
        "[{\"_id\":\"ac01\",\"state\":\"ACTIVE\"}]",
        "{\"code\":404,\"message\":\"account\"}"
      })
  void a_response_that_is_not_about_the_account_states_nothing(String body) {
    assertThat(TRACKING.read(ORDER, body, Instant.EPOCH)).isEmpty();
  }

  @Test
  void an_account_is_asked_for_by_its_id() {
    assertThat(TRACKING.path(ORDER, "/internet/account")).contains("/internet/account/ac01");
  }
}
