package orderimport.carrier;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnitTest {
  @ParameterizedTest
  @ValueSource(strings = {"år", "i uker", "years", "antall dager", "1 eller 3 år"})
  void another_unit_contradicts(String words) {
    assertThat(Unit.MONTHS.isContradictedBy(words(words))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "måneder", "mdr", "months at most 5 years", "fri tekst"})
  void its_own_words_or_none_do_not(String words) {
    assertThat(Unit.MONTHS.isContradictedBy(words(words))).isFalse();
  }

  @Test
  void a_number_that_includes_or_lacks_hundredths_is_in_the_currency_itself() {
    assertThat(Unit.MONEY.isContradictedBy(words("øre"))).isTrue();
    assertThat(Unit.MONEY.isContradictedBy(words("kr og øre"))).isFalse();
    assertThat(Unit.MONEY.isContradictedBy(words("uten øre"))).isFalse();
    assertThat(Unit.NONE.isContradictedBy(words("øre år"))).isFalse();
  }

  private static List<String> words(String words) {
    return List.of(words.split(" "));
  }
}
