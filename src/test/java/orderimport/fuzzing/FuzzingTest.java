package orderimport.fuzzing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Runs coverage-guided fuzzing with Jazzer against everything that reads foreign input. An input
 * may only be rejected, and must not need more than 10 seconds or 512 MB. {@code -Dfuzz.seconds=N}
 * sets the time for each target; {@code target/fuzzing} has the findings.
 */
@Tag("long")
class FuzzingTest {
  private static final String SECONDS = System.getProperty("fuzz.seconds", "60");
  private static final Path FIXTURES =
      Path.of("src", "test", "resources", "orderimport", "spreadsheet");

  @ParameterizedTest
  @CsvSource({
    "spreadsheet.ReadingTarget, libreoffice.xlsx",
    "spreadsheet.ReadingTarget, libreoffice.xls",
    "spreadsheet.ReadingTarget, libreoffice.csv",
    "spreadsheet.WorkbookPartTarget, libreoffice.csv",
    "binding.ValuesTarget, libreoffice.csv",
    "carrier.ErrorResponseTarget, libreoffice.csv",
  })
  void any_input_is_read_or_rejected(String target, String seed) throws Exception {
    Path folder = Path.of("target", "fuzzing", target + "-" + seed).toAbsolutePath();
    Path corpus = Files.createDirectories(folder.resolve("corpus"));
    Files.write(corpus.resolve(seed), Files.readAllBytes(FIXTURES.resolve(seed)));
    Path log = folder.resolve("log.txt");
    Process jazzer =
        new ProcessBuilder(
                List.of(
                    "java",
                    "-Xmx512m",
                    "-cp",
                    absolute(System.getProperty("java.class.path")),
                    "com.code_intelligence.jazzer.Jazzer",
                    "--target_class=orderimport." + target,
                    "--instrumentation_includes=orderimport.**:org.apache.poi.hssf.**:org.apache.poi.poifs.**:de.siegmar.**:com.fasterxml.aalto.**",
                    "-max_total_time=" + SECONDS,
                    "-timeout=10",
                    "-max_len=40000",
                    "-rss_limit_mb=0",
                    corpus.toString()))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      assertThat(jazzer.waitFor(Long.parseLong(SECONDS) + 180, TimeUnit.SECONDS)).isTrue();
    } finally {
      jazzer.destroyForcibly();
    }
    assertThat(jazzer.exitValue()).as("see %s", log).isZero();
    assertThat(log).content().contains("Done ");
  }

  private static String absolute(String classPath) throws IOException {
    return String.join(
        System.getProperty("path.separator"),
        Stream.of(classPath.split(System.getProperty("path.separator")))
            .map(part -> Path.of(part).toAbsolutePath().toString())
            .toList());
  }
}
