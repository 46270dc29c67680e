package orderimport.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which spellings of an order_ref mean the same order. */
class OrderKeyTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SITE 1",
        "site 1",
        " SITE 1 ",
        "SITE  1",
        "SITE\u00A01",
        "SITE\u202F1",
        "SITE\t1",
        "SITE\r\n1",
        "SITE\u3000\u2009 1",
        "SI\u200BTE 1",
        "SI\u200DTE 1",
        "SI\u00ADTE 1",
        "SITE 1\uFE0F",
        "SITE 1\u3164",
        "SITE 1\u2800",
        "\uFEFFSITE 1",
        "\u200FSITE 1",
        "ＳＩＴＥ １",
        "S\u034FITE 1",
        "SITE\u0007 1"
      })
  void spellings_that_look_alike_are_equal(String spelling) {
    assertThat(OrderKey.of(spelling)).isEqualTo("site 1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "A-1",
        "A\u20101",
        "A\u20111",
        "A\u20121",
        "A\u20131",
        "A\u20141",
        "A\u22121",
        "A\uFF0D1",
        "A\uFE631",
        "A\u20431"
      })
  void all_kinds_of_hyphens_are_equal(String spelling) {
    assertThat(OrderKey.of(spelling)).isEqualTo("a-1");
  }

  @Test
  void composed_and_decomposed_letters_are_equal() {
    assertThat(OrderKey.of("A\u030Arhus-1")).isEqualTo(OrderKey.of("Århus-1")).isEqualTo("århus-1");
    assertThat(OrderKey.of("A\u200B\u030A")).isEqualTo("å");
    assertThat(OrderKey.of("STRASSE")).isEqualTo(OrderKey.of("Straße"));
  }

  @Test
  void visibly_different_spellings_stay_different() {
    Set<String> keys =
        Stream.of(
                "A-1", "A1", "A 1", "A_1", "A.1", "A²", "A2", "A/1", "Å-1", "01001", "1001",
                "1001.0")
            .map(OrderKey::of)
            .collect(Collectors.toSet());
    assertThat(keys).hasSize(12);
  }

  @Test
  void a_name_of_invisible_characters_has_no_key() {
    assertThat(OrderKey.of("\uFE0F\u200B")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"01001,1001", "1001.0,1001", "1001.00,1001", "001001.0,1001", "00,0", "0.0,0"})
  void numbers_that_differ_only_in_zeros_are_similar(String key, String number) {
    assertThat(OrderKey.number(key)).isEqualTo(number);
    assertThat(OrderKey.similar(key)).isEqualTo(number);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1001", "0"})
  void a_plain_number_is_its_own_number(String key) {
    assertThat(OrderKey.number(key)).isEqualTo(key);
    assertThat(OrderKey.similar(key)).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1001.5", "a01", "1,0", "-01", "1.0.0", ""})
  void other_names_have_no_number(String key) {
    assertThat(OrderKey.number(key)).isNull();
  }

  @Property(tries = 500)
  void a_key_is_stable_in_any_normalization_form(@ForAll("names") String name) {
    String key = OrderKey.of(name);
    assertThat(OrderKey.of(key)).isEqualTo(key);
    assertThat(OrderKey.of(Normalizer.normalize(name, Normalizer.Form.NFD))).isEqualTo(key);
    assertThat(OrderKey.of(name.toUpperCase(Locale.ROOT))).isEqualTo(key);
    assertThat(OrderKey.of("\u00A0" + name + "\u200B ")).isEqualTo(key);
  }

  @Provide
  Arbitrary<String> names() {
    return Arbitraries.strings()
        .withChars(" \t\u00A0\u200B\u00AD-\u2013_./")
        .withCharRange('0', '9')
        .withCharRange('A', 'z')
        .withChars("æøåÆØÅéüßñ\uFF21\uFF11")
        .ofMaxLength(20);
  }
}
