package orderimport.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import orderimport.cli.CommandHost;
import orderimport.cli.Main;
import orderimport.cli.ProgramJar;

/** The real program in another process. */
final class ChildProcess implements AutoCloseable {
  private static final int TIMEOUT_SECONDS = 180;

  private final Process process;
  private final Path output;

  private ChildProcess(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /**
   * Starts the program in its own process, as a user does.
   *
   * @param settings system properties, such as {@code crash.point} with {@code intent.committed#1}
   */
  static ChildProcess start(
      Path dataDir, Path config, Map<String, String> settings, Object... arguments) {
    List<String> command = new ArrayList<>(ProgramJar.command());
    command.add("-Xmx300m");
    settings.forEach((name, value) -> command.add("-D" + name + "=" + value));
    command.add(Main.class.getName());
    return start(command, dataDir, config, arguments);
  }

  /** Starts the program in a process that may have run other commands. */
  static ChildProcess startHosted(
      Path dataDir, Path config, Map<String, String> settings, Object... arguments) {
    return start(
        dataDir,
        output ->
            CommandHost.start(
                Map.of(),
                settings,
                withOptions(
                    List.of(), dataDir.toAbsolutePath(), config.toAbsolutePath(), arguments),
                output,
                output));
  }

  /** Starts the program with a command to which its arguments are appended. */
  static ChildProcess start(List<String> start, Path dataDir, Path config, Object... arguments) {
    return start(
        dataDir,
        output ->
            new ProcessBuilder(withOptions(start, dataDir, config, arguments))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start());
  }

  private interface Launcher {
    Process launch(Path output) throws IOException;
  }

  private static ChildProcess start(Path dataDir, Launcher launcher) {
    try {
      Path output =
          Files.createTempFile(Files.createDirectories(dataDir), "output", ".txt").toAbsolutePath();
      Process process = launcher.launch(output);
      process.getOutputStream().close();
      return new ChildProcess(process, output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> withOptions(
      List<String> start, Path dataDir, Path config, Object... arguments) {
    List<String> withOptions = new ArrayList<>(start);
    Arrays.stream(arguments).map(String::valueOf).forEach(withOptions::add);
    withOptions.addAll(List.of("--data-dir", dataDir.toString(), "--config", config.toString()));
    return withOptions;
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  void kill() {
    process.destroyForcibly();
  }

  /** Stops the program with SIGTERM. */
  void stop() {
    process.destroy();
  }

  /** Sends a signal to the process, which must be the program's own. */
  void signal(String name) {
    try {
      new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits until the process exits, but not longer. */
  void awaitExit(Duration timeout) {
    try {
      boolean ended = process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS);
      assert ended || process.isAlive();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits until the process exits and returns its exit code; 137 if it was killed. */
  int waitForExit() {
    try {
      if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        new ProcessBuilder("jstack", String.valueOf(process.pid())).inheritIO().start().waitFor();
        throw new IllegalStateException("The program does not exit: " + output());
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the program has printed so far. */
  String output() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    waitForExit();
    try {
      Files.deleteIfExists(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
