package orderimport.spreadsheet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.opencsv.CSVWriterBuilder;
import com.opencsv.ICSVWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import orderimport.spreadsheet.csv.EncodingDetector;
import org.apache.poi.ss.usermodel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/** The texts written into a sheet are read unchanged, cell by cell. */
class RoundTripTest {
  private static final int COLUMNS = 6;

  /** Rows of six cells; a blank cell is an empty text. */
  @Provide
  Arbitrary<List<List<String>>> sheets() {
    Arbitrary<String> text =
        Arbitraries.strings()
            .withChars(" ;,|\"'=-+0123456789abcæøåÆØÅéß€–.:/\t\n")
            .ofMinLength(0)
            .ofMaxLength(12)
            .map(any -> any.isBlank() ? "" : any);
    return text.list().ofSize(COLUMNS).list().ofMinSize(2).ofMaxSize(20);
  }

  private static List<String> expected(String sheet, List<List<String>> rows) {
    List<String> expected = new ArrayList<>();
    for (int number = 0; number < rows.size(); number++) {
      StringBuilder cells = new StringBuilder();
      for (int column = 0; column < COLUMNS; column++) {
        String text = rows.get(number).get(column);
        if (!text.isEmpty()) {
          cells.append(" %s='%s'".formatted(Cell.letters(column), text));
        }
      }
      if (!cells.isEmpty()) {
        expected.add("%s!%d:%s".formatted(sheet, number + 1, cells));
      }
    }
    return expected;
  }

  @Property(tries = 40)
  void texts_survive_a_workbook_of_poi(
      @ForAll WorkbooksTest.Form form, @ForAll("sheets") List<List<String>> rows) {
    assertThat(WorkbooksTest.read(form, workbook -> fill(workbook, rows)))
        .isEqualTo(expected("S", rows));
  }

  private static void fill(Workbook workbook, List<List<String>> rows) {
    var sheet = workbook.createSheet("S");
    for (int number = 0; number < rows.size(); number++) {
      var row = sheet.createRow(number);
      for (int column = 0; column < COLUMNS; column++) {
        row.createCell(column).setCellValue(rows.get(number).get(column));
      }
    }
  }

  @Property(tries = 40)
  void texts_survive_a_workbook_of_fastexcel(@ForAll("sheets") List<List<String>> rows)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (var workbook = new org.dhatim.fastexcel.Workbook(bytes, "test", "1.0")) {
      Worksheet sheet = workbook.newWorksheet("S");
      for (int number = 0; number < rows.size(); number++) {
        for (int column = 0; column < COLUMNS; column++) {
          String text = rows.get(number).get(column);
          if (column % 2 == 0) {
            sheet.value(number, column, text);
          } else {
            sheet.inlineString(number, column, text);
          }
        }
      }
    }
    assertThat(Reading.of(bytes.toByteArray())).isEqualTo(expected("S", rows));
  }

  @Property(tries = 200)
  void texts_survive_a_text_file(
      @ForAll("sheets") List<List<String>> rows,
      @ForAll("delimiters") char delimiter,
      @ForAll boolean wide)
      throws IOException {
    Charset encoding = wide ? UTF_8 : EncodingDetector.WINDOWS_1252;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (Writer text = new OutputStreamWriter(bytes, encoding);
        ICSVWriter csv =
            new CSVWriterBuilder(text).withSeparator(delimiter).withLineEnd("\r\n").build()) {
      rows.forEach(row -> csv.writeNext(row.toArray(String[]::new), true));
    }
    // Nothing is detected here: random texts have no characteristic delimiter or language.
    ReadOptions options = new ReadOptions(encoding, delimiter);
    assertThat(
            withoutTextFormat(Reading.of(bytes.toByteArray(), "S.csv", options, Limits.DEFAULTS)))
        .isEqualTo(
            withoutTextFormat(
                expected("S", rows.stream().map(RoundTripTest::withoutTextPrefix).toList())));
  }

  private static List<String> withoutTextFormat(List<String> rows) {
    return rows.stream().map(row -> row.replace("'[@]", "'")).toList();
  }

  /** {@code ="x"} in a text file marks a text, so that it is not taken for a number. */
  private static List<String> withoutTextPrefix(List<String> row) {
    return row.stream()
        .map(
            text ->
                text.matches("(?s)=\".+\"")
                    ? text.substring(2, text.length() - 1).replace("\"\"", "\"")
                    : text)
        .map(text -> text.isBlank() ? "" : text)
        .toList();
  }

  @Provide
  Arbitrary<Character> delimiters() {
    return Arbitraries.of(';', ',', '\t', '|');
  }

  /** Realistic orders, from which the delimiter and the encoding can be detected. */
  @Provide
  Arbitrary<List<List<String>>> orders() {
    Arbitrary<String> street =
        Arbitraries.of("Storgata 5", "Blåbærstien 12 B", "Østre gate 1, 2. etg", "\"Gården\"; 3");
    Arbitrary<String> price = Arbitraries.of("1,5", "100", "2.75", "", "-3");
    Arbitrary<String> note = Arbitraries.of("", "ring på", "a;b", "first\nsecond", "æøå");
    return Combinators.combine(
            Arbitraries.integers().between(1, 9999), street, price, note, street, note)
        .as(
            (ref, one, two, three, four, five) ->
                List.of("ORD-" + ref, one, two, three, four, five))
        .list()
        .ofMinSize(3)
        .ofMaxSize(40);
  }

  @Property(tries = 100)
  void orders_survive_a_text_file_with_detected_format(
      @ForAll("orders") List<List<String>> rows,
      @ForAll("delimiters") char delimiter,
      @ForAll boolean wide,
      @ForAll boolean allQuoted)
      throws IOException {
    Charset encoding = wide ? UTF_8 : EncodingDetector.WINDOWS_1252;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (Writer text = new OutputStreamWriter(bytes, encoding);
        ICSVWriter csv =
            new CSVWriterBuilder(text).withSeparator(delimiter).withLineEnd("\r\n").build()) {
      rows.forEach(row -> csv.writeNext(row.toArray(String[]::new), allQuoted));
    }
    assertThat(Reading.of(bytes.toByteArray(), "S.csv", ReadOptions.NONE, Limits.DEFAULTS))
        .as(Map.of("delimiter", delimiter, "rows", rows.size()).toString())
        .isEqualTo(expected("S", rows));
  }
}
