package orderimport.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Constructor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.ObjectName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The classes of a run, stored for the JVMs of later runs, which then start in half the time. The
 * launcher requests it; see ADR 0016.
 */
final class ClassArchive {
  /** The system property with the path of the archive to write; absent if none is to be written. */
  static final String REQUEST = "launcher.class-archive";

  private static final Logger LOG = LoggerFactory.getLogger(ClassArchive.class);

  private static final Pattern CLASS_NAME = Pattern.compile("[\\p{Alpha}_$][\\w.$]+");

  private ClassArchive() {}

  /**
   * Writes the archive if the launcher requested it. To be called at the end of a run, whose
   * classes it holds; a failure affects only the time that later runs take.
   */
  static void writeIfRequested() {
    String requested = System.getProperty(REQUEST);
    if (requested != null) {
      try {
        write(Path.of(requested));
      } catch (IOException | JMException e) {
        LOG.debug("No class archive", e);
      }
    }
  }

  private static void write(Path archive) throws IOException, JMException {
    Path unfinished =
        archive.resolveSibling(
            "%s.%d".formatted(archive.getFileName(), ProcessHandle.current().pid()));
    PrintStream standardOutput = System.out;
    try {
      // The JVM prints the archive's path.
      System.setOut(new PrintStream(OutputStream.nullOutputStream()));
      linkLoadedClasses();
      diagnose("vmCds", "dynamic_dump", unfinished.toString());
      Files.move(unfinished, archive, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      System.setOut(standardOutput);
      Files.deleteIfExists(unfinished);
    }
  }

  /** The JVM leaves out classes that are loaded but not linked, and later runs load them too. */
  private static void linkLoadedClasses() throws JMException {
    diagnose("vmClassloaders", "show-classes")
        .lines()
        .map(line -> line.substring(line.lastIndexOf(' ') + 1))
        .filter(CLASS_NAME.asMatchPredicate())
        .forEach(ClassArchive::link);
  }

  private static void link(String className) {
    try {
      // Reading the constructors links a class and does not initialize it.
      Constructor<?>[] unused =
          Class.forName(className, false, ClassArchive.class.getClassLoader())
              .getDeclaredConstructors();
    } catch (ClassNotFoundException | LinkageError e) {
      LOG.trace("Not in the class archive: {}", className, e);
    }
  }

  private static String diagnose(String command, String... arguments) throws JMException {
    return (String)
        ManagementFactory.getPlatformMBeanServer()
            .invoke(
                new ObjectName("com.sun.management:type=DiagnosticCommand"),
                command,
                new Object[] {arguments},
                new String[] {String[].class.getName()});
  }
}
