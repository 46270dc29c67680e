package orderimport.spreadsheet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
        "1+1"
      })
  void staysAsItIs(String text, @TempDir Path folder) throws IOException {
    assertThat(written(text, folder).replace("\"", "")).isEqualTo(text + "\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"=1+1", "@SUM(A1)", "+1+cmd|x!A1", "-2+3+cmd|x!A1", "+A1", "-A1", "--1", "-", "+"})
  void aFormulaGetsAnApostrophe(String text, @TempDir Path folder) throws IOException {
    assertThat(written(text, folder)).isEqualTo("'" + text + "\n");
  }

  private static String written(String text, Path folder) throws IOException {
    Path file = folder.resolve("a.csv");
    try (CsvWriter csv = CsvWriter.create(file)) {
      csv.line(text);
    }
    return Files.readString(file);
  }
}
