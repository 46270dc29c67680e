package orderimport.database;

import java.nio.file.Path;

/**
 * PostgreSQL in the data folder, as durable as a server: started when the first program opens it,
 * stopped when the last one closes it. A server that a killed program left behind is used again.
 */
public final class EmbeddedPostgres implements AutoCloseable {
  private final RefCountedServer server;
  private final EmbeddedDatabase database;
  private boolean closed;

  private EmbeddedPostgres(RefCountedServer server, EmbeddedDatabase database) {
    this.server = server;
    this.database = database;
  }

  /**
   * Opens the database of a data folder; both are created if they are missing.
   *
   * @throws DatabaseUnavailableException what is wrong and what to do, for the user
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

  /** Stops the server unless somebody else uses it; a second call does nothing. */
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      server.leave();
    }
  }
}
