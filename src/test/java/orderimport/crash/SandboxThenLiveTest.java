package orderimport.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import orderimport.cli.CommandLineRun;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Orders that were placed in the sandbox are placed live afterwards, each once. */
class SandboxThenLiveTest {

  @Test
  @Tag("long")
  void an_order_placed_in_the_sandbox_can_still_be_placed_live() throws Exception {
    try (CrashTestEnvironment crashTestEnvironment = new CrashTestEnvironment(2, "")) {
      OrderSheet sheet = new OrderSheet().orders(CrashTestEnvironment.unique("E"), 8);
      Path file = crashTestEnvironment.write(sheet);
      Path sandbox = CrashTestEnvironment.newFile("sandbox", ".yml");

      CommandLineRun inSandbox = CrashTestEnvironment.run(sandbox, "import", file);
      assertThat(inSandbox.code()).as(inSandbox.all()).isZero();
      assertThat(inSandbox.all()).contains("8 orders = 8 accepted");
      assertThat(inSandbox.all().lines().filter(line -> line.startsWith("Not live")))
          .singleElement()
          .asString()
          .contains("granite: sandbox", "telecomx: sandbox");
      long first = crashTestEnvironment.ledgerAudit().latestImport();
      assertEachResultNamesSandbox(CrashTestEnvironment.DATA.resolve("reports/" + first));
      assertThat(crashTestEnvironment.carriers().arrivals()).isEmpty();

      for (String command : List.of("resume", "place")) {
        CommandLineRun rejected = crashTestEnvironment.run(command, first);
        assertThat(rejected.code()).as(rejected.all()).isEqualTo(2);
        assertThat(rejected.all()).contains("granite: sandbox", "granite: live");
      }

      CommandLineRun live = crashTestEnvironment.run("import", file);
      assertThat(live.code()).as(live.all()).isZero();
      assertThat(live.all()).contains("8 orders = 8 accepted").doesNotContain("Not live");
      assertThat(crashTestEnvironment.carriers().counts())
          .hasSize(8)
          .allSatisfy((o, n) -> assertThat(n).isOne());
      long second = crashTestEnvironment.ledgerAudit().latestImport();
      assertThat(second).isGreaterThan(first);
      assertThat(
              crashTestEnvironment
                  .ledgerAudit()
                  .summary(second)
                  .path("environments")
                  .path("granite")
                  .asString())
          .isEqualTo("live");

      CommandLineRun again = crashTestEnvironment.run("import", file);
      assertThat(again.code()).as(again.all()).isZero();
      assertThat(again.all()).contains("imported before");
      assertThat(crashTestEnvironment.carriers().arrivals()).hasSize(8);
    }
  }

  @Test
  @Tag("long")
  void a_duplicate_placed_at_another_host_gives_a_warning() throws Exception {
    try (CrashTestEnvironment one = new CrashTestEnvironment(1, "");
        CrashTestEnvironment other = new CrashTestEnvironment(1, "")) {
      Path file = one.write(new OrderSheet().order("telecomx", CrashTestEnvironment.unique("H")));
      CommandLineRun first = one.run("import", file);
      assertThat(first.code()).as(first.all()).isZero();

      CommandLineRun second = other.run("import", "--again", file);

      assertThat(second.code()).as(second.all()).isEqualTo(4);
      assertThat(other.carriers().arrivals()).isEmpty();
      String problems =
          Files.readString(
              CrashTestEnvironment.DATA.resolve(
                  "reports/" + one.ledgerAudit().latestImport() + "/problems.csv"));
      assertThat(problems)
          .contains("placed_at_other_host", one.carriers().host(), other.carriers().host());
    }
  }

  private static void assertEachResultNamesSandbox(Path results) throws Exception {
    try (Stream<Path> files = Files.list(results)) {
      for (Path file : files.toList()) {
        String text =
            file.toString().endsWith(".xlsx")
                ? xmlTexts(file)
                : Files.readString(file, StandardCharsets.UTF_8);
        assertThat(text).as(file.toString()).contains("sandbox");
      }
    }
  }

  private static String xmlTexts(Path workbook) throws Exception {
    StringBuilder all = new StringBuilder();
    try (ZipFile zip = new ZipFile(workbook.toFile())) {
      for (var entry : zip.stream().filter(each -> each.getName().endsWith(".xml")).toList()) {
        all.append(new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    return all.toString();
  }
}
