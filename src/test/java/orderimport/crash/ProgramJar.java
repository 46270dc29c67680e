package orderimport.crash;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import orderimport.cli.Main;

/**
 * The program as a jar with its crash points, and none of the other tests' classes, which Spring
 * would find; and an archive of its classes as the JVM has them once loaded, so that it starts
 * cheaply.
 */
final class ProgramJar {
  private static final Path FOLDER = Path.of("target", "kills");
  private static final Path JAR = FOLDER.resolve("program.jar");
  private static final Path ARCHIVE = FOLDER.resolve("program.jsa");
  private static final List<String> CLASS_PATH =
      List.of(
          System.getProperty("surefire.test.class.path", System.getProperty("java.class.path", ""))
              .split(File.pathSeparator));
  private static final List<String> COMMAND = prepare();

  private ProgramJar() {}

  /** What starts it; the JVM's further settings, then the main class, then arguments follow. */
  static List<String> command() {
    return COMMAND;
  }

  private static List<String> prepare() {
    try {
      Files.createDirectories(FOLDER);
      Files.deleteIfExists(ARCHIVE);
      try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(JAR))) {
        for (Path folder : folders()) {
          add(folder, folder.endsWith("test-classes"), jar);
        }
      }
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Xmx300m", "-cp", classPath()));
      archive(command);
      if (Files.exists(ARCHIVE)) {
        command.add("-XX:SharedArchiveFile=" + ARCHIVE);
      }
      return List.copyOf(command);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static List<Path> folders() {
    return CLASS_PATH.stream().map(Path::of).filter(Files::isDirectory).toList();
  }

  static String classPath() {
    return Stream.concat(
            Stream.of(JAR.toString()), CLASS_PATH.stream().filter(part -> part.endsWith(".jar")))
        .reduce((left, right) -> left + File.pathSeparator + right)
        .orElseThrow();
  }

  private static void add(Path folder, boolean onlyOurs, JarOutputStream jar) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.toList()) {
        String name = folder.relativize(file).toString().replace(File.separatorChar, '/');
        if (Files.isDirectory(file)) {
          addFolder(name, onlyOurs, jar);
          continue;
        }
        if (!onlyOurs
            || name.startsWith("orderimport/crash/")
            || name.equals("META-INF/spring.factories")) {
          jar.putNextEntry(new JarEntry(name));
          Files.copy(file, jar);
          jar.closeEntry();
        }
      }
    }
  }

  /** Where a jar does not name its folders, Spring finds nothing in them. */
  private static void addFolder(String name, boolean onlyOurs, JarOutputStream jar)
      throws IOException {
    if (!onlyOurs && !name.isEmpty()) {
      jar.putNextEntry(new JarEntry(name + "/"));
      jar.closeEntry();
    }
  }

  private static void archive(List<String> command) throws IOException, InterruptedException {
    List<String> once = new ArrayList<>(command);
    once.add("-XX:ArchiveClassesAtExit=" + ARCHIVE);
    once.addAll(Arrays.asList(Main.class.getName(), "list", "--data-dir", Ground.DATA.toString()));
    new ProcessBuilder(once)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }
}
