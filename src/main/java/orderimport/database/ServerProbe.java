package orderimport.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** The client's view of the database of a server on this machine. */
record ServerProbe(int port, String username, String password) {
  private static final String NAME = "order_import";

  String url() {
    return url(NAME);
  }

  /**
   * Whether the server accepts connections with our password; creates the database if it is
   * missing.
   */
  boolean isReady() {
    try {
      connect(NAME).close();
      return true;
    } catch (SQLException e) {
      String state = String.valueOf(e.getSQLState());
      if (state.equals("3D000")) {
        create();
        return true;
      }
      // Not running, or starting or stopping.
      if (state.startsWith("08") || state.equals("57P03")) {
        return false;
      }
      throw new DatabaseUnavailableException(
          "A database server at port %d responds, but it is not the one in the data directory: %s"
              .formatted(port, e.getMessage()),
          e);
    }
  }

  private void create() {
    try (Connection connection = connect("postgres");
        Statement statement = connection.createStatement()) {
      statement.execute("create database " + NAME);
    } catch (SQLException e) {
      throw new DatabaseUnavailableException(
          "The database could not be set up: " + e.getMessage(), e);
    }
  }

  private Connection connect(String database) throws SQLException {
    return DriverManager.getConnection(
        url(database) + "&connectTimeout=10&socketTimeout=30", username, password);
  }

  private String url(String database) {
    return "jdbc:postgresql://127.0.0.1:%d/%s?sslmode=disable&gssEncMode=disable"
        .formatted(port, database);
  }

  /** Omits the password. */
  @Override
  public String toString() {
    return url();
  }
}
