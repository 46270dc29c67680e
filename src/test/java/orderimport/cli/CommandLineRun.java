package orderimport.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import orderimport.database.TestDatabase;

/**
 * A command line that was run, and what came of it.
 *
 * @param code the exit code
 */
public record CommandLineRun(int code, String out, String err) {
  private static final int LONGEST_SECONDS = 90;

  /** What a process is started with. */
  public record Place(Path workingDirectory, Map<String, String> environment, List<String> before) {
    public Place(Path workingDirectory, Map<String, String> environment) {
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

    /** Runs a command to its end, in the process that has run the last ones of this place. */
    public CommandLineRun run(Object... arguments) {
      return run((out, err) -> CommandHost.at(this).run(out, err, words(arguments)));
    }

    /** Runs a command in a process of its own, as a person starts it. */
    CommandLineRun runAlone(Object... arguments) {
      return run(
          (out, err) -> {
            Process process = start(out, err, words(arguments));
            if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
              process.destroyForcibly();
              throw new IllegalStateException("It does not end: " + List.of(arguments));
            }
            return process.exitValue();
          });
    }

    private interface Command {
      int run(Path out, Path err) throws IOException, InterruptedException;
    }

    private static CommandLineRun run(Command command) {
      try {
        Path out = Files.createTempFile("out", null);
        Path err = Files.createTempFile("err", null);
        int code = command.run(out, err);
        CommandLineRun run = new CommandLineRun(code, Files.readString(out), Files.readString(err));
        Files.delete(out);
        Files.delete(err);
        return run;
      } catch (IOException | InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    private static List<String> words(Object... arguments) {
      return Arrays.stream(arguments).map(Object::toString).toList();
    }

    private Process start(Path out, Path err, List<String> arguments) throws IOException {
      List<String> command = new ArrayList<>(before);
      command.addAll(ProgramJar.command());
      command.add(Main.class.getName());
      command.addAll(arguments);
      return builder(command).redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    }

    ProcessBuilder builder(List<String> command) {
      ProcessBuilder builder = new ProcessBuilder(command).directory(workingDirectory.toFile());
      builder.environment().put("LC_ALL", "C.UTF-8");
      builder.environment().putAll(environment);
      return builder;
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
  public String all() {
    return out + err;
  }
}
