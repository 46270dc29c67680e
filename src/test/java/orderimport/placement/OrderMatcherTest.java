package orderimport.placement;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import orderimport.carrier.Carriers;
import orderimport.carrier.OrderLookup;
import orderimport.order.LookupEvidence.Outcome;
import orderimport.placement.OrderMatcher.Verdict;
import orderimport.problem.English;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** Each rule by which an order in doubt is recognized, with a case that only this rule rejects. */
class OrderMatcherTest {
  private static final OrderLookup LOOKUP =
      Carriers.registered().get("granite").lookup().orElseThrow();
  private static final String ENTRY =
      """
      {"id":"7c9e6679","order_name":"A-1","status":"submitted",\
      "created_at":"2026-11-27T00:10:00Z","requester":"Ann Lee"}\
      """;

  private static Verdict judge(String... entries) {
    OrderMatcher matcher =
        new OrderMatcher(
            LOOKUP,
            "granite",
            "A-1",
            JsonMapper.shared().readTree("{\"order_name\":\"A-1\",\"requester\":\"Ann Lee\"}"),
            Instant.parse("2026-11-27T00:10:00.5Z"));
    return matcher.judge(
        Arrays.stream(entries)
            .flatMap(
                entry ->
                    LOOKUP
                        .readPage(
                            LOOKUP.firstPage(new java.util.TreeMap<>(), Instant.EPOCH),
                            "[" + entry + "]")
                        .orders()
                        .stream())
            .toList());
  }

  @Test
  void the_only_order_that_fits_is_found() {
    Verdict verdict =
        judge(
            "{\"id\":\"x\",\"order_name\":\"A-2\"}", ENTRY, "{\"id\":\"y\",\"order_name\":\"A\"}");

    assertThat(verdict.outcome()).isEqualTo(Outcome.FOUND);
    assertThat(verdict.match()).extracting("carrierOrderId").isEqualTo("7c9e6679");
    assertThat(verdict.entries()).isEqualTo("[" + ENTRY + "]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"A-1\" | \"A-10\" | NOT_FOUND | none of the 1 orders that granite lists has the reference A-1",
        "\"order_name\":\"A-1\", | '' | NOT_FOUND | 1 of them state no reference",
        "Ann Lee | Bo Dahl | UNSURE | it differs in: requester",
        ",\"requester\":\"Ann Lee\" | '' | UNSURE | nothing else of it that could be compared",
        "00:10:00Z | 00:09:59Z | UNSURE | was created by 2026-11-27T00:09:59.999999999Z, before",
        "00:10:00Z | 00:10:00.499Z | UNSURE | before this one was sent (2026-11-27T00:10:00.500Z)",
        "00:10:00Z | 00:10:00 | UNSURE | without a creation time that has a time zone",
        "submitted | canceled | UNSURE | it is cancelled (canceled)",
        "submitted | draft | UNSURE | it is a draft (draft)",
        "submitted | lost | UNSURE | its status is not documented: lost",
        "\"status\":\"submitted\", | '' | UNSURE | without a status",
        "\"id\":\"7c9e6679\", | '' | UNSURE | without an id",
      })
  void a_rule_that_does_not_hold_leaves_it_in_doubt(
      String part, String instead, Outcome outcome, String why) {
    String entry = ENTRY.replace(part, instead);
    assertThat(entry).isNotEqualTo(ENTRY);

    Verdict verdict = judge(entry);

    assertThat(verdict.outcome()).isEqualTo(outcome);
    assertThat(verdict.match()).isNull();
    assertThat(English.of(verdict.detail())).contains(why);
  }

  @Test
  void a_second_order_with_the_reference_leaves_it_in_doubt() {
    for (String other :
        List.of(
            ENTRY.replace("7c9e6679", "other"),
            "{\"id\":\"z\",\"order_name\":\"a\u20111\",\"status\":\"canceled\"}")) {
      Verdict verdict = judge(ENTRY, other);

      assertThat(verdict.outcome()).isEqualTo(Outcome.SEVERAL);
      assertThat(verdict.match()).isNull();
      assertThat(verdict.entries()).contains("7c9e6679", "order_name");
    }
  }
}
