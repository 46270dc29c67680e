package orderimport.database;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Another JVM that opens a data directory, prints that it has, and closes it on request. */
final class AnotherProgram implements AutoCloseable {
  static final String OPEN = "open ";

  private final Process process;
  private final BufferedReader output;
  private final BufferedWriter input;

  private AnotherProgram(List<String> prefix, Path dataDir) {
    this(prefix, dataDir, Map.of());
  }

  private AnotherProgram(List<String> prefix, Path dataDir, Map<String, String> environment) {
    List<String> command = new ArrayList<>(prefix);
    command.addAll(command(dataDir));
    try {
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.environment().putAll(environment);
      process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    output = process.inputReader();
    input = process.outputWriter();
  }

  /** The command that starts it. */
  static List<String> command(Path dataDir) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1",
        "-cp",
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path", "")),
        AnotherProgram.class.getName(),
        dataDir.toString());
  }

  static AnotherProgram starting(Path dataDir) {
    return new AnotherProgram(List.of(), dataDir);
  }

  static AnotherProgram starting(Path dataDir, Map<String, String> environment) {
    return new AnotherProgram(List.of(), dataDir, environment);
  }

  /** Starts it as a shell does: an interrupt goes to all processes of the group. */
  static AnotherProgram inOwnProcessGroup(Path dataDir) {
    return new AnotherProgram(List.of("setsid"), dataDir);
  }

  /** Starts it without root's right to write to every folder. */
  static AnotherProgram withoutPrivileges(Path dataDir) {
    return new AnotherProgram(
        ProcessHandle.current().info().user().filter("root"::equals).isPresent()
            ? List.of("unshare", "-U")
            : List.of(),
        dataDir);
  }

  /** Waits until it has opened the database. */
  AnotherProgram awaitOpen() {
    String line = readLine();
    if (!line.startsWith(OPEN)) {
      throw new IllegalStateException(line);
    }
    return this;
  }

  String readLine() {
    try {
      return String.valueOf(output.readLine());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  long pid() {
    return process.pid();
  }

  void kill() {
    process.destroyForcibly().onExit().join();
  }

  void requestClose() {
    try {
      input.write("close\n");
      input.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    awaitExit();
  }

  void awaitExit() {
    process.onExit().join();
  }

  /** Kills it if it does not end by itself: it ignores interrupts if this JVM does. */
  void awaitExitByInterrupt() {
    try {
      process.onExit().get(5, TimeUnit.SECONDS);
    } catch (TimeoutException ignored) {
      kill();
      awaitExit();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    kill();
  }

  public static void main(String[] arguments) throws IOException {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.open(Path.of(arguments[0]))) {
      System.out.println(OPEN + postgres.jdbcUrl());
      if (System.in.read() < 0) {
        System.out.println("input ended");
      }
    } catch (DatabaseUnavailableException e) {
      System.out.println(e.getMessage());
    }
  }
}
