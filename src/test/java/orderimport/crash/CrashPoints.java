package orderimport.crash;

import static java.util.Map.entry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Halts the real program at a named point, which the system property {@code crash.point} gives as
 * {@code NAME#TIMES}. The points are recognised by the statements that the program sends to the
 * database, so the program itself does not know them: {@code X.before} and {@code X.done} are
 * around a statement, {@code X.commit} and {@code X.committed} around the commit of its
 * transaction; {@code any} is any of those.
 *
 * <p>For the points {@code spool.X} the database rejects each outcome at first, so that the
 * response is written to a file: {@code spool.before} is before that, {@code spool.written} after,
 * and {@code spool.recorded} after the outcome is recorded but before the file is deleted.
 *
 * <p>With {@code crash.marker} the program does not halt but creates that file, and waits until it
 * is killed or the file is deleted.
 */
public final class CrashPoints
    implements ApplicationContextInitializer<ConfigurableApplicationContext> {

  private static final Map<String, String> BY_STATEMENT =
      Map.ofEntries(
          entry("insert into row_block", "stage"),
          entry("set status = 'SENDING'", "intent"),
          entry("join import_result i on i.id = o.import_id where o.id = ?", "recheck"),
          entry("update orders set status = ?, carrier_order_id", "outcome"),
          entry("set status = 'IN_DOUBT' where import_id", "doubt"),
          entry("set fencing_token = fencing_token + 1", "lease"),
          entry("update order_tracking set status", "tracking"),
          entry("update import set state", "end"),
          entry("select sheet, keys, cells from row_source where", "results"),
          entry("insert into partition_delivery", "part"),
          entry("insert into batch_job_execution(", "job"),
          entry("insert into batch_step_execution(", "step"));

  private final @Nullable String crashPoint = System.getProperty("crash.point");
  private final AtomicInteger remaining = new AtomicInteger();

  /** How often the outcome that a thread records was rejected. */
  private final ThreadLocal<Integer> rejections = ThreadLocal.withInitial(() -> 0);

  private volatile boolean readsResults;

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    if (crashPoint == null) {
      return;
    }
    remaining.set(Integer.parseInt(crashPoint.substring(crashPoint.indexOf('#') + 1)));
    context
        .getBeanFactory()
        .addBeanPostProcessor(
            new BeanPostProcessor() {
              @Override
              public Object postProcessAfterInitialization(Object bean, String name) {
                return bean instanceof DataSource dataSource ? observed(dataSource) : bean;
              }
            });
  }

  private void passed(String point) {
    String name = String.valueOf(crashPoint).replaceFirst("#.*", "");
    if ((name.equals(point) || name.equals("any")) && remaining.decrementAndGet() == 0) {
      crash();
    }
  }

  private static void crash() {
    String marker = System.getProperty("crash.marker");
    if (marker == null) {
      Runtime.getRuntime().halt(137);
      return;
    }
    try {
      Files.createFile(Path.of(marker));
      while (Files.exists(Path.of(marker))) {
        Thread.sleep(2);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private DataSource observed(DataSource dataSource) {
    return proxy(
        DataSource.class,
        (self, method, arguments) -> {
          Object result = call(dataSource, method, arguments);
          return result instanceof Connection connection ? observed(connection) : result;
        });
  }

  private Connection observed(Connection connection) {
    Set<String> inTransaction = new LinkedHashSet<>();
    return proxy(
        Connection.class,
        (self, method, arguments) -> {
          if (method.getName().equals("commit")) {
            return commit(connection, method, arguments, inTransaction);
          }
          if (method.getName().equals("unwrap") && PGConnection.class.equals(arguments[0])) {
            addCopyTag(inTransaction);
          }
          Object result = call(connection, method, arguments);
          if (result instanceof PreparedStatement statement) {
            String sql = String.valueOf(arguments[0]);
            return observed(PreparedStatement.class, connection, statement, sql, inTransaction);
          } else if (result instanceof Statement statement) {
            return observed(Statement.class, connection, statement, null, inTransaction);
          }
          return result;
        });
  }

  private @Nullable Object commit(
      Connection connection, Method method, Object[] arguments, Set<String> inTransaction)
      throws Throwable {
    Set<String> committing = new LinkedHashSet<>(inTransaction);
    inTransaction.clear();
    committing.forEach(tag -> passed(tag + ".commit"));
    Object result = call(connection, method, arguments);
    committing.forEach(tag -> passed(tag + ".committed"));
    if (committing.contains("outcome") && recordsResponses()) {
      rejections.set(0);
      passed("spool.recorded");
    }
    return result;
  }

  private static void addCopyTag(Set<String> inTransaction) {
    StackWalker.getInstance()
        .forEach(
            frame -> {
              if (frame.getClassName().endsWith("order.Orders")) {
                inTransaction.add("build");
              }
            });
  }

  private <S extends Statement> S observed(
      Class<S> type,
      Connection connection,
      S statement,
      @Nullable String prepared,
      Set<String> inTransaction) {
    return proxy(
        type,
        (self, method, arguments) -> {
          if (!method.getName().startsWith("execute")) {
            return call(statement, method, arguments);
          }
          String tag = tag(prepared == null ? String.valueOf(arguments[0]) : prepared);
          passed(tag + ".before");
          if (tag.equals("outcome") && recordsResponses()) {
            rejectAtFirst();
          }
          inTransaction.add(tag);
          Object result = call(statement, method, arguments);
          passed(tag + ".done");
          if (connection.getAutoCommit()) {
            inTransaction.clear();
            passed(tag + ".committed");
          }
          return result;
        });
  }

  /**
   * Only in a carrier's thread: responses that another process left are recorded elsewhere, once.
   */
  private boolean recordsResponses() {
    return crashPoint != null
        && crashPoint.startsWith("spool.")
        && Thread.currentThread().getName().matches("(globalconnect|granite|telecomx).*-\\d+");
  }

  /** Rejects twice: the first attempt may be retried at once, without the next order's intent. */
  private void rejectAtFirst() throws SQLException {
    int before = rejections.get();
    if (before < 2) {
      rejections.set(before + 1);
      if (before == 0) {
        passed("spool.before");
      }
      throw new SQLException("The database is unavailable, for a test", "08006");
    }
    passed("spool.written");
  }

  private String tag(String sql) {
    String plain = sql.replaceAll("\\s+", " ").strip();
    String lower = plain.toLowerCase(java.util.Locale.ROOT);
    for (Map.Entry<String, String> known : BY_STATEMENT.entrySet()) {
      if (lower.contains(known.getKey().toLowerCase(java.util.Locale.ROOT))) {
        readsResults |= known.getValue().equals("results");
        return known.getValue();
      }
    }
    return readsResults && lower.startsWith("update batch_step_execution set")
        ? "published"
        : "other";
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(CrashPoints.class.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private static @Nullable Object call(Object target, Method method, Object @Nullable [] arguments)
      throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      Throwable cause = e.getCause();
      throw cause == null ? new SQLException(e) : cause;
    }
  }
}
