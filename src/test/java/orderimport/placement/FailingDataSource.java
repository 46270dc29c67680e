package orderimport.placement;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import orderimport.database.TestDatabase;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A separate database for a test, which fails on demand. */
final class FailingDataSource extends DelegatingDataSource {
  private volatile boolean disconnected;
  private volatile Duration delay = Duration.ZERO;
  private volatile boolean failsAtCommit;

  FailingDataSource() {
    TestDatabase.Database database = TestDatabase.database();
    setTargetDataSource(
        new DriverManagerDataSource(database.url(), database.username(), database.password()));
  }

  /** Rejects new connections. */
  void disconnect() {
    disconnected = true;
  }

  /** Lets each attempt to connect fail after the given time. */
  void stopResponding(Duration time) {
    delay = time;
    disconnected = true;
  }

  /** Accepts connections again. */
  void reconnect() {
    disconnected = false;
  }

  /** Lets the next commit succeed but report a lost connection. */
  void loseConnectionAtCommit() {
    failsAtCommit = true;
  }

  boolean hasLostConnection() {
    return !failsAtCommit;
  }

  @Override
  public Connection getConnection() throws SQLException {
    if (disconnected) {
      pause(delay);
      throw new SQLException("no connection", "08001");
    }
    Connection connection = super.getConnection();
    return (Connection)
        Proxy.newProxyInstance(
            FailingDataSource.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              try {
                Object result = method.invoke(connection, arguments);
                if (failsAtCommit && method.getName().equals("commit")) {
                  failsAtCommit = false;
                  throw new SQLException("the connection broke", "08006");
                }
                return result;
              } catch (InvocationTargetException e) {
                throw e.getTargetException();
              }
            });
  }

  private static void pause(Duration time) {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
