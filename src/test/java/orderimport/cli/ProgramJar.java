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
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jacoco.core.instr.Instrumenter;
import org.jacoco.core.runtime.OfflineInstrumentationAccessGenerator;

/**
 * The program as a jar with its crash points but without the other test classes, which Spring would
 * find. All JVMs of a build share it; the first that needs it writes it. The coverage is measured
 * by probes in the jar's classes, which costs less than an agent in each process.
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
  private static final List<String> CLASS_PATH =
      List.of(
          System.getProperty("surefire.test.class.path", System.getProperty("java.class.path", ""))
              .split(File.pathSeparator));
  private static final Instrumenter INSTRUMENTER =
      new Instrumenter(new OfflineInstrumentationAccessGenerator());
  private static final List<String> COMMAND =
      List.of(
          Path.of(System.getProperty("java.home"), "bin", "java").toString(),
          "-XX:TieredStopAtLevel=1",
          "-XX:+UseSerialGC",
          // With the usual 48 MB the JVM searches for code to discard all the time.
          "-XX:ReservedCodeCacheSize=240m",
          // To verify the compiler's classes takes a tenth of a start.
          "-XX:+UnlockDiagnosticVMOptions",
          "-XX:-BytecodeVerificationRemote",
          "-cp",
          classPath());

  static {
    prepare();
  }

  private ProgramJar() {}

  /** The command that starts it; JVM options, the main class and arguments follow in this order. */
  public static List<String> command() {
    return COMMAND;
  }

  private static void prepare() {
    try {
      Files.createDirectories(FOLDER);
      try (FileChannel channel =
              FileChannel.open(
                  FOLDER.resolve("jar.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock lock = channel.lock()) {
        if (lock.isValid() && isOutdated()) {
          writeJar();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isOutdated() throws IOException {
    if (Files.notExists(JAR)) {
      return true;
    }
    FileTime writtenAt = Files.getLastModifiedTime(JAR);
    for (Path folder : folders()) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.toList()) {
          if (Files.getLastModifiedTime(file).compareTo(writtenAt) > 0) {
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
}
