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
import orderimport.cli.Main;
import orderimport.cli.ProgramJar;
import orderimport.database.TestDatabase;

/** The program, serving the page; its data outlive it. */
final class Server implements AutoCloseable {
  private static final Pattern ADDRESS = Pattern.compile("The page is at (\\S+)");
  private static final Duration LONGEST_START = Duration.ofSeconds(90);

  private final Process process;
  private final URI uri;
  private final String said;

  private Server(Process process, URI uri, String said) {
    this.process = process;
    this.uri = uri;
    this.said = said;
  }

  /** What servers are started with. */
  record Ground(Path dataDir, TestDatabase.Database database, Map<String, String> settings) {

    static Ground fresh(Map<String, String> settings) throws IOException {
      Path folder = Files.createDirectories(ForkFolder.of("page-tests"));
      return new Ground(
          Files.createTempDirectory(folder, "data").toAbsolutePath(),
          TestDatabase.database(),
          settings);
    }

    /** Another machine that shares the database. */
    Ground beside() throws IOException {
      return new Ground(
          Files.createTempDirectory(dataDir.getParent(), "data").toAbsolutePath(),
          database,
          settings);
    }

    Server start() throws IOException {
      return start(0);
    }

    /**
     * Starts it in a process that may have run others.
     *
     * @param port 0 for any
     */
    Server start(int port) throws IOException {
      Path out = Files.createTempFile(dataDir, "serve", ".out");
      return await(CommandHost.start(database.environment(), settings, serve(port), out, out), out);
    }

    private List<String> serve(int port) {
      return List.of("serve", "--port", String.valueOf(port), "--data-dir", dataDir.toString());
    }

    /** Starts it in a process of its own, as a person does. */
    Server startAlone() throws IOException {
      Path out = Files.createTempFile(dataDir, "serve", ".out");
      List<String> command = new ArrayList<>(ProgramJar.command());
      command.add("-Xmx700m");
      settings.forEach((name, value) -> command.add("-D" + name + "=" + value));
      command.add(Main.class.getName());
      command.addAll(serve(0));
      ProcessBuilder builder =
          new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile());
      builder.environment().putAll(database.environment());
      return await(builder.start(), out);
    }

    private static Server await(Process process, Path out) throws IOException {
      Instant end = Instant.now().plus(LONGEST_START);
      while (Instant.now().isBefore(end) && process.isAlive()) {
        String said = Files.readString(out);
        Matcher address = ADDRESS.matcher(said);
        if (address.find() && said.endsWith("\n")) {
          pause();
          return new Server(process, URI.create(address.group(1)), Files.readString(out));
        }
        pause();
      }
      process.destroyForcibly();
      throw new IllegalStateException("It did not start: " + Files.readString(out));
    }

    private static void pause() {
      try {
        Thread.sleep(100);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  URI uri() {
    return uri;
  }

  String at(String path) {
    return uri + path;
  }

  /** What it printed when it had started. */
  String said() {
    return said;
  }

  /** The password of the user that a first start makes. */
  String firstPassword() {
    Matcher password = Pattern.compile("with the password (\\S+)").matcher(said);
    if (!password.find()) {
      throw new IllegalStateException("No password in " + said);
    }
    return password.group(1);
  }

  /** As a power cut does. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** As SIGTERM does; gives the exit code. */
  int stop() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IllegalStateException("It does not end");
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
