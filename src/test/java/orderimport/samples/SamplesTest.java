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
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import orderimport.cli.CommandLineRun;
import orderimport.cli.CommandLineRun.Workspace;
import orderimport.database.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Imports the files of {@code input-samples} with the program as a user starts it. */
class SamplesTest {
  private static final Path SAMPLES = Path.of("input-samples");

  private final Workspace workspace = Workspace.empty(TestDatabase.database());

  private CommandLineRun run(String command, Path... files) {
    List<Object> commandLine = new ArrayList<>(List.of("--quiet", command));
    Stream.of(files).map(Path::toAbsolutePath).forEach(commandLine::add);
    return workspace.run(commandLine.toArray());
  }

  private List<Path> results(CommandLineRun run) {
    return run.out()
        .lines()
        .filter(line -> line.strip().startsWith("Results: "))
        .map(line -> line.strip().substring("Results: ".length()))
        .map(workspace.workingDirectory()::resolve)
        .toList();
  }

  @Test
  void the_files_match_their_generator(@TempDir Path fresh) throws IOException {
    Samples.write(fresh);

    try (var files = Files.list(fresh)) {
      for (Path file : files.toList()) {
        assertThat(content(SAMPLES.resolve(fresh.relativize(file))))
            .as(file.toString())
            .isEqualTo(content(file));
      }
    }
  }

  /** The content by part, because JDKs may compress the same text differently. */
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
  void sample_orders_of_all_carriers_are_placed() throws Exception {
    CommandLineRun imported = run("import", SAMPLES.resolve("sites.xlsx"));

    assertThat(imported.code()).as(imported.all()).isZero();
    assertThat(imported.out()).contains("20 rows read = 20 accepted", "13 orders = 13 accepted");
    assertThat(problems(results(imported).get(0)))
        .extracting(problem -> problem.getField("code"))
        .containsExactly("not_live");
  }

  @Test
  void thirty_sites_and_the_nordic_files_are_valid() throws Exception {
    CommandLineRun validated =
        run(
            "validate",
            SAMPLES.resolve("granite-30-sites.xlsx"),
            SAMPLES.resolve("sites-norwegian.csv"),
            SAMPLES.resolve("sites-danish.csv"));

    assertThat(validated.code()).as(validated.all()).isZero();
    assertThat(validated.out())
        .contains("30 rows read = 30 held", "3 orders = 3 held")
        .contains("4 rows read = 4 held", "windows-1252, separated by ;")
        .contains("CSV, UTF-8, separated by ;");
    assertThat(results(validated).get(1).resolve("orders.jsonl"))
        .content()
        .contains(
            "\"postcode\":\"0579\"",
            "\"city\":\"FORNEBU\"",
            "Bjørn Ødegård",
            "\"recurring_price\":199.50",
            "\"requested_date\":\"2027-03-14T23:00:00Z\"");
    assertThat(results(validated).get(2).resolve("orders.jsonl"))
        .content()
        .contains("\"type\":\"FIBER\"", "Vallensbækvej 20A, 3. th.", "\"commitment2\":false");
  }

  @Test
  void each_mistake_is_reported_at_its_cell_with_a_hint(@TempDir Path folder) throws Exception {
    CommandLineRun validated = run("validate", SAMPLES.resolve("sites-with-mistakes.xlsx"));

    assertThat(validated.code()).as(validated.all()).isEqualTo(4);
    List<NamedCsvRecord> problems = problems(results(validated).get(0));
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

    Path fixed = folder.resolve("fixed.xlsx");
    SampleWorkbook.write(fixed, Samples.withoutMistakes());
    CommandLineRun again = run("validate", fixed);
    assertThat(again.code()).as(again.all()).isZero();
    assertThat(problems(results(again).get(0)))
        .extracting(problem -> problem.getField("code"))
        .containsExactly("not_live");
  }

  private static List<NamedCsvRecord> problems(Path results) throws IOException {
    try (var reader = CsvReader.builder().ofNamedCsvRecord(results.resolve("problems.csv"))) {
      return reader.stream().collect(Collectors.toCollection(ArrayList::new));
    }
  }
}
