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

/** PostgreSQL's own programs (initdb, pg_ctl, postgres), unpacked in a folder. */
record PostgresBinaries(Path home) {

  /** Of the environment: the server outlives who starts it, and the carriers' secrets stay out. */
  private static final Set<String> NEEDED = Set.of("PATH", "HOME", "TMPDIR", "LD_LIBRARY_PATH");

  record Finished(int code, String output) {
    boolean succeeded() {
      return code == 0;
    }
  }

  /** Runs a program to its end, in plain English, whatever the user's language. */
  Finished run(String program, String... arguments) {
    List<String> command = new ArrayList<>();
    boolean root = new UnixSystem().getUid() == 0;
    if (root) {
      // PostgreSQL refuses to run as root; in a user namespace of its own it is nobody.
      command.addAll(List.of("unshare", "-U"));
    }
    command.add(home.resolve("bin").resolve(program).toString());
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectInput(new File("/dev/null"))
            .directory(home.toFile());
    builder.environment().keySet().retainAll(NEEDED);
    builder.environment().put("LC_ALL", "C");
    try {
      Process process = builder.start();
      String output =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      Finished finished = new Finished(process.waitFor(), output);
      if (root && output.startsWith("unshare:")) {
        throw output.contains("failed to execute")
            ? notForThisMachine(new IOException(output))
            : refusedToRoot(null);
      }
      return finished;
    } catch (IOException e) {
      throw root && String.valueOf(e.getMessage()).contains("\"unshare\"")
          ? refusedToRoot(e)
          : notForThisMachine(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DatabaseUnavailableException(
          "The start or stop of the database was interrupted.", e);
    }
  }

  private DatabaseUnavailableException notForThisMachine(IOException cause) {
    return new DatabaseUnavailableException(
        ("The PostgreSQL that comes with order-import does not run here (%s). Is %s on a disk"
                + " that allows programs? Otherwise give a server of your own:"
                + " spring.datasource.url in job-config/application.yml.")
            .formatted(cause.getMessage(), home),
        cause);
  }

  private static DatabaseUnavailableException refusedToRoot(@Nullable Exception cause) {
    return new DatabaseUnavailableException(
        "PostgreSQL does not run as root, and the way around it (unshare --user) is closed here."
            + " Start order-import as a normal user, or give a server of your own:"
            + " spring.datasource.url in job-config/application.yml.",
        cause);
  }
}
