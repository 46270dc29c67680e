package orderimport.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import orderimport.problem.Problem.Location;
import orderimport.problem.Problem.Severity;
import orderimport.problem.Text.CellName;
import orderimport.problem.Text.Entry;
import orderimport.problem.Text.Heading;
import orderimport.problem.Text.Suggested;
import orderimport.problem.TextRenderer.Audience;
import org.junit.jupiter.api.Test;

class TextTest {
  private static final Text CONTRADICTION =
      CellProblem.CONTRADICTION.text(
          new Heading("Post\nnr"),
          "{0}'s \"a\"",
          new CellName(null, 12345, 27),
          5L,
          new CellName("Sites", 7, null));

  private static TextRenderer renderer(Audience audience, String language) {
    return new TextRenderer(audience, Locale.forLanguageTag(language));
  }

  @Test
  void a_text_is_the_same_after_the_database() {
    Text text =
        CONTRADICTION.after(Phrase.ADD_COLUMN.text(new Heading("zip"))).after(Phrase.ROW.text(7L));

    assertThat(Text.ofJson(text.json())).isEqualTo(text);
    assertThat(English.of(Text.ofJson(text.json()))).isEqualTo(English.of(text));
  }

  @Test
  void stored_json_has_no_nul() {
    String json = StoredJson.write(Map.of("a\0", List.of("\0b", "\\u0000")));

    assertThat(json).isEqualTo("{\"a\uFFFD\":[\"\uFFFDb\",\"\\\\u0000\"]}");
    assertThat(English.of(CellProblem.CONTRADICTION.text(new Heading("\0"), "\0", "", 1L, "")))
        .doesNotContain("\0");
  }

  @Test
  void suggested_values_are_data_and_the_first_of_them_are_shown() {
    Text hint =
        AddressProblem.ADDRESS_AMBIGUOUS
            .text("telecomx", "V 1", "", new Suggested(List.of("1", "2", "3, 4", "5", "6", "7")))
            .hint();
    Text read =
        Objects.requireNonNull(Text.ofJson(Phrase.DID_YOU_MEAN.text("x").after(hint).json()));

    assertThat(read.suggestions()).containsExactly("1", "2", "3, 4", "5", "6", "7");
    assertThat(English.of(read)).contains("\"1\"; \"2\"; \"3, 4\"; \"5\"; \"6\"; …");
    assertThat(CONTRADICTION.suggestions()).isEmpty();
  }

  @Test
  void choices_are_the_same_after_the_database() {
    List<Entry> town = List.of(new Entry(5, "zip", "8000"), new Entry(null, "city", "Aarhus C"));
    Text text =
        AddressProblem.ADDRESS_AMBIGUOUS.text(
            "telecomx", "V 1", "", new Suggested(List.of("8000"), List.of(town)));
    Text read = Objects.requireNonNull(Text.ofJson(text.json()));

    assertThat(read.choices()).containsExactly(town);
    assertThat(read.suggestions()).containsExactly("8000");
    Text withoutChoices =
        Objects.requireNonNull(Text.ofJson("[\"address_ambiguous\",{\"values\":[\"8000\"]}]"));
    assertThat(withoutChoices.choices()).isEmpty();
  }

  @Test
  void the_texts_of_a_problem_are_the_same_after_the_database() {
    Problem problem =
        Problem.of(Location.FILE, Severity.ERROR, FileProblem.NO_ROWS)
            .withLead(Phrase.DID_YOU_MEAN.text("zip"));
    ProblemTexts read = ProblemTexts.ofJson(ProblemTexts.json(problem));

    assertThat(English.of(read.message())).isEqualTo(English.message(problem));
    assertThat(English.of(read.hintOrUsual())).isEqualTo(English.hint(problem));
  }

  @Test
  void values_are_shown_as_they_are_and_numbers_without_grouping() {
    assertThat(English.of(CONTRADICTION))
        .isEqualTo(
            "Post nr is \"{0}'s \"a\"\" in AB12345 but \"5\" in row 7 of the sheet \"Sites\" of the"
                + " same order.");
  }

  @Test
  void texts_within_a_text_have_its_language() {
    assertThat(renderer(Audience.TERMINAL, "nb").render(CONTRADICTION))
        .contains("rad 7 på arket «Sites»", "i samme bestilling");
  }

  @Test
  void the_page_speaks_of_its_buttons() {
    Text hint = CellProblem.AMBIGUOUS_NUMBER.text("Price", "1,5", "a", "b").hint();

    assertThat(renderer(Audience.TERMINAL, "da").render(hint)).contains("--decimal");
    assertThat(renderer(Audience.PAGE, "da").render(hint)).contains("»Filvalg«");
  }

  @Test
  void nul_is_replaced_as_the_database_rejects_it() {
    assertThat(Text.verbatim("a\0b").arguments()).isEqualTo(List.of("a\uFFFDb"));
  }

  @Test
  void a_text_whose_bundle_is_gone_shows_its_values() {
    assertThat(English.of(new Text("of_a_removed_carrier", List.of("Zip", 3)))).isEqualTo("Zip, 3");
  }
}
