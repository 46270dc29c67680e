package orderimport.web;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import orderimport.ForkFolder;
import orderimport.cli.CommandHost;
import orderimport.cli.CommandLineRun.Workspace;
import orderimport.cli.Main;
import orderimport.cli.ProgramJar;
import orderimport.database.TestDatabase;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The program serving the page; its data outlives it. */
public final class Server implements AutoCloseable {
  private static final Pattern ADDRESS = Pattern.compile("The page is at (\\S+)");
  private static final Duration START_TIMEOUT = Duration.ofSeconds(90);

  private final Process process;
  private final URI uri;
  private final String startupOutput;

  private Server(Process process, URI uri, String startupOutput) {
    this.process = process;
    this.uri = uri;
    this.startupOutput = startupOutput;
  }

  /** The data, database and settings that servers are started with. */
  public record Installation(
      Path dataDir, TestDatabase.Database database, Map<String, String> settings) {

    public static Installation create(Map<String, String> settings) throws IOException {
      return create(settings, TestDatabase.database());
    }

    static Installation create(Map<String, String> settings, TestDatabase.Database database)
        throws IOException {
      // An earlier test may have left its job-config in the directory that the hosts work in.
      Workspace.empty(database);
      Path folder = Files.createDirectories(ForkFolder.of("page-tests"));
      return new Installation(
          Files.createTempDirectory(folder, "data").toAbsolutePath(), database, settings);
    }

    /** An installation on another machine that shares the database. */
    Installation onOtherMachine() throws IOException {
      return onOtherMachine(settings);
    }

    /** As {@link #onOtherMachine()}, with other settings. */
    Installation onOtherMachine(Map<String, String> itsSettings) throws IOException {
      return new Installation(
          Files.createTempDirectory(dataDir.getParent(), "data").toAbsolutePath(),
          database,
          itsSettings);
    }

    JdbcClient sql() {
      return JdbcClient.create(database.dataSource());
    }

    public Server start() throws IOException {
      return start(0);
    }

    /**
     * Starts the server in a process that may have run other commands.
     *
     * @param port 0 for any
     */
    Server start(int port) throws IOException {
      Path out = Files.createTempFile(dataDir, "serve", ".out");
      return await(
          CommandHost.start(database.environment(), settings, serveCommand(port), out, out), out);
    }

    private List<String> serveCommand(int port) {
      return List.of("serve", "--port", String.valueOf(port), "--data-dir", dataDir.toString());
    }

    /** Starts the server in its own process, as a user does. */
    Server startAlone() throws IOException {
      Path out = Files.createTempFile(dataDir, "serve", ".out");
      List<String> command = new ArrayList<>(ProgramJar.command());
      command.add("-Xmx700m");
      settings.forEach((name, value) -> command.add("-D" + name + "=" + value));
      command.add(Main.class.getName());
      command.addAll(serveCommand(0));
      ProcessBuilder builder =
          new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile());
      builder.environment().putAll(database.environment());
      return await(builder.start(), out);
    }

    private static Server await(Process process, Path out) throws IOException {
      Instant end = Instant.now().plus(START_TIMEOUT);
      while (Instant.now().isBefore(end) && process.isAlive()) {
        String startupOutput = Files.readString(out);
        Matcher address = ADDRESS.matcher(startupOutput);
        if (address.find() && startupOutput.endsWith("\n")) {
          pause();
          return new Server(process, URI.create(address.group(1)), Files.readString(out));
        }
        pause();
      }
      process.destroyForcibly();
      throw new IllegalStateException("The server did not start: " + Files.readString(out));
    }

    private static void pause() {
      try {
        Thread.sleep(100);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  public URI uri() {
    return uri;
  }

  String at(String path) {
    return uri + path;
  }

  /** What the server printed until it had started. */
  String startupOutput() {
    return startupOutput;
  }

  /** The password of the user that the first start creates. */
  String initialPassword() {
    Matcher password = Pattern.compile("with the password (\\S+)").matcher(startupOutput);
    if (!password.find()) {
      throw new IllegalStateException("No password in " + startupOutput);
    }
    return password.group(1);
  }

  /** Kills the process, as a power failure does. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Sends SIGTERM; returns the exit code. */
  int stop() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IllegalStateException("The server does not exit");
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
