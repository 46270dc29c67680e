package orderimport.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import orderimport.database.TestDatabase;
import org.jacoco.core.instr.Instrumenter;
import org.jacoco.core.runtime.OfflineInstrumentationAccessGenerator;

/**
 * The program as a jar with its crash points but without the other test classes, which Spring would
 * find; and a class-data archive, with which the JVM starts faster. All JVMs of a build share both.
 * The first that needs the archive writes it; the others start without it until it is ready. The
 * coverage is measured by probes in the jar's classes: the JVM fails with an agent and an archive.
 */
public final class ProgramJar {
  /** The option with which the JVM that runs the tests measures the coverage. */
  private static final Pattern COVERAGE_OPTION =
      Pattern.compile("-javaagent:(?<agent>[^=]*jacoco[^=]*)=(.*,)?destfile=(?<file>[^,]*).*");

  private static final Optional<Matcher> COVERAGE =
      ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
          .map(COVERAGE_OPTION::matcher)
          .filter(Matcher::matches)
          .findFirst();
  private static final Path FOLDER =
      Path.of("target", COVERAGE.isPresent() ? "measured-program" : "program").toAbsolutePath();
  private static final Path JAR = FOLDER.resolve("program.jar");
  private static final Path ARCHIVE = FOLDER.resolve("program.jsa");
  private static final List<String> CLASS_PATH =
      List.of(
          System.getProperty("surefire.test.class.path", System.getProperty("java.class.path", ""))
              .split(File.pathSeparator));
  private static final Instrumenter INSTRUMENTER =
      new Instrumenter(new OfflineInstrumentationAccessGenerator());
  private static final Duration IMPORT_TIMEOUT = Duration.ofMinutes(2);
  private static final List<String> COMMAND =
      List.of(
          Path.of(System.getProperty("java.home"), "bin", "java").toString(),
          "-XX:TieredStopAtLevel=1",
          "-XX:+UseSerialGC",
          // With the usual 48 MB the JVM searches for code to discard all the time.
          "-XX:ReservedCodeCacheSize=240m",
          "-cp",
          classPath());

  static {
    prepare();
  }

  private ProgramJar() {}

  /** The command that starts it; JVM options, the main class and arguments follow in this order. */
  public static List<String> command() {
    return Files.exists(ARCHIVE)
        ? Stream.concat(COMMAND.stream(), Stream.of("-XX:SharedArchiveFile=" + ARCHIVE)).toList()
        : COMMAND;
  }

  private static void prepare() {
    try {
      Files.createDirectories(FOLDER);
      try (FileChannel channel = lockFile("jar.lock");
          FileLock lock = channel.lock()) {
        if (lock.isValid() && isOutdated()) {
          Files.deleteIfExists(ARCHIVE);
          writeJar();
        }
      }
      try (FileChannel channel = lockFile("archive.lock");
          FileLock lock = channel.tryLock()) {
        if (lock != null && Files.notExists(ARCHIVE)) {
          writeArchive();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static FileChannel lockFile(String name) throws IOException {
    return FileChannel.open(
        FOLDER.resolve(name), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  private static boolean isOutdated() throws IOException {
    if (Files.notExists(JAR)) {
      return true;
    }
    FileTime archivedAt = Files.getLastModifiedTime(JAR);
    for (Path folder : folders()) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.toList()) {
          if (Files.getLastModifiedTime(file).compareTo(archivedAt) > 0) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private static void writeJar() throws IOException {
    try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(JAR))) {
      for (Path folder : folders()) {
        add(folder, folder.endsWith("test-classes"), jar);
      }
      if (COVERAGE.isPresent()) {
        jar.putNextEntry(new JarEntry("jacoco-agent.properties"));
        jar.write(("destfile=" + COVERAGE.get().group("file")).getBytes(ISO_8859_1));
        jar.closeEntry();
      }
    }
  }

  private static List<Path> folders() {
    return CLASS_PATH.stream().map(Path::of).filter(Files::isDirectory).toList();
  }

  public static String classPath() {
    List<String> parts = new ArrayList<>(List.of(JAR.toString()));
    CLASS_PATH.stream().filter(part -> part.endsWith(".jar")).forEach(parts::add);
    COVERAGE.ifPresent(option -> parts.add(option.group("agent")));
    return String.join(File.pathSeparator, parts);
  }

  private static void add(Path folder, boolean onlyNeeded, JarOutputStream jar) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.toList()) {
        String name = folder.relativize(file).toString().replace(File.separatorChar, '/');
        if (Files.isDirectory(file)) {
          addFolder(name, onlyNeeded, jar);
          continue;
        }
        if (!onlyNeeded
            || name.startsWith("orderimport/crash/")
            || name.startsWith("orderimport/cli/Command")
            || name.equals("META-INF/spring.factories")) {
          jar.putNextEntry(new JarEntry(name));
          if (COVERAGE.isPresent() && !onlyNeeded && name.endsWith(".class")) {
            jar.write(INSTRUMENTER.instrument(Files.readAllBytes(file), name));
          } else {
            Files.copy(file, jar);
          }
          jar.closeEntry();
        }
      }
    }
  }

  /** Spring finds nothing in the folders of a jar unless it has an entry for each. */
  private static void addFolder(String name, boolean onlyNeeded, JarOutputStream jar)
      throws IOException {
    if (!onlyNeeded && !name.isEmpty()) {
      jar.putNextEntry(new JarEntry(name + "/"));
      jar.closeEntry();
    }
  }

  /** Imports a file from an inbox in a server, which loads nearly all classes. */
  private static void writeArchive() throws IOException, InterruptedException {
    Path inbox = Files.createTempDirectory(FOLDER, "inbox");
    Path config = Files.createTempFile(FOLDER, "inbox", ".yml");
    Files.writeString(
        config, "order-import.inboxes: [{folder: '%s', watch: true}]%n".formatted(inbox));
    Path file = Files.copy(Path.of("input-samples", "sites.xlsx"), inbox.resolve("sites.xlsx"));
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(60)));
    Path unfinished = FOLDER.resolve("unfinished.jsa");
    List<String> archivingCommand = new ArrayList<>(COMMAND);
    archivingCommand.add("-XX:ArchiveClassesAtExit=" + unfinished);
    archivingCommand.addAll(
        List.of(Main.class.getName(), "serve", "--port", "0", "--config", config.toString()));
    archivingCommand.addAll(List.of("--data-dir", FOLDER.toString()));
    Path output = FOLDER.resolve("output.txt");
    ProcessBuilder builder =
        new ProcessBuilder(archivingCommand)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().putAll(TestDatabase.database().environment());
    Process process = builder.start();
    Instant end = Instant.now().plus(IMPORT_TIMEOUT);
    while (Files.notExists(inbox.resolve("done").resolve("sites.xlsx"))) {
      if (Instant.now().isAfter(end) || !process.isAlive()) {
        process.destroyForcibly();
        throw new IllegalStateException("The file was not imported: " + Files.readString(output));
      }
      Thread.sleep(100);
    }
    process.destroy();
    process.waitFor();
    Files.move(unfinished, ARCHIVE, StandardCopyOption.ATOMIC_MOVE);
  }
}
