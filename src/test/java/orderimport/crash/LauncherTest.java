package orderimport.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import orderimport.cli.Main;
import orderimport.cli.ProgramJar;
import orderimport.database.TestDatabase;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/** The script that starts the program for users, cron and systemd. */
class LauncherTest {

  @Test
  @Tag("long")
  void a_signal_to_the_script_stops_the_program_cleanly(@TempDir Path home) throws Exception {
    Path script = Files.copy(Path.of("order-import"), home.resolve("order-import"));
    jar(home.resolve("target/order-import.jar"));
    jar(home.resolve("target/app/order-import.jar"));
    Files.createFile(home.resolve("target/app/ready"));
    Files.setLastModifiedTime(
        home.resolve("target/order-import.jar"), java.nio.file.attribute.FileTime.fromMillis(0));
    try (CrashTestEnvironment crashTestEnvironment = new CrashTestEnvironment(1, "")) {
      crashTestEnvironment
          .carriers()
          .onArrival(
              arrival -> {
                Thread.sleep(300);
                return 0;
              });
      OrderSheet sheet = new OrderSheet().orders(CrashTestEnvironment.unique("L"), 60);
      ChildProcess childProcess =
          crashTestEnvironment.launch(
              List.of("sh", script.toString()), "import", crashTestEnvironment.write(sheet));
      CrashTestEnvironment.await(
          () -> crashTestEnvironment.carriers().arrivals().size() >= 2 || !childProcess.isAlive());

      childProcess.stop();

      assertThat(childProcess.waitForExit()).as(childProcess.output()).isEqualTo(1);
      assertThat(childProcess.output()).contains("`order-import resume");
      LedgerAudit ledgerAudit = crashTestEnvironment.ledgerAudit();
      long importId = ledgerAudit.latestImport();
      int sent = crashTestEnvironment.carriers().arrivals().size();
      assertThat(ledgerAudit.count(importId, "ACCEPTED")).isEqualTo(sent);
      assertThat(ledgerAudit.count(importId, "HELD")).isEqualTo(60 - sent).isPositive();

      crashTestEnvironment.carriers().onArrival(arrival -> 0);
      assertThat(crashTestEnvironment.run("resume", importId).code()).isZero();
      assertThat(ledgerAudit.audit(importId, sheet, crashTestEnvironment.carriers().counts()))
          .isEqualTo(new LedgerAudit.Audit(0, 0, 0));
    }
  }

  @Test
  void an_unpacked_archive_reads_the_configuration_beside_it(@TempDir Path temp) throws Exception {
    Path script = unpackedArchive(temp.resolve("order import"));
    Path config = script.resolveSibling("job-config");
    Files.writeString(config.resolve("granite.yml"), "order-import.carriers.granite.colour: red");
    Files.writeString(config.resolve("columns.yml"), "telecomx: blue");

    Finished settings = run(temp, Map.of(), script, "list");
    Finished headings = run(temp, Map.of(), script, "columns", "telecomx");

    assertThat(settings.code()).as(settings.output()).isEqualTo(2);
    assertThat(settings.output()).contains("granite.yml, line 1");
    assertThat(headings.code()).as(headings.output()).isEqualTo(2);
    assertThat(headings.output()).contains("columns.yml: telecomx must map");
  }

  @Test
  void a_configuration_in_the_working_directory_comes_first(@TempDir Path temp) throws Exception {
    Path script = unpackedArchive(temp.resolve("program"));
    Files.writeString(script.resolveSibling("job-config/columns.yml"), "telecomx: blue");
    Files.writeString(
        Files.createDirectory(temp.resolve("job-config")).resolve("columns.yml"),
        "telecomx: {type: [Colour of the line]}");

    Finished finished = run(temp, Map.of(), script, "columns", "telecomx");

    assertThat(finished.code()).as(finished.output()).isZero();
    assertThat(finished.output()).contains("Colour of the line");
  }

  @Test
  @Tag("long")
  void the_environment_takes_precedence_over_the_secrets_file(@TempDir Path temp) throws Exception {
    Path script = unpackedArchive(temp.resolve("program"));
    Files.writeString(
        script.resolveSibling("job-config/secrets"),
        """
        # A comment
        pass word=hush
        SPRING_PROFILES_ACTIVE="from-file"
        """);

    Finished withFile = run(temp, Map.of(), script, "list");
    Finished withBoth =
        run(temp, Map.of("SPRING_PROFILES_ACTIVE", "from-environment"), script, "list");

    assertThat(withFile.code()).as(withFile.output()).isEqualTo(2);
    assertThat(withFile.output())
        .contains("from-file")
        .contains("job-config/secrets: a line that is not NAME=value is ignored.")
        .doesNotContain("hush");
    assertThat(withBoth.output()).contains("from-environment").doesNotContain("from-file");
  }

  @Test
  void the_service_user_uses_the_data_directory_of_the_package(@TempDir Path temp)
      throws Exception {
    Path script = unpackedArchive(temp.resolve("package"));
    String user = ProcessHandle.current().info().user().orElseThrow();
    Files.writeString(
        script,
        Files.readString(script)
            .replace("package=/usr/lib/order-import", "package=" + script.getParent())
            .replace("service=order-import", "service=" + user)
            .replace("/var/lib/order-import", temp.resolve("service-data").toString()));

    Finished finished =
        run(temp, Map.of("SPRING_PROFILES_ACTIVE", "stops-the-start"), script, "list");

    assertThat(finished.code()).as(finished.output()).isEqualTo(2);
    assertThat(temp.resolve("service-data/logs")).isDirectory();
    assertThat(temp.resolve("data")).doesNotExist();
  }

  @Test
  @Tag("long")
  void the_first_complete_import_stores_the_classes_for_later_runs(@TempDir Path temp)
      throws Exception {
    Path script = unpackedArchive(temp.resolve("program"));
    Path archive = script.resolveSibling("app/classes.jsa");
    String file = Path.of("input-samples/sites.xlsx").toAbsolutePath().toString();
    Map<String, String> environment = TestDatabase.database().environment();

    Finished mistaken = run(temp, environment, script, "import", "--nonsense", file);
    boolean storedByMistake = Files.exists(archive);
    Finished first = run(temp, environment, script, "import", file);
    Finished second = run(temp, environment, script, "import", "--again", file);

    assertThat(mistaken.code()).isEqualTo(2);
    assertThat(storedByMistake).isFalse();
    assertThat(first.code()).as(first.output()).isZero();
    assertThat(first.output()).doesNotContain("Dynamic").endsWith("reports/1\n");
    assertThat(archive).isNotEmptyFile();
    assertThat(second.code()).as(second.output()).isZero();
    try (Stream<Path> stored = Files.list(archive.getParent())) {
      assertThat(stored.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("classes.jsa", "order-import.jar");
    }
  }

  private record Finished(int code, String output) {}

  private static Finished run(
      Path folder, Map<String, String> environment, Path script, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("sh", script.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Finished(process.waitFor(), output);
  }

  /** Copies the script into a folder laid out like a release. */
  private static Path unpackedArchive(Path home) throws IOException {
    jar(home.resolve("app/order-import.jar"));
    FileSystemUtils.copyRecursively(Path.of("job-config"), home.resolve("job-config"));
    return Files.copy(Path.of("order-import"), home.resolve("order-import"));
  }

  /** Writes a jar that only refers to the program. */
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
