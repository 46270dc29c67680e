package orderimport.samples;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import orderimport.cli.Main;
import orderimport.cli.ProgramJar;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/** The files of {@code input-samples}, through the program as a user starts it. */
class SamplesTest {
  private static final Path SAMPLES = Path.of("input-samples");

  /** For all of these tests: a database takes a while to make. */
  private static final Path DATA = Path.of("target", "samples-data");

  @BeforeAll
  @AfterAll
  static void removeData() throws IOException {
    FileSystemUtils.deleteRecursively(DATA);
  }

  @Test
  void are_what_their_generator_writes(@TempDir Path fresh) throws IOException {
    Samples.write(fresh);

    try (var files = Files.list(fresh)) {
      for (Path file : files.toList()) {
        assertThat(content(SAMPLES.resolve(fresh.relativize(file))))
            .as(file.toString())
            .isEqualTo(content(file));
      }
    }
  }

  /** By part: what a JDK's compression makes of the same text may differ. */
  private static Map<String, String> content(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    Map<String, String> parts = new HashMap<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        parts.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    return parts.isEmpty() ? Map.of("", new String(bytes, StandardCharsets.ISO_8859_1)) : parts;
  }

  @Test
  void orders_for_all_carriers_are_placed() throws Exception {
    Ran imported = Ran.of("import", SAMPLES + "/sites.xlsx");

    assertThat(imported.code()).as(imported.out()).isZero();
    assertThat(imported.out()).contains("20 rows read = 20 accepted", "13 orders = 13 accepted");
    assertThat(problems(imported.results().get(0)))
        .extracting(problem -> problem.getField("code"))
        .containsExactly("not_live");
  }

  @Test
  void thirty_sites_and_the_nordic_files_are_valid() throws Exception {
    Ran validated =
        Ran.of(
            "validate",
            SAMPLES + "/granite-30-sites.xlsx",
            SAMPLES + "/sites-norwegian.csv",
            SAMPLES + "/sites-danish.csv");

    assertThat(validated.code()).as(validated.out()).isZero();
    assertThat(validated.out())
        .contains("30 rows read = 30 held", "3 orders = 3 held")
        .contains("4 rows read = 4 held", "windows-1252, separated by ;")
        .contains("CSV, UTF-8, separated by ;");
    assertThat(validated.results().get(1).resolve("orders.jsonl"))
        .content()
        .contains(
            "\"postcode\":\"0579\"",
            "\"city\":\"FORNEBU\"",
            "Bjørn Ødegård",
            "\"recurring_price\":199.50",
            "\"requested_date\":\"2027-03-14T23:00:00Z\"");
    assertThat(validated.results().get(2).resolve("orders.jsonl"))
        .content()
        .contains("\"type\":\"FIBER\"", "Vallensbækvej 20A, 3. th.", "\"commitment2\":false");
  }

  @Test
  void each_mistake_is_told_on_its_cell_and_mended_as_its_hint_says(@TempDir Path folder)
      throws Exception {
    Ran validated = Ran.of("validate", SAMPLES + "/sites-with-mistakes.xlsx");

    assertThat(validated.code()).as(validated.out()).isEqualTo(4);
    List<NamedCsvRecord> problems = problems(validated.results().get(0));
    assertThat(problems.remove(0).getField("code")).isEqualTo("not_live");
    assertThat(problems).hasSameSizeAs(Mistake.all());
    for (Mistake mistake : Mistake.all()) {
      assertThat(problems)
          .as(mistake.toString())
          .anySatisfy(
              problem -> {
                assertThat(problem.getField("sheet")).isEqualTo(mistake.sheet());
                assertThat(problem.getField("row")).isEqualTo(Integer.toString(mistake.row()));
                assertThat(problem.getField("column")).isEqualTo(mistake.column());
                assertThat(problem.getField("code")).isEqualTo(mistake.code());
                assertThat(problem.getField("hint")).contains(mistake.hint());
              });
    }

    Path mended = folder.resolve("mended.xlsx");
    SampleWorkbook.write(mended, Samples.mended());
    Ran again = Ran.of("validate", mended.toString());
    assertThat(again.code()).as(again.out()).isZero();
    assertThat(problems(again.results().get(0)))
        .extracting(problem -> problem.getField("code"))
        .containsExactly("not_live");
  }

  private static List<NamedCsvRecord> problems(Path results) throws IOException {
    try (var reader = CsvReader.builder().ofNamedCsvRecord(results.resolve("problems.csv"))) {
      return reader.stream().collect(Collectors.toCollection(ArrayList::new));
    }
  }

  /** A run of the program. */
  private record Ran(int code, String out) {

    static Ran of(String... arguments) throws IOException, InterruptedException {
      List<String> command = new ArrayList<>(ProgramJar.command());
      command.addAll(
          List.of(
              "-Dstdout.encoding=UTF-8",
              Main.class.getName(),
              "--quiet",
              "--data-dir",
              DATA.toString()));
      command.addAll(List.of(arguments));
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Ran(process.waitFor(), out);
    }

    List<Path> results() {
      return out.lines()
          .filter(line -> line.strip().startsWith("Results: "))
          .map(line -> Path.of(line.strip().substring("Results: ".length())))
          .toList();
    }
  }
}
