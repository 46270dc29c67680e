package orderimport.heading;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import orderimport.binding.value.ParseResult;
import orderimport.binding.value.TextCells;
import orderimport.carrier.Carriers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which spellings of a heading, sheet name, carrier or allowed value are equal. */
class HeadingTextTest {
  private static final String DECOMPOSED = Normalizer.normalize("Månedspris", Normalizer.Form.NFD);

  @Test
  void decomposed_and_composed_letters_are_equal() {
    assertThat(DECOMPOSED).isNotEqualTo("Månedspris");
    assertThat(HeadingText.normalize(DECOMPOSED)).isEqualTo(HeadingText.normalize("månedspris"));
    assertThat(HeadingText.normalize("MA\u030ANEDSPRIS"))
        .isEqualTo(HeadingText.normalize("månedspris"));
    assertThat(HeadingText.normalize("Ａ̊")).isNotEqualTo(HeadingText.normalize("å"));
  }

  @Property
  void ascii_is_normalized_like_any_other_text(
      @ForAll @CharRange(from = ' ', to = '~') @Chars({' ', '_', '-', '.', ':', '*', 'A', 'a'})
          String heading) {
    assertThat(HeadingText.normalize(heading)).isEqualTo(HeadingText.normalizeUnicode(heading));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "order\u00a0ref",
        "order\u202fref",
        "order\u3000ref",
        "order\u2800ref",
        "order\u3164ref",
        "order\u0085ref",
        "order \n ref",
        "order\tref",
        "order - _ ref",
        "order\u2011ref",
        "order\u2013ref",
        "\u2002Order__Ref\u2003",
      })
  void spaces_and_hyphens_of_any_kind_are_equal(String heading) {
    assertThat(HeadingText.normalize(heading)).isEqualTo(HeadingText.normalize("order_ref"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Post\u00adnr",
        "Post\u200bnr",
        "Post\u200dnr",
        "Post\u2060nr",
        "Post\ufeffnr",
        "\u202aPostnr\u202c",
        "Postnr\ufe0f",
        "Post\u034fnr",
        "Post\u0007nr",
        "Postnr\udb40\udc20",
        "postnr.",
      })
  void invisible_characters_are_ignored(String heading) {
    assertThat(HeadingText.normalize(heading)).isEqualTo(HeadingText.normalize("POSTNR"));
  }

  @Test
  void sheets_carriers_and_allowed_values_are_compared_likewise() {
    assertThat(HeadingCatalog.sameName("Pa\u030Askerunden\u200b 1", "PÅSKERUNDEN_1")).isTrue();
    HeadingCatalog headingCatalog = new HeadingCatalog(Carriers.registered(), HeadingAliases.NONE);
    assertThat(headingCatalog.carrierNamed("Tele\u00adcomX\u200b")).contains("telecomx");
    assertThat(headingCatalog.carrierNamed("Globalconnect\u2011Testing"))
        .contains("globalconnect-testing");
    assertThat(
            TextCells.typed(
                "Netto\u0301 1",
                new ValueSpec(
                    ValueSpec.Type.TEXT,
                    String.class,
                    false,
                    List.of("NETT\u00d3-1"),
                    0,
                    false,
                    false),
                false))
        .isEqualTo(new ParseResult.Parsed("NETT\u00d3-1"));
  }

  @Test
  void invisible_characters_are_removed_from_a_key() {
    CarrierColumns carrierColumns =
        new HeadingCatalog(Carriers.registered(), HeadingAliases.NONE).of("globalconnect");
    assertThat(carrierColumns.find("new_lines.configuration[\u200b3000075\u00a0]"))
        .map(FieldTarget::key)
        .contains("3000075");
  }
}
