package orderimport.placement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import orderimport.problem.English;
import orderimport.problem.Text.Heading;
import org.junit.jupiter.api.Test;

/** The difference between an order that was placed before and its current data. */
class RequestDiffTest {

  private static List<String> describe(String before, String now) {
    return RequestDiff.between(before, now).stream()
        .map(
            difference ->
                English.of(
                    difference.kind().text(difference.arguments(new Heading(difference.path())))))
        .toList();
  }

  @Test
  void a_changed_value_is_described_as_before_and_after() {
    assertThat(describe("{\"a\":{\"zip\":\"0150\"}}", "{\"a\":{\"zip\":\"0151\"}}"))
        .containsExactly("a.zip was sent as 0150; the sheet now says 0151.");
    assertThat(describe("{\"price\":1445,\"own\":true}", "{\"price\":1445.5,\"own\":false}"))
        .containsExactly(
            "price was sent as 1445; the sheet now says 1445.5.",
            "own was sent as true; the sheet now says false.");
  }

  @Test
  void added_and_removed_values_are_described() {
    assertThat(describe("{\"notes\":\"ring\"}", "{\"floor\":2}"))
        .containsExactly(
            "notes was sent as ring; the cell is now blank.",
            "floor was not sent; the sheet now says 2.");
  }

  @Test
  void an_added_or_removed_entry_is_described_by_its_fields() {
    String one = "{\"lines\":[{\"id\":\"1\"}]}";
    String two =
        "{\"lines\":[{\"id\":\"1\"},{\"id\":\"2\",\"price\":{\"amount\":5},\"to\":[\"x\",\"y\"]}]}";
    assertThat(describe(one, two))
        .containsExactly(
            "lines[1] was not sent; the sheet now says id 2, price.amount 5, to x, to y.");
    assertThat(describe(two, one))
        .containsExactly(
            "lines[1] was sent as id 2, price.amount 5, to x, to y; the cell is now blank.");
  }

  @Test
  void equal_requests_have_no_difference() {
    assertThat(describe("{\"a\":[1,2],\"b\":null}", "{\"a\":[1,2],\"b\":null}")).isEmpty();
  }
}
