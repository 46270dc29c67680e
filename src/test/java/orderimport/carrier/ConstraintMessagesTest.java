package orderimport.carrier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Future;
import jakarta.validation.constraints.Negative;
import jakarta.validation.constraints.Past;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import orderimport.problem.English;
import org.hibernate.validator.constraints.Range;
import org.junit.jupiter.api.Test;

/** The messages of violated standard constraints. */
class ConstraintMessagesTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2027-01-15T12:00:00Z"), ZoneOffset.UTC);

  record Sized(@Size(min = 3, max = 5) String text, @Size(min = 2, max = 3) List<String> list) {}

  record Standard(
      @Pattern(regexp = "[A-Z]+") String pattern,
      @DecimalMin(value = "0.5", inclusive = false) BigDecimal decimal,
      @Digits(integer = 2, fraction = 1) BigDecimal digits,
      @Past Instant past,
      @Future Instant future,
      @Negative Integer negative) {}

  record WithoutMessage(@Range(min = 1, max = 2) Integer number) {}

  record Outer(List<WithoutMessage> inner) {}

  private static List<String> violations(Record request) {
    try (RequestValidator rules = new RequestValidator(CLOCK)) {
      return rules.check(request).stream()
          .map(
              rule ->
                  "%s %s: %s"
                      .formatted(
                          rule.path(),
                          rule.kind().code(),
                          English.of(rule.kind().text(rule.arguments().toArray()).about("It"))))
          .toList();
    }
  }

  @Test
  void too_short_and_too_long_have_different_messages() {
    assertThat(violations(new Sized("ab", List.of("a"))))
        .containsExactly(
            "list too_short: It has fewer than 2 entries.",
            "text too_short: It is shorter than 3 characters.");
    assertThat(violations(new Sized("abcdef", List.of("a", "b", "c", "d"))))
        .containsExactly(
            "list too_long: It has more than 3 entries.",
            "text too_long: It is longer than 5 characters.");
  }

  @Test
  void standard_constraints_have_messages() {
    Instant now = CLOCK.instant();
    assertThat(
            violations(
                new Standard(
                    "a",
                    new BigDecimal("0.5"),
                    new BigDecimal("123.45"),
                    now.plusSeconds(60),
                    now.minusSeconds(60),
                    1)))
        .containsExactly(
            "decimal too_small: It is not more than 0.5.",
            "digits too_many_digits: It has more than 2 digits before the decimal separator or more"
                + " than 1 after it.",
            "future not_in_the_future: It is not in the future.",
            "negative not_negative: It is not less than 0.",
            "past not_in_the_past: It is not in the past.",
            "pattern wrong_form: It does not match the carrier's format.");
    RequestConstraints.requireMessages("made up", Standard.class);
  }

  @Test
  void a_constraint_without_a_message_fails_at_startup() {
    assertThatThrownBy(() -> RequestConstraints.requireMessages("made up", Outer.class))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining("made up: WithoutMessage.number has the constraint @Range");
  }
}
