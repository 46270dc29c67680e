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

/** The server process of a cluster. The caller sees to it that one at a time starts or stops it. */
record PostgresServer(PostgresBinaries programs, Cluster cluster) {
  private static final Logger log = LoggerFactory.getLogger(PostgresServer.class);
  static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int PATIENCE_SECONDS = (int) PATIENCE.toSeconds();

  /**
   * The process of the server, which was running already, or is started.
   *
   * @param isLookedFor whether programs look for it at its last port, so that it may have no other
   * @param patience how long it is tried, at least once
   * @throws DatabaseUnavailableException why it does not run, and what to do
   */
  Postmaster running(boolean isLookedFor, Duration patience) {
    try {
      return running(isLookedFor, System.nanoTime() + patience.toNanos());
    } catch (IOException e) {
      throw cluster.folder().unusable(e);
    }
  }

  private Postmaster running(boolean isLookedFor, long deadline) throws IOException {
    while (true) {
      Optional<Postmaster> named = Postmaster.namedIn(cluster.path());
      if (named.isEmpty() || !named.get().isAlive()) {
        start(isLookedFor);
      } else if (!named.get().serves(cluster.path())) {
        Files.delete(cluster.path().resolve("postmaster.pid"));
        start(isLookedFor);
      } else if (named.get().ready() && database(named.get().port()).answers()) {
        return named.get();
      } else {
        pause();
      }
      if (System.nanoTime() > deadline) {
        throw isLookedFor && !isLastPortFree() ? portTaken() : silent();
      }
    }
  }

  /** Whether a process that was seen to run still does. */
  boolean stillRuns(Postmaster seen) {
    return seen.isAlive() && seen.serves(cluster.path());
  }

  private boolean isLastPortFree() throws IOException {
    return Postmaster.lastPortIn(cluster.path()).filter(port -> !isFree(port)).isEmpty();
  }

  EmbeddedDatabase database(int port) {
    return new EmbeddedDatabase(port, Cluster.USER, cluster.password());
  }

  void stop() throws IOException {
    if (!isAlive()) {
      return;
    }
    PostgresBinaries.Finished stopped =
        programs.run(
            "pg_ctl",
            "stop",
            "--pgdata=" + cluster.path(),
            "--mode=fast",
            "--wait",
            "--timeout=" + PATIENCE_SECONDS);
    if (!stopped.succeeded() && isAlive()) {
      log.warn("The database did not stop: {}", PostgresErrors.lastLines(stopped.output()));
    }
  }

  private boolean isAlive() throws IOException {
    return Postmaster.namedIn(cluster.path()).filter(this::stillRuns).isPresent();
  }

  private void start(boolean isLookedFor) throws IOException {
    Optional<Integer> port = port(isLookedFor);
    if (port.isEmpty()) {
      pause();
      return;
    }
    PostgresLog postgresLog = new PostgresLog(cluster.folder().resolve("server.log"));
    postgresLog.rotate();
    cluster.writeSettings();
    long size = postgresLog.size();
    PostgresBinaries.Finished started =
        programs.run(
            "pg_ctl",
            "start",
            "--pgdata=" + cluster.path(),
            "--log=" + postgresLog.file(),
            "--options=-p " + port.get(),
            "--wait",
            "--timeout=" + PATIENCE_SECONDS);
    if (started.succeeded()) {
      return;
    }
    String said = postgresLog.since(size);
    if (PostgresErrors.isPortTaken(said) || PostgresErrors.isRemainderEnding(said)) {
      pause();
      return;
    }
    if (started.output().contains("did not start in time")) {
      throw silent();
    }
    throw PostgresErrors.explain(started.output() + said, cluster.folder())
        .orElseGet(
            () ->
                new DatabaseUnavailableException(
                    "The database in %s does not start: %s. Its log: %s"
                        .formatted(
                            cluster.folder().path(),
                            PostgresErrors.reason(said.isBlank() ? started.output() : said),
                            postgresLog.file())));
  }

  /** The last port if it is free, where programs look for the server; else another one, or none. */
  private Optional<Integer> port(boolean isLookedFor) throws IOException {
    Optional<Integer> last = Postmaster.lastPortIn(cluster.path());
    if (last.isPresent() && (isLookedFor || isFree(last.get()))) {
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
        "The database in %s cannot start: another program has taken its port %d, where the other order-imports that use it look for it. End that program, or those order-imports."
            .formatted(
                cluster.folder().path(), Postmaster.lastPortIn(cluster.path()).orElseThrow()));
  }

  private DatabaseUnavailableException silent() {
    return new DatabaseUnavailableException(
        "The database in %s did not start within %d seconds. Its log says why: %s"
            .formatted(
                cluster.folder().path(), PATIENCE_SECONDS, cluster.folder().resolve("server.log")));
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
