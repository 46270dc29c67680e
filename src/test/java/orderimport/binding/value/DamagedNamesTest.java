package orderimport.binding.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;
import orderimport.binding.TestFiles;
import orderimport.binding.value.ParseResult.Rejected;
import orderimport.problem.English;
import orderimport.problem.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Real names: Nordic names damaged in each usual way are reported, foreign names are not. */
class DamagedNamesTest {
  private static final String WINDOWS = "windows-1252";

  /** May be intended: an ellipsis, a trademark sign, and "Å" as a word of its own. */
  private static final List<String> UNDECIDABLE =
      List.of("MALM… STAD", "MALM™ STAD", "Ljusterš", "≈ i Lofoten");

  static Stream<String> nordic() {
    return names("/binding/names-nordic.txt");
  }

  static Stream<String> foreign() {
    return names("/binding/names-foreign.txt");
  }

  private static Stream<String> names(String resource) {
    return TestFiles.resource(resource)
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.startsWith("#"));
  }

  @ParameterizedTest
  @MethodSource({"nordic", "foreign"})
  void undamaged_names_have_no_problem(String name) {
    assertThat(DamagedText.check(name)).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "x-MacRoman, windows-1252",
    "IBM850, windows-1252",
    "IBM865, windows-1252",
    "UTF-8, windows-1252",
    "UTF-8, ISO-8859-1",
    "UTF-8, x-MacRoman",
    "UTF-8, IBM850",
    "UTF-8, IBM437",
    "windows-1252, x-MacRoman",
  })
  void nordic_names_read_in_another_encoding_are_reported(String writtenIn, String readIn) {
    TreeSet<String> missed = new TreeSet<>();
    nordic()
        .forEach(
            name -> {
              String damaged = damaged(name, writtenIn, readIn);
              if (!damaged.equals(name) && DamagedText.check(damaged) == null) {
                missed.add(damaged);
              }
            });

    assertThat(missed).isSubsetOf(UNDECIDABLE);
  }

  @ParameterizedTest
  @CsvSource({"UTF-8, windows-1252", "UTF-8, ISO-8859-1", "UTF-8, x-MacRoman", "UTF-8, IBM850"})
  void names_of_misread_utf8_are_suggested_as_they_were(String writtenIn, String readIn) {
    nordic()
        .forEach(
            name -> {
              Rejected rejected = DamagedText.check(damaged(name, writtenIn, readIn));
              if (rejected != null && rejected.why().arguments().contains("UTF-8")) {
                assertThat(suggested(rejected)).containsExactly(name);
              }
            });
  }

  @ParameterizedTest
  @CsvSource({
    "KÃ¸benhavn, København",
    "KÃƒÂ¸benhavn, København",
    "Ã…rhus C, Århus C",
    "BlÃ¥bÃ¦rvej, Blåbærvej",
    "Ã˜stre gate, Østre gate",
    "ÃŸ Ã†rø, ß Ærø",
    "SkellefteaÌŠ, Skellefteå",
  })
  void letters_read_in_windows_1252_are_suggested_as_they_were(String misread, String name) {
    Rejected rejected = DamagedText.check(misread);

    assertThat(rejected).isNotNull();
    assertThat(suggested(Objects.requireNonNull(rejected))).containsExactly(name);
  }

  @Test
  void a_text_with_further_damage_has_no_suggestion() {
    assertThat(suggested(Objects.requireNonNull(DamagedText.check("BrÃ¸ndby, Tromsš?y"))))
        .isEmpty();
  }

  private static List<String> suggested(Rejected rejected) {
    return rejected.why().at(Problem.Location.FILE, null, null, "City").hint().meant();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Łódź", "Čáslav", "Žižkov", "Kraków", "Ústí"})
  void foreign_names_read_in_another_encoding_are_reported(String name) {
    assertThat(DamagedText.check(damaged(name, "UTF-8", WINDOWS))).isNotNull();
  }

  @ParameterizedTest
  @CsvSource({
    "Gšteborg, ö, Mac Roman",
    "Stra§e, ß, Mac Roman",
    "Straáe, ß, DOS (code page 865)",
    "Stra·e, ß, DOS (code page 865)",
    "Malm”, ö, DOS (code page 865)",
    "Bod›, ø, DOS (code page 865)",
    "MšLLER, Ü, DOS (code page 865)",
    "Andr‚, é, DOS (code page 865)",
    "¿sterbro, ø, Mac Roman",
  })
  void the_problem_names_the_letter_and_the_encoding(String text, String letter, String encoding) {
    ParseResult.Rejected rejected = Objects.requireNonNull(DamagedText.check(text));

    assertThat(English.of(rejected.why().about("Name")))
        .contains("probably \"" + letter + "\"")
        .contains("was in " + encoding);
  }

  private static String damaged(String name, String writtenIn, String readIn) {
    Charset reading = Charset.forName(readIn);
    StringBuilder damaged = new StringBuilder();
    for (byte b : name.getBytes(Charset.forName(writtenIn))) {
      String letter = new String(new byte[] {b}, reading);
      // As most programs do: they keep bytes that windows-1252 leaves undefined.
      damaged.append(letter.equals("\uFFFD") ? String.valueOf((char) (b & 0xFF)) : letter);
    }
    return damaged.toString();
  }

  /** Checks the list itself. */
  @ParameterizedTest
  @MethodSource("nordic")
  void each_nordic_name_has_a_nordic_letter(String name) {
    assertThat(List.of("æøåäöüéßÆØÅÄÖÜÉ".split("")).stream().anyMatch(name::contains)).isTrue();
  }
}
