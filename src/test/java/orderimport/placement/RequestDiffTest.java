package orderimport.placement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import orderimport.problem.English;
import orderimport.problem.Text.Heading;
import org.junit.jupiter.api.Test;

/** What is said of an order that was placed before and now says something else. */
class RequestDiffTest {

  private static List<String> told(String before, String now) {
    return RequestDiff.between(before, now).stream()
        .map(
            difference ->
                English.of(
                    difference.kind().text(difference.arguments(new Heading(difference.path())))))
        .toList();
  }

  @Test
  void a_value_that_changed_is_told_as_it_was_and_as_it_is() {
    assertThat(told("{\"a\":{\"zip\":\"0150\"}}", "{\"a\":{\"zip\":\"0151\"}}"))
        .containsExactly("a.zip was sent as 0150; the sheet now says 0151.");
    assertThat(told("{\"price\":1445,\"own\":true}", "{\"price\":1445.5,\"own\":false}"))
        .containsExactly(
            "price was sent as 1445; the sheet now says 1445.5.",
            "own was sent as true; the sheet now says false.");
  }

  @Test
  void a_value_that_came_or_went_is_told_so() {
    assertThat(told("{\"notes\":\"ring\"}", "{\"floor\":2}"))
        .containsExactly(
            "notes was sent as ring; the sheet now says nothing.",
            "floor was not sent; the sheet now says 2.");
  }

  @Test
  void a_whole_entry_is_told_by_its_fields() {
    String one = "{\"lines\":[{\"id\":\"1\"}]}";
    String two =
        "{\"lines\":[{\"id\":\"1\"},{\"id\":\"2\",\"price\":{\"amount\":5},\"to\":[\"x\",\"y\"]}]}";
    assertThat(told(one, two))
        .containsExactly(
            "lines[1] was not sent; the sheet now says id 2, price.amount 5, to x, to y.");
    assertThat(told(two, one))
        .containsExactly(
            "lines[1] was sent as id 2, price.amount 5, to x, to y; the sheet now says nothing.");
  }

  @Test
  void what_is_the_same_is_not_told() {
    assertThat(told("{\"a\":[1,2],\"b\":null}", "{\"a\":[1,2],\"b\":null}")).isEmpty();
  }
}
