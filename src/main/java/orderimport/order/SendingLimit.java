package orderimport.order;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import orderimport.database.ConditionalOnExternalDatabase;
import orderimport.database.SilenceTimeout;
import orderimport.imports.Imports;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Limits the orders that all machines send to a carrier at the same time. An order of a dead
 * process, which is SENDING until another one takes over its import, does not count: the lock on
 * the import ends with the process' session.
 */
@Component
@ConditionalOnExternalDatabase
final class SendingLimit {
  /** How long to wait if the limit is reached, or another process is checking it. */
  static final Duration WAIT = Duration.ofMillis(20);

  private static final String LOCK =
      "select pg_try_advisory_xact_lock(hashtextextended('sending ' || ?, 0)) as locked, "
          + SilenceTimeout.OF_TRANSACTION.expression();

  private final JdbcClient jdbc;
  private final Map<String, Integer> concurrency = new ConcurrentHashMap<>();

  SendingLimit(DataSource dataSource) {
    this.jdbc = JdbcClient.create(dataSource);
  }

  void set(String carrier, int requests) {
    concurrency.put(carrier, requests);
  }

  /**
   * Whether one more order may be sent, in the transaction of the caller, which records the intent.
   * Until its end, it is the only one that gets this answer. It does not wait for others, as these
   * may wait for what the caller has locked. Should its process be suspended, the transaction ends.
   */
  boolean permits(Order order) {
    Integer most = concurrency.get(order.carrier());
    return most == null
        || (jdbc.sql(LOCK)
                .param(order.carrier())
                .query((row, number) -> row.getBoolean("locked"))
                .single()
            && sending(order) < most);
  }

  private long sending(Order order) {
    return Objects.requireNonNull(
        jdbc.sql(
                "select count(*) from orders where status = 'SENDING' and carrier = ?"
                    + " and environment = ? and import_id in ("
                    + Imports.LOCKED
                    + ")")
            .params(order.carrier(), order.environment())
            .query(Long.class)
            .single());
  }
}
