package orderimport.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import orderimport.ForkFolder;
import orderimport.database.TestDatabase;
import org.springframework.util.FileSystemUtils;

/**
 * A command line that was run, and what came of it.
 *
 * @param code the exit code
 */
public record CommandLineRun(int code, String out, String err) {
  private static final int LONGEST_SECONDS = 90;

  /** The working directory of the {@link CommandHost}s of this JVM. */
  static final Path FOLDER = ForkFolder.of("place \u00e6\u00f8\u00e5").toAbsolutePath();

  /** What a process is started with. */
  public record Place(Path workingDirectory, Map<String, String> environment, List<String> before) {
    Place(Path workingDirectory, Map<String, String> environment) {
      this(workingDirectory, environment, List.of());
    }

    /**
     * A working directory without anything in it, and thus without job-config; it is always the
     * same one.
     */
    public static Place empty(Map<String, String> environment) {
      try {
        Files.createDirectories(FOLDER);
        try (DirectoryStream<Path> left = Files.newDirectoryStream(FOLDER)) {
          for (Path each : left) {
            FileSystemUtils.deleteRecursively(each);
          }
        }
        return new Place(FOLDER, environment);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** The same with a database. */
    public static Place empty(TestDatabase.Database database) {
      return empty(database.environment());
    }

    /** With other variables, beside those it has. */
    Place and(Map<String, String> more) {
      Map<String, String> all = new HashMap<>(environment);
      all.putAll(more);
      return new Place(workingDirectory, all, before);
    }

    /** The same, started by another program. */
    Place after(String... words) {
      return new Place(workingDirectory, environment, List.of(words));
    }

    /** Runs a command to its end, in a process that has run others. */
    public CommandLineRun run(Object... arguments) {
      return run(
          (out, err) -> CommandHost.start(environment, Map.of(), words(arguments), out, err));
    }

    /** Runs a command in a process of its own, as a person starts it. */
    CommandLineRun runAlone(Object... arguments) {
      return run((out, err) -> start(out, err, words(arguments)));
    }

    private interface Command {
      Process start(Path out, Path err) throws IOException;
    }

    private static CommandLineRun run(Command command) {
      try {
        Path out = Files.createTempFile("out", null);
        Path err = Files.createTempFile("err", null);
        Process process = command.start(out, err);
        if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
          process.destroyForcibly();
          throw new IllegalStateException("It does not end: " + Files.readString(err));
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

    private static List<String> words(Object... arguments) {
      return Arrays.stream(arguments).map(Object::toString).toList();
    }

    private Process start(Path out, Path err, List<String> arguments) throws IOException {
      List<String> command = new ArrayList<>(before);
      command.addAll(ProgramJar.command());
      command.add(Main.class.getName());
      command.addAll(arguments);
      return builder(command, workingDirectory, environment)
          .redirectOutput(out.toFile())
          .redirectError(err.toFile())
          .start();
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

  static ProcessBuilder builder(
      List<String> command, Path workingDirectory, Map<String, String> environment)
      throws IOException {
    Files.createDirectories(workingDirectory);
    ProcessBuilder builder = new ProcessBuilder(command).directory(workingDirectory.toFile());
    builder.environment().put("LC_ALL", "C.UTF-8");
    builder.environment().putAll(environment);
    return builder;
  }

  /** Both streams, for what must be on neither. */
  public String all() {
    return out + err;
  }
}
