package orderimport.database;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server process of the data directory. The caller ensures that only one process starts or
 * stops it at a time.
 */
record PostgresServer(PostgresBinaries binaries, PostgresFiles files) {
  private static final Logger log = LoggerFactory.getLogger(PostgresServer.class);
  static final Duration START_TIMEOUT = Duration.ofSeconds(60);
  private static final int TIMEOUT_SECONDS = (int) START_TIMEOUT.toSeconds();

  /**
   * How long the processes of a killed server have to end by themselves; a restart waits longer.
   */
  private static final Duration GRACE = Duration.ofSeconds(3);

  /**
   * Returns the server's process, which is started unless it is running.
   *
   * @param keepPort whether running programs expect the server at its last port
   * @param timeout how long to try; at least one attempt is made
   * @throws DatabaseUnavailableException if the server cannot be started; the message is for the
   *     user
   */
  Postmaster ensureRunning(boolean keepPort, Duration timeout) {
    try {
      return ensureRunning(keepPort, timeout, System.nanoTime() + timeout.toNanos());
    } catch (IOException e) {
      throw files.folder().unusable(e);
    }
  }

  private Postmaster ensureRunning(boolean keepPort, Duration timeout, long deadline)
      throws IOException {
    long graceEnds = System.nanoTime() + GRACE.toNanos();
    while (true) {
      Optional<Postmaster> named = Postmaster.namedIn(files.path());
      if (named.isEmpty() || !named.get().isAlive()) {
        start(keepPort, graceEnds);
      } else if (!named.get().serves(files.path())) {
        Files.delete(files.path().resolve("postmaster.pid"));
        start(keepPort, graceEnds);
      } else if (named.get().ready() && database(named.get().port()).isReady()) {
        return named.get();
      } else {
        pause();
      }
      if (System.nanoTime() > deadline) {
        throw keepPort && !isLastPortFree() ? portTaken() : startTimedOut(timeout.toSeconds());
      }
    }
  }

  /** Whether a process seen earlier is still running. */
  boolean isStillRunning(Postmaster postmaster) {
    return postmaster.isAlive() && postmaster.serves(files.path());
  }

  private boolean isLastPortFree() throws IOException {
    return Postmaster.lastPortIn(files.path()).filter(port -> !isFree(port)).isEmpty();
  }

  ServerProbe database(int port) {
    return new ServerProbe(port, PostgresFiles.USER, files.password());
  }

  void stop() throws IOException {
    if (!isAlive()) {
      return;
    }
    PostgresBinaries.Finished stopped =
        binaries.run(
            "pg_ctl",
            "stop",
            "--pgdata=" + files.path(),
            "--mode=fast",
            "--wait",
            "--timeout=" + TIMEOUT_SECONDS);
    if (!stopped.succeeded() && isAlive()) {
      log.warn("The database did not stop: {}", PostgresErrors.lastLines(stopped.output()));
    }
  }

  private boolean isAlive() throws IOException {
    return Postmaster.namedIn(files.path()).filter(this::isStillRunning).isPresent();
  }

  private void start(boolean keepPort, long graceEnds) throws IOException {
    Optional<Integer> port = port(keepPort);
    if (port.isEmpty()) {
      pause();
      return;
    }
    PostgresLog postgresLog = new PostgresLog(files.folder().resolve("server.log"));
    postgresLog.rotate();
    files.writeSettings();
    long size = postgresLog.size();
    PostgresBinaries.Finished started =
        binaries.run(
            "pg_ctl",
            "start",
            "--pgdata=" + files.path(),
            "--log=" + postgresLog.file(),
            "--options=-p " + port.get(),
            "--wait",
            "--timeout=" + TIMEOUT_SECONDS);
    if (started.succeeded()) {
      return;
    }
    String logged = postgresLog.since(size);
    if (PostgresErrors.isPortTaken(logged) || PostgresErrors.isPreviousServerEnding(logged)) {
      if (System.nanoTime() > graceEnds) {
        endAbandoned();
      }
      pause();
      return;
    }
    if (started.output().contains("did not start in time")) {
      throw startTimedOut(TIMEOUT_SECONDS);
    }
    throw PostgresErrors.explain(started.output() + logged, files.folder())
        .orElseGet(
            () ->
                new DatabaseUnavailableException(
                    "The database in %s does not start: %s. See its log: %s"
                        .formatted(
                            files.folder().path(),
                            PostgresErrors.reason(logged.isBlank() ? started.output() : logged),
                            postgresLog.file())));
  }

  /**
   * Kills what a killed server left behind and what does not end by itself: a process that waits
   * for a lock in the memory that they share waits forever if the process that held it was killed.
   */
  private void endAbandoned() throws IOException {
    for (ProcessHandle process : Postmaster.abandonedIn(files.path())) {
      log.warn(
          "Ending process {}, which a killed database server has left in {}",
          process.pid(),
          files.path());
      process.destroyForcibly();
    }
  }

  /**
   * The last port if it is free; otherwise another port, or empty if running programs expect the
   * last one.
   */
  private Optional<Integer> port(boolean keepPort) throws IOException {
    Optional<Integer> last = Postmaster.lastPortIn(files.path());
    if (last.isPresent() && (keepPort || isFree(last.get()))) {
      return last.filter(PostgresServer::isFree);
    }
    try (ServerSocket socket = new ServerSocket(0, 1, loopback())) {
      return Optional.of(socket.getLocalPort());
    }
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(loopback(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static InetAddress loopback() throws IOException {
    return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
  }

  private DatabaseUnavailableException portTaken() throws IOException {
    return new DatabaseUnavailableException(
        "The database in %s cannot start: another program uses its port %d, at which other running order-imports expect it. End that program, or those order-imports."
            .formatted(files.folder().path(), Postmaster.lastPortIn(files.path()).orElseThrow()));
  }

  private DatabaseUnavailableException startTimedOut(long seconds) {
    return new DatabaseUnavailableException(
        "The database in %s did not start within %d seconds. See its log: %s"
            .formatted(files.folder().path(), seconds, files.folder().resolve("server.log")));
  }

  private static void pause() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DatabaseUnavailableException("The start of the database was interrupted.", e);
    }
  }
}
