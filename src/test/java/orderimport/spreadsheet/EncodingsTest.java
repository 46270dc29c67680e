package orderimport.spreadsheet;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import orderimport.problem.English;
import orderimport.spreadsheet.csv.EncodingDetector;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The detection of a text file's encoding. */
class EncodingsTest {
  private static final List<String> PLAIN_WORDS =
      List.of("Oslo", "2605", "Odense C", "20A, 3. th", "FIBER", "c/o Hansen", "-", "5,50");

  private static final List<String> WORDS =
      List.of(
          "Brøndby",
          "Blåbærvej 20",
          "Søren Aagård",
          "Østergade",
          "Ærø",
          "Århus C",
          "RØDOVRE",
          "BLÅBÆRSTIEN",
          "Ålesund",
          "Æblevej",
          "Malmö",
          "Gävle",
          "Jönköping",
          "Müller & Söhne",
          "Düsseldorf",
          "Tromsø",
          "Bodø",
          "Nærøy",
          "Å",
          "på hjørnet",
          "André",
          "Café Å",
          "Vallensbæk",
          "Tåstrup Øst",
          "Øen");

  @Provide
  Arbitrary<List<String>> texts() {
    return Arbitraries.of(PLAIN_WORDS)
        .list()
        .ofMaxSize(3)
        .flatMap(
            plain ->
                Arbitraries.of(WORDS)
                    .list()
                    .ofMinSize(1)
                    .ofMaxSize(8)
                    .map(
                        words ->
                            java.util.stream.Stream.concat(plain.stream(), words.stream())
                                .toList()));
  }

  @Provide
  Arbitrary<List<String>> longTexts() {
    return Arbitraries.of(WORDS)
        .list()
        .ofMinSize(12)
        .ofMaxSize(40)
        .filter(
            words ->
                words.stream().filter(word -> word.matches(".*[a-z][æøå].*")).distinct().count()
                    > 3);
  }

  @Provide
  Arbitrary<String> encodings() {
    return Arbitraries.of(
        "UTF-8",
        "windows-1252",
        "ISO-8859-15",
        "x-MacRoman",
        "IBM850",
        "IBM865",
        "UTF-16LE",
        "UTF-16BE");
  }

  /** At worst the file is rejected, because wrong letters would be sent. */
  @Property(tries = 2000)
  void no_letter_is_misread(
      @ForAll("texts") List<String> words, @ForAll("encodings") String encoding) {
    List<String> read = read(words, encoding);
    if (read != null) {
      assertThat(read).isEqualTo(expected(words));
    }
  }

  @Property(tries = 500)
  void a_longer_text_is_read_in_any_encoding(
      @ForAll("longTexts") List<String> words, @ForAll("encodings") String encoding) {
    assertThat(read(words, encoding)).isEqualTo(expected(words));
  }

  private static List<String> expected(List<String> words) {
    List<String> rows = new java.util.ArrayList<>();
    rows.add("o!1: A='order_ref' B='notes'");
    for (String word : words) {
      rows.add("o!%d: A='%d' B='%s'".formatted(rows.size() + 1, rows.size(), word));
    }
    return rows;
  }

  private static @Nullable List<String> read(List<String> words, String encoding) {
    StringBuilder text = new StringBuilder("order_ref;notes\r\n");
    int number = 1;
    for (String word : words) {
      text.append(number++).append(';').append(word).append("\r\n");
    }
    try {
      return Reading.of(
          text.toString().getBytes(Charset.forName(encoding)),
          "o.csv",
          ReadOptions.NONE,
          Limits.DEFAULTS);
    } catch (UnreadableSpreadsheetException rejected) {
      assertThat(rejected).hasMessageContaining("(--encoding)");
      return null;
    }
  }

  private static String format(byte[] content, ReadOptions options) throws IOException {
    Path file = Files.createTempFile("encodings", ".csv");
    try (Spreadsheet spreadsheet =
        new Spreadsheets(Limits.DEFAULTS).open(Files.write(file, content), "o.csv", options)) {
      return English.of(spreadsheet.format());
    } finally {
      Files.delete(file);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "x-MacRoman, x-MacRoman",
    "IBM850, IBM850",
    "IBM865, IBM850",
    "windows-1252, windows-1252"
  })
  void an_encoding_is_detected_from_its_letters(String encoding, String named) throws IOException {
    byte[] content =
        "order_ref;notes\nA-1;Rødgrød på Blåbærvej\n".getBytes(Charset.forName(encoding));
    assertThat(format(content, ReadOptions.NONE))
        .isEqualTo("CSV, %s, separated by ;".formatted(named));
    ReadOptions given = new ReadOptions(ISO_8859_1, null);
    assertThat(format(content, given)).isEqualTo("CSV, ISO-8859-1, separated by ;");
  }

  @Test
  void letters_after_megabytes_are_considered() {
    String ascii = "order_ref;notes\n" + "A-1;plain\n".repeat(300_000);
    for (String encoding : List.of("x-MacRoman", "IBM850")) {
      byte[] content = (ascii + "A-2;Brøndby\n").getBytes(Charset.forName(encoding));
      assertThat(Reading.of(content, "o.csv", ReadOptions.NONE, Limits.DEFAULTS))
          .last()
          .isEqualTo("o!300002: A='A-2' B='Brøndby'");
    }
  }

  /** "Vallensb‘kvej" is how windows-1252 reads it, and a user might have typed that. */
  @Test
  void letters_valid_in_two_encodings_reject_the_file() {
    byte[] dos = "order_ref;notes\nA-1;Vallensbækvej\n".getBytes(Charset.forName("IBM850"));
    assertThatThrownBy(() -> Reading.of(dos, "o.csv", ReadOptions.NONE, Limits.DEFAULTS))
        .hasMessageContaining("\"Vallensb‘kvej\" in windows-1252")
        .hasMessageContaining("\"Vallensbækvej\" in IBM850");
    ReadOptions given = new ReadOptions(Charset.forName("IBM850"), null);
    assertThat(Reading.of(dos, "o.csv", given, Limits.DEFAULTS))
        .last()
        .isEqualTo("o!2: A='A-1' B='Vallensbækvej'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Miloševic og Žižek, Šibenik",
        "O‘Connor, d’Arc – «bak» … 5 °C 3 m² 50 € ½ kg ± 1 µm × 2",
        "¿Qué? ¡Sí! Año, corazón, ação, São",
        "Straße in Zürich, Façade, naïve, Œuvre, ÿ",
        "SparebankØst, NordeaÅrhus",
        "M³ 20 m³ N° 5 1ª 2º col·legi",
        "a¦b",
        "Rødgrød a¦b c¤d",
        "„Guten Tag“ ‚so‘ †1901",
      })
  void valid_windows_1252_text_is_unchanged(String text) {
    byte[] content =
        ("order_ref;notes\nA-1;" + text + "\n").getBytes(EncodingDetector.WINDOWS_1252);
    assertThat(Reading.of(content, "o.csv", ReadOptions.NONE, Limits.DEFAULTS))
        .last()
        .isEqualTo("o!2: A='A-1' B='" + text + "'");
  }

  @ParameterizedTest
  @CsvSource({
    "windows-1251, Россия и Осло",
    "ISO-8859-7, Αθήνα και Όσλο",
    "windows-1250, Łódź Bożena"
  })
  void an_encoding_of_other_languages_is_not_guessed(String encoding, String text) {
    byte[] content = ("order_ref;notes\nA-1;" + text + "\n").getBytes(Charset.forName(encoding));
    assertThatThrownBy(() -> Reading.of(content, "o.csv", ReadOptions.NONE, Limits.DEFAULTS))
        .hasMessageContaining("encoding of the file cannot be detected");
  }

  @Test
  void all_byte_order_marks_are_removed() {
    String heading = "\"order_ref\";\"æ\"\n";
    List<String> expected = List.of("o!1: A='order_ref' B='æ'");
    for (String encoding : List.of("UTF-8", "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE")) {
      for (String marks : List.of("\ufeff", "\ufeff\ufeff", "\ufeff\ufeff\ufeff")) {
        byte[] content = (marks + heading).getBytes(Charset.forName(encoding));
        assertThat(Reading.of(content, "o.csv", ReadOptions.NONE, Limits.DEFAULTS))
            .as(encoding)
            .isEqualTo(expected);
        assertThat(
                Reading.of(
                    content,
                    "o.csv",
                    new ReadOptions(Charset.forName(encoding), ';'),
                    Limits.DEFAULTS))
            .as(encoding)
            .isEqualTo(expected);
      }
    }
  }

  @Test
  void byte_order_marks_are_removed_at_the_start_of_lines() {
    String text = "\ufeffsep=;\n\ufeff\ufeff\"a\";\"b\"\n\ufeff\"1\";\"x\ufeffy\"\n";
    assertThat(Reading.of(text.getBytes(UTF_8), "o.csv", ReadOptions.NONE, Limits.DEFAULTS))
        .containsExactly("o!1: A='a' B='b'", "o!2: A='1' B='x\ufeffy'");
  }

  @Test
  void a_misread_byte_order_mark_is_removed() {
    String text = "ï»¿order_ref;b\n";
    List<String> expected = List.of("o!1: A='order_ref' B='b'");
    for (Charset charset : List.of(UTF_8, ISO_8859_1)) {
      assertThat(Reading.of(text.getBytes(charset), "o.csv", ReadOptions.NONE, Limits.DEFAULTS))
          .isEqualTo(expected);
    }
    assertThat(
            Reading.of(
                "\ufefforder_ref;b\n".getBytes(UTF_8),
                "o.csv",
                new ReadOptions(ISO_8859_1, null),
                Limits.DEFAULTS))
        .isEqualTo(expected);
  }

  @Test
  void an_encoding_that_contradicts_the_bytes_is_reported() {
    byte[] wide = "order_ref;notes\nA-1;Brøndby\n".getBytes(Charset.forName("UTF-16LE"));
    assertThatThrownBy(
            () ->
                Reading.of(
                    wide,
                    "o.csv",
                    new ReadOptions(EncodingDetector.WINDOWS_1252, null),
                    Limits.DEFAULTS))
        .hasMessageContaining("The file is UTF-16LE text, not windows-1252.");
    ReadOptions plain = new ReadOptions(Charset.forName("UTF-16"), null);
    assertThat(Reading.of(wide, "o.csv", plain, Limits.DEFAULTS)).hasSize(2);
  }
}
