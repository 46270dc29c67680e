package orderimport.spreadsheet.write;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvWriterTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "+47 22 33 44 55",
        "+4722334455",
        "+47 (22) 33-44",
        "-1.5",
        "-1,5",
        "0579",
        "a=b",
        "1+1",
        "Storgata 1; +47 22 33 44 55; 2. etasje",
        "500;-1,5;x",
        "Kari, -trapp"
      })
  void ordinary_text_is_unchanged(String text, @TempDir Path folder) throws IOException {
    assertThat(written(text, folder).replace("\"", "")).isEqualTo(text + "\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"=1+1", "@SUM(A1)", "+1+cmd|x!A1", "-2+3+cmd|x!A1", "+A1", "-A1", "--1", "-", "+"})
  void a_formula_gets_an_apostrophe(String text, @TempDir Path folder) throws IOException {
    assertThat(written(text, folder)).isEqualTo("'" + text + "\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x;=cmd|' /C calc'!A0;y",
        "x; =1+1",
        "x;\"=1+1\"",
        "x\t=1+1\ty",
        "x|@SUM(A1)",
        "x\n=1+1",
        "x\r\n+A1",
        "x;-A1",
        "\t=1+1",
        ";=1+1",
        " =1+1",
        "\uFF1D1+1",
        "a,b;=1+1"
      })
  void no_separator_turns_text_into_a_formula(String text, @TempDir Path folder)
      throws IOException {
    String line = written(text, folder);

    for (char separator : new char[] {',', ';', '\t', '|'}) {
      for (List<String> record : read(line, separator)) {
        assertThat(record).noneMatch(cell -> cell.strip().matches("(?s)\"*[=@+\uFF1D-].*"));
      }
    }
  }

  /** Parses also lines whose quotation marks are invalid with another separator. */
  private static List<List<String>> read(String line, char separator) {
    List<List<String>> records = new ArrayList<>();
    for (String part : separator == ',' ? new String[] {line} : line.split("[\r\n]+")) {
      CsvReader.builder()
          .fieldSeparator(separator)
          .ofCsvRecord(part)
          .forEach(record -> records.add(record.getFields()));
    }
    return records;
  }

  private static String written(String text, Path folder) throws IOException {
    Path file = folder.resolve("a.csv");
    try (CsvWriter csv = CsvWriter.create(file)) {
      csv.line(text);
    }
    return Files.readString(file);
  }
}
