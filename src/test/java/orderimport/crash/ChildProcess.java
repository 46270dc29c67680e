package orderimport.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import orderimport.cli.Main;
import orderimport.cli.ProgramJar;

/** The real program in a process of its own. */
final class ChildProcess implements AutoCloseable {
  private static final int LONGEST_SECONDS = 180;

  private final Process process;
  private final Path output;

  private ChildProcess(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /**
   * Starts it.
   *
   * @param settings of the JVM, such as {@code -Dcrash.point=intent.committed#1}
   */
  static ChildProcess start(Path dataDir, Path config, List<String> settings, Object... arguments) {
    List<String> command = new ArrayList<>(ProgramJar.command());
    command.add("-Xmx300m");
    command.addAll(settings);
    command.add(Main.class.getName());
    return start(command, dataDir, config, arguments);
  }

  /** Starts it by a command that takes the program's arguments. */
  static ChildProcess start(List<String> start, Path dataDir, Path config, Object... arguments) {
    List<String> command = new ArrayList<>(start);
    Arrays.stream(arguments).map(String::valueOf).forEach(command::add);
    command.addAll(List.of("--data-dir", dataDir.toString(), "--config", config.toString()));
    try {
      Path output = Files.createTempFile(Files.createDirectories(dataDir), "output", ".txt");
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      process.getOutputStream().close();
      return new ChildProcess(process, output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
    process.destroyForcibly().onExit().join();
    try {
      Files.deleteIfExists(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
