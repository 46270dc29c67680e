package orderimport.database;

import java.nio.file.Path;

/**
 * PostgreSQL in the data directory, as durable as any server. It is started when the first program
 * opens it and stopped when the last one closes it. A server that a killed program left running is
 * reused.
 */
public final class EmbeddedPostgres implements AutoCloseable {
  private final RefCountedServer server;
  private final ServerProbe database;
  private boolean closed;

  private EmbeddedPostgres(RefCountedServer server, ServerProbe database) {
    this.server = server;
    this.database = database;
  }

  /**
   * Opens the database of a data directory and creates both if they are missing.
   *
   * @throws DatabaseUnavailableException if it cannot be started; the message is for the user
   */
  public static EmbeddedPostgres open(Path dataDir) {
    RefCountedServer server = RefCountedServer.in(PrivateDirectory.postgresIn(dataDir));
    return new EmbeddedPostgres(server, server.join());
  }

  public String jdbcUrl() {
    return database.url();
  }

  public String username() {
    return database.username();
  }

  public String password() {
    return database.password();
  }

  /** Stops the server unless it is still in use elsewhere; idempotent. */
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      server.leave();
    }
  }
}
