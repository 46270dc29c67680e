package orderimport.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import orderimport.database.TestDatabase;

/**
 * The program in a process of its own, as a person starts it.
 *
 * @param code the exit code
 */
record CommandLineRun(int code, String out, String err) {

  /** What a process is started with. */
  record Place(Path workingDirectory, Map<String, String> environment, List<String> before) {
    Place(Path workingDirectory, Map<String, String> environment) {
      this(workingDirectory, environment, List.of());
    }

    /** With a database, without job-config. */
    static Place with(Path workingDirectory, TestDatabase.Database database) {
      return new Place(workingDirectory, database.environment());
    }

    /** The same, started by another program. */
    Place after(String... words) {
      return new Place(workingDirectory, environment, List.of(words));
    }

    /** Runs a command to its end. */
    CommandLineRun run(Object... arguments) {
      try {
        Path out = Files.createTempFile("out", null);
        Path err = Files.createTempFile("err", null);
        Process process = start(out, err, arguments);
        if (!process.waitFor(90, TimeUnit.SECONDS)) {
          process.destroyForcibly();
          throw new IllegalStateException("It hangs: " + List.of(arguments));
        }
        CommandLineRun run =
            new CommandLineRun(process.exitValue(), Files.readString(out), Files.readString(err));
        Files.delete(out);
        Files.delete(err);
        return run;
      } catch (IOException | InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    private Process start(Path out, Path err, Object... arguments) throws IOException {
      List<String> command = new ArrayList<>(before);
      command.addAll(ProgramJar.command());
      command.add(Main.class.getName());
      for (Object argument : arguments) {
        command.add(argument.toString());
      }
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(workingDirectory.toFile())
              .redirectOutput(out.toFile())
              .redirectError(err.toFile());
      builder.environment().put("LC_ALL", "C.UTF-8");
      builder.environment().putAll(environment);
      return builder.start();
    }

    Path write(String name, String... lines) {
      try {
        Path file = workingDirectory.resolve(name);
        Path parent = file.getParent();
        if (parent != null) {
          Files.createDirectories(parent);
        }
        return Files.write(file, List.of(lines), StandardCharsets.UTF_8);
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** Both streams, for what must be on neither. */
  String all() {
    return out + err;
  }
}
