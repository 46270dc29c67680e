package orderimport.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
  private static final int LONGEST_SECONDS = 180;

  private final Process process;
  private final Path output;

  private ChildProcess(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /**
   * Starts it in a process of its own, as a person does.
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

  /** Starts it in a process that may have run others. */
  static ChildProcess startHosted(
      Path dataDir, Path config, Map<String, String> settings, Object... arguments) {
    return start(
        dataDir,
        output ->
            CommandHost.start(
                Map.of(),
                settings,
                words(List.of(), dataDir.toAbsolutePath(), config.toAbsolutePath(), arguments),
                output,
                output));
  }

  /** Starts it by a command that takes the program's arguments. */
  static ChildProcess start(List<String> start, Path dataDir, Path config, Object... arguments) {
    return start(
        dataDir,
        output ->
            new ProcessBuilder(words(start, dataDir, config, arguments))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start());
  }

  private interface Start {
    Process writingTo(Path output) throws IOException;
  }

  private static ChildProcess start(Path dataDir, Start start) {
    try {
      Path output =
          Files.createTempFile(Files.createDirectories(dataDir), "output", ".txt").toAbsolutePath();
      Process process = start.writingTo(output);
      process.getOutputStream().close();
      return new ChildProcess(process, output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> words(
      List<String> start, Path dataDir, Path config, Object... arguments) {
    List<String> words = new ArrayList<>(start);
    Arrays.stream(arguments).map(String::valueOf).forEach(words::add);
    words.addAll(List.of("--data-dir", dataDir.toString(), "--config", config.toString()));
    return words;
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

  /** Tells it to end (SIGTERM). */
  void stop() {
    process.destroy();
  }

  /** Sends a signal to the process of its own that it runs in. */
  void signal(String name) {
    try {
      new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Its exit code, once it has ended; 137 if it was killed. */
  int ended() {
    try {
      if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
        new ProcessBuilder("jstack", String.valueOf(process.pid())).inheritIO().start().waitFor();
        throw new IllegalStateException("It does not end: " + output());
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What it printed so far. */
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
    ended();
    try {
      Files.deleteIfExists(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
