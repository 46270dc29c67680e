package orderimport.database;

import com.sun.security.auth.module.UnixSystem;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** PostgreSQL's programs (initdb, pg_ctl, postgres), unpacked in a folder. */
record PostgresBinaries(Path home) {

  /**
   * The environment variables that are passed on. The server outlives this process and must not
   * receive the carriers' secrets.
   */
  private static final Set<String> PASSED_VARIABLES =
      Set.of("PATH", "HOME", "TMPDIR", "LD_LIBRARY_PATH");

  record Finished(int code, String output) {
    boolean succeeded() {
      return code == 0;
    }
  }

  /** Runs a program to its end, with English output regardless of the user's language. */
  Finished run(String program, String... arguments) {
    List<String> command = new ArrayList<>();
    boolean root = new UnixSystem().getUid() == 0;
    if (root) {
      // PostgreSQL does not run as root; in a separate user namespace it runs as nobody.
      command.addAll(List.of("unshare", "-U"));
    }
    command.add(home.resolve("bin").resolve(program).toString());
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectInput(new File("/dev/null"))
            .directory(home.toFile());
    builder.environment().keySet().retainAll(PASSED_VARIABLES);
    builder.environment().put("LC_ALL", "C");
    try {
      Process process = builder.start();
      String output =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      Finished finished = new Finished(process.waitFor(), output);
      if (root && output.startsWith("unshare:")) {
        throw output.contains("failed to execute")
            ? notExecutable(new IOException(output))
            : runningAsRoot(null);
      }
      return finished;
    } catch (IOException e) {
      throw root && String.valueOf(e.getMessage()).contains("\"unshare\"")
          ? runningAsRoot(e)
          : notExecutable(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DatabaseUnavailableException(
          "The start or stop of the database was interrupted.", e);
    }
  }

  private DatabaseUnavailableException notExecutable(IOException cause) {
    return new DatabaseUnavailableException(
        ("The PostgreSQL included in order-import does not run here (%s). Check that %s is on a disk"
                + " that allows running programs, or configure your own server:"
                + " spring.datasource.url in job-config/application.yml.")
            .formatted(cause.getMessage(), home),
        cause);
  }

  private static DatabaseUnavailableException runningAsRoot(@Nullable Exception cause) {
    return new DatabaseUnavailableException(
        "PostgreSQL does not run as root, and the workaround (unshare --user) is not available here."
            + " Start order-import as a normal user, or configure your own server:"
            + " spring.datasource.url in job-config/application.yml.",
        cause);
  }
}
