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
record Server(ServerPrograms programs, Cluster cluster) {
  private static final Logger log = LoggerFactory.getLogger(Server.class);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int PATIENCE_SECONDS = (int) PATIENCE.toSeconds();

  /** The port of the server, which was running already, or was started. */
  int running() {
    try {
      return running(System.nanoTime() + PATIENCE.toNanos());
    } catch (IOException e) {
      throw cluster.folder().unusable(e);
    }
  }

  private int running(long deadline) throws IOException {
    while (true) {
      Optional<Postmaster> named = Postmaster.namedIn(cluster.path());
      if (named.isEmpty() || !named.get().isAlive()) {
        start(named);
      } else if (!named.get().serves(cluster.path())) {
        Files.delete(cluster.path().resolve("postmaster.pid"));
        start(named);
      } else if (named.get().ready() && database(named.get().port()).answers()) {
        return named.get().port();
      } else {
        pause();
      }
      if (System.nanoTime() > deadline) {
        throw silent();
      }
    }
  }

  EmbeddedDatabase database(int port) {
    return new EmbeddedDatabase(port, Cluster.USER, cluster.password());
  }

  void stop() throws IOException {
    if (!isAlive()) {
      return;
    }
    ServerPrograms.Finished stopped =
        programs.run(
            "pg_ctl",
            "stop",
            "--pgdata=" + cluster.path(),
            "--mode=fast",
            "--wait",
            "--timeout=" + PATIENCE_SECONDS);
    if (!stopped.succeeded() && isAlive()) {
      log.warn("The database did not stop: {}", ServerTrouble.lastLines(stopped.output()));
    }
  }

  private boolean isAlive() throws IOException {
    return Postmaster.namedIn(cluster.path())
        .filter(named -> named.isAlive() && named.serves(cluster.path()))
        .isPresent();
  }

  private void start(Optional<Postmaster> former) throws IOException {
    ServerLog serverLog = new ServerLog(cluster.folder().resolve("server.log"));
    serverLog.turnOver();
    cluster.writeSettings();
    long size = serverLog.size();
    ServerPrograms.Finished started =
        programs.run(
            "pg_ctl",
            "start",
            "--pgdata=" + cluster.path(),
            "--log=" + serverLog.file(),
            "--options=-p " + port(former),
            "--wait",
            "--timeout=" + PATIENCE_SECONDS);
    if (started.succeeded()) {
      return;
    }
    String said = serverLog.since(size);
    if (ServerTrouble.isPortTaken(said) || ServerTrouble.isRemainderEnding(said)) {
      pause();
      return;
    }
    if (started.output().contains("did not start in time")) {
      throw silent();
    }
    throw ServerTrouble.said(started.output() + said, cluster.folder())
        .orElseGet(
            () ->
                new DatabaseUnavailableException(
                    "The database in %s does not start: %s. Its log: %s"
                        .formatted(
                            cluster.folder().path(),
                            ServerTrouble.reason(said.isBlank() ? started.output() : said),
                            serverLog.file())));
  }

  /** The former server's port if it is free: programs that use it find the new server there. */
  private static int port(Optional<Postmaster> former) throws IOException {
    InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    if (former.isPresent()) {
      try (ServerSocket socket = new ServerSocket()) {
        socket.bind(new InetSocketAddress(loopback, former.get().port()));
        return former.get().port();
      } catch (IOException e) {
        log.debug("Port {} is taken", former.get().port());
      }
    }
    try (ServerSocket socket = new ServerSocket(0, 1, loopback)) {
      return socket.getLocalPort();
    }
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
