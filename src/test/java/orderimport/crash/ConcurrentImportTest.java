package orderimport.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.Locale;
import orderimport.cli.CommandLineRun;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The same orders imported by two processes at the same time, and once more afterwards. */
class ConcurrentImportTest {

  @Test
  @Tag("long")
  void a_file_that_another_process_imports_is_not_imported() throws Exception {
    try (CrashTestEnvironment crashTestEnvironment = new CrashTestEnvironment(1, "")) {
      OrderSheet sheet = new OrderSheet().orders(CrashTestEnvironment.unique("S"), 4);
      Path file = crashTestEnvironment.write(sheet);
      ChildProcess first = crashTestEnvironment.startAndPauseAt("outcome.before#1", "import", file);

      ChildProcess second = crashTestEnvironment.start("import", file);
      assertThat(second.waitForExit()).isEqualTo(1);
      assertThat(second.output()).contains("is being worked on by process " + first.handle().pid());

      crashTestEnvironment.release();
      assertThat(first.waitForExit()).as(first.output()).isZero();
      assertThat(crashTestEnvironment.carriers().arrivals()).hasSize(4);
    }
  }

  @Test
  @Tag("long")
  void an_order_in_two_files_is_placed_once() throws Exception {
    try (CrashTestEnvironment crashTestEnvironment = new CrashTestEnvironment(2, "")) {
      String name = CrashTestEnvironment.unique("T");
      OrderSheet sheet = new OrderSheet().orders(name, 24);
      Path one = crashTestEnvironment.write(sheet);
      Path other = crashTestEnvironment.write(new OrderSheet().orders(name, 24));
      Files.writeString(other, Files.readString(other) + "\n");
      crashTestEnvironment
          .carriers()
          .onArrival(
              arrival -> {
                Thread.sleep(100);
                return 0;
              });
      LedgerAudit ledgerAudit = crashTestEnvironment.ledgerAudit();
      long before = ledgerAudit.latestImport();

      ChildProcess first = crashTestEnvironment.start("import", one);
      ChildProcess second = crashTestEnvironment.start("import", other);
      assertThat(first.waitForExit()).as(first.output()).isZero();
      assertThat(second.waitForExit()).as(second.output()).isZero();

      assertThat(crashTestEnvironment.carriers().arrivals()).hasSize(24);
      assertThat(crashTestEnvironment.carriers().counts()).hasSize(24);
      long accepted = 0;
      long duplicates = 0;
      for (long id : ledgerAudit.importsSince(before)) {
        accepted += ledgerAudit.count(id, "ACCEPTED");
        duplicates += ledgerAudit.count(id, "DUPLICATE");
      }
      assertThat(accepted).isEqualTo(24);
      assertThat(duplicates).isEqualTo(24);

      importAgain(crashTestEnvironment, one);
      importChanged(crashTestEnvironment, one);
      assertThat(crashTestEnvironment.carriers().arrivals()).hasSize(24);
    }
  }

  @Test
  void orders_spelled_differently_in_two_files_are_placed_once() throws Exception {
    try (CrashTestEnvironment crashTestEnvironment = new CrashTestEnvironment(2, "")) {
      String name = CrashTestEnvironment.unique("Å");
      Path one = crashTestEnvironment.write(new OrderSheet().orders(name, 12));
      Path other = crashTestEnvironment.write(new OrderSheet().orders(name, 12));
      // Decomposed, in lower case, and with another hyphen.
      Files.writeString(
          other,
          Files.readString(other)
              .replace(
                  name + "-",
                  Normalizer.normalize(name, Normalizer.Form.NFD).toLowerCase(Locale.ROOT)
                      + "\u2011"));
      crashTestEnvironment
          .carriers()
          .onArrival(
              arrival -> {
                Thread.sleep(100);
                return 0;
              });
      LedgerAudit ledgerAudit = crashTestEnvironment.ledgerAudit();
      long before = ledgerAudit.latestImport();

      ChildProcess first = crashTestEnvironment.start("import", one);
      ChildProcess second = crashTestEnvironment.start("import", other);
      assertThat(first.waitForExit()).as(first.output()).isIn(0, 4);
      assertThat(second.waitForExit()).as(second.output()).isIn(0, 4);

      assertThat(crashTestEnvironment.carriers().arrivals()).hasSize(12);
      long accepted = 0;
      int warnings = 0;
      for (long id : ledgerAudit.importsSince(before)) {
        accepted += ledgerAudit.count(id, "ACCEPTED");
        String problems =
            Files.readString(CrashTestEnvironment.DATA.resolve("reports/" + id + "/problems.csv"));
        int ofImport = problems.split("order_ref_spelled_differently", -1).length - 1;
        assertThat(ledgerAudit.count(id, "DUPLICATE")).isEqualTo(ofImport);
        assertThat(ledgerAudit.exitCode(id)).isEqualTo(ofImport > 0 ? 4 : 0);
        warnings += ofImport;
      }
      assertThat(accepted).isEqualTo(12);
      assertThat(warnings).isEqualTo(12);
    }
  }

  private static void importAgain(CrashTestEnvironment crashTestEnvironment, Path file) {
    CommandLineRun again = crashTestEnvironment.run("import", "--again", file);
    assertThat(again.code()).as(again.all()).isZero();
    assertThat(again.all()).contains("24 orders = 24 duplicate");
  }

  private static void importChanged(CrashTestEnvironment crashTestEnvironment, Path file)
      throws IOException {
    Files.writeString(
        file, Files.readString(file).replaceFirst("223864814,136748,A1\\b", "223864814,136748,B1"));
    CommandLineRun changed = crashTestEnvironment.run("import", file);
    assertThat(changed.code()).as(changed.all()).isEqualTo(4);
    long importId = crashTestEnvironment.ledgerAudit().latestImport();
    assertThat(
            Files.readString(
                CrashTestEnvironment.DATA.resolve("reports/" + importId + "/problems.csv")))
        .contains("differs_from_placed")
        .contains("new_lines.article_id");
  }
}
