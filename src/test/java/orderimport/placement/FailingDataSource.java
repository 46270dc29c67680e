package orderimport.placement;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import orderimport.database.TestDatabase;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A database of a test's own that does not respond when the test says so. */
final class FailingDataSource extends DelegatingDataSource {
  private volatile boolean away;
  private volatile Duration silence = Duration.ZERO;
  private volatile boolean breaksAtCommit;

  FailingDataSource() {
    TestDatabase.Database database = TestDatabase.database();
    setTargetDataSource(
        new DriverManagerDataSource(database.url(), database.username(), database.password()));
  }

  /** From now on there is no connection. */
  void goAway() {
    away = true;
  }

  /** From now on a connection is asked for in vain, for so long. */
  void goSilent(Duration time) {
    silence = time;
    away = true;
  }

  /** From now on all is well. */
  void respond() {
    away = false;
  }

  /** Commits once more, and then says that it could not, as when the connection breaks then. */
  void breakAtCommit() {
    breaksAtCommit = true;
  }

  boolean hasBroken() {
    return !breaksAtCommit;
  }

  @Override
  public Connection getConnection() throws SQLException {
    if (away) {
      pause(silence);
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
                if (breaksAtCommit && method.getName().equals("commit")) {
                  breaksAtCommit = false;
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
