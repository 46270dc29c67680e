package orderimport.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import orderimport.cli.Main;
import orderimport.cli.ProgramJar;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script in the repository's root, which starts the program for people and for cron. */
class LauncherTest {

  @Test
  void a_signal_to_the_script_ends_the_program_cleanly(@TempDir Path home) throws Exception {
    Path script = Files.copy(Path.of("order-import"), home.resolve("order-import"));
    jar(home.resolve("target/order-import.jar"));
    jar(home.resolve("target/app/order-import.jar"));
    Files.createFile(home.resolve("target/app/ready"));
    Files.setLastModifiedTime(
        home.resolve("target/order-import.jar"), java.nio.file.attribute.FileTime.fromMillis(0));
    try (CrashTestEnvironment crashTestEnvironment = new CrashTestEnvironment(1, "")) {
      crashTestEnvironment
          .counterpart()
          .between(
              arrival -> {
                Thread.sleep(300);
                return 0;
              });
      OrderSheet sheet = new OrderSheet().orders(CrashTestEnvironment.unique("L"), 60);
      ChildProcess childProcess =
          crashTestEnvironment.launch(
              List.of("sh", script.toString()), "import", crashTestEnvironment.write(sheet));
      CrashTestEnvironment.await(
          () ->
              crashTestEnvironment.counterpart().arrivals().size() >= 2 || !childProcess.isAlive());

      childProcess.signal("TERM");

      assertThat(childProcess.ended()).as(childProcess.output()).isEqualTo(1);
      assertThat(childProcess.output()).contains("`order-import resume");
      LedgerAudit ledgerAudit = crashTestEnvironment.books();
      long importId = ledgerAudit.newestImport();
      int sent = crashTestEnvironment.counterpart().arrivals().size();
      assertThat(ledgerAudit.count(importId, "ACCEPTED")).isEqualTo(sent);
      assertThat(ledgerAudit.count(importId, "HELD")).isEqualTo(60 - sent).isPositive();
    }
  }

  /** A jar that only names where the program is. */
  private static void jar(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.put(Attributes.Name.MAIN_CLASS, Main.class.getName());
    attributes.put(
        Attributes.Name.CLASS_PATH,
        Arrays.stream(ProgramJar.classPath().split(File.pathSeparator))
            .map(part -> Path.of(part).toUri().toString())
            .collect(Collectors.joining(" ")));
    new JarOutputStream(Files.newOutputStream(file), manifest).close();
  }
}
