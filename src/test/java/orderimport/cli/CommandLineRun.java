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
 * The result of a command line.
 *
 * @param code the exit code
 */
public record CommandLineRun(int code, String out, String err) {
  private static final int TIMEOUT_SECONDS = 90;

  /** The working directory of the {@link CommandHost}s of this JVM. */
  static final Path FOLDER = ForkFolder.of("workspace \u00e6\u00f8\u00e5").toAbsolutePath();

  /** The working directory and environment of a process, and the command that wraps it. */
  public record Workspace(
      Path workingDirectory, Map<String, String> environment, List<String> wrapper) {
    Workspace(Path workingDirectory, Map<String, String> environment) {
      this(workingDirectory, environment, List.of());
    }

    /**
     * Empties the working directory, which all workspaces of this JVM share, so that it has no
     * job-config.
     */
    public static Workspace empty(Map<String, String> environment) {
      try {
        Files.createDirectories(FOLDER);
        try (DirectoryStream<Path> left = Files.newDirectoryStream(FOLDER)) {
          for (Path each : left) {
            FileSystemUtils.deleteRecursively(each);
          }
        }
        return new Workspace(FOLDER, environment);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** An empty workspace with a database. */
    public static Workspace empty(TestDatabase.Database database) {
      return empty(database.environment());
    }

    /** The same workspace with additional environment variables. */
    Workspace withVariables(Map<String, String> variables) {
      Map<String, String> all = new HashMap<>(environment);
      all.putAll(variables);
      return new Workspace(workingDirectory, all, wrapper);
    }

    /** The same workspace, whose commands another program starts. */
    Workspace wrappedBy(String... command) {
      return new Workspace(workingDirectory, environment, List.of(command));
    }

    /** Runs a command until it exits, in a process that may have run others. */
    public CommandLineRun run(Object... arguments) {
      return run(
          (out, err) -> CommandHost.start(environment, Map.of(), strings(arguments), out, err));
    }

    /** Runs a command in its own process, as a user starts it. */
    CommandLineRun runAlone(Object... arguments) {
      return run((out, err) -> start(out, err, strings(arguments)));
    }

    private interface Command {
      Process start(Path out, Path err) throws IOException;
    }

    private static CommandLineRun run(Command command) {
      try {
        Path out = Files.createTempFile("out", null);
        Path err = Files.createTempFile("err", null);
        Process process = command.start(out, err);
        if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
          process.destroyForcibly();
          throw new IllegalStateException("The command does not exit: " + Files.readString(err));
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

    private static List<String> strings(Object... arguments) {
      return Arrays.stream(arguments).map(Object::toString).toList();
    }

    private Process start(Path out, Path err, List<String> arguments) throws IOException {
      List<String> command = new ArrayList<>(wrapper);
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

  /** Standard output and standard error, for what must appear in neither. */
  public String all() {
    return out + err;
  }
}
