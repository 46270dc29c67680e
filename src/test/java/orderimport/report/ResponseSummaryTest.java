package orderimport.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ResponseSummaryTest {

  @Test
  void it_contains_ids_and_offers_but_no_sent_values() {
    assertThat(
            ResponseSummary.of(
                """
                {"_id": "61a", "type": "FIBER", "address": {"_id": "7b", "zip": 8000},
                 "notes": null, "created": "2026-03-04T05:06:07Z",
                 "Offers": [{"_id": "9c", "product": "5a", "monthlyCost": 499.5},
                            {"_id": "9d", "product": "5b", "monthlyCost": 599}]}
                """,
                "{\"type\":\"FIBER\",\"address\":{\"zip\":8000}}"))
        .isEqualTo(
            "_id: 61a; address._id: 7b; created: 2026-03-04T05:06:07Z;"
                + " Offers 1 (_id: 9c, product: 5a, monthlyCost: 499.5);"
                + " Offers 2 (_id: 9d, product: 5b, monthlyCost: 599)");
  }

  @Test
  void text_that_is_not_a_json_object_is_kept() {
    assertThat(ResponseSummary.of("<html>\n no</html>", "{}")).isEqualTo("<html> no</html>");
    assertThat(ResponseSummary.of("{\"a\": [1", null)).isEqualTo("{\"a\": [1");
    assertThat(ResponseSummary.of(null, null)).isEmpty();
  }
}
