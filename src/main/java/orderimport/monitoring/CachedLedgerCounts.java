package orderimport.monitoring;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;

/**
 * Caches {@link LedgerCounts}, so that frequent scrapes do not load the database: for ten seconds,
 * or for 50 times as long as counting took, whichever is longer.
 */
@Component
class CachedLedgerCounts {
  private static final Logger log = LoggerFactory.getLogger(CachedLedgerCounts.class);
  private static final long MIN_AGE_NANOS = Duration.ofSeconds(10).toNanos();
  private static final int QUERY_TIME_FACTOR = 50;

  private final DataSource dataSource;
  private final PlatformTransactionManager transactions;
  private @Nullable LedgerCounts latest;
  private @Nullable LedgerCounts lastKnown;
  private Consumer<LedgerCounts> listener = counts -> {};
  private long expiresAtNanos = System.nanoTime();

  CachedLedgerCounts(DataSource dataSource, PlatformTransactionManager transactions) {
    this.dataSource = dataSource;
    this.transactions = transactions;
  }

  /** Passes each new snapshot on, for metrics that some snapshots only have. */
  synchronized void onRefresh(Consumer<LedgerCounts> newListener) {
    listener = newListener;
  }

  /** A value of the latest counts; NaN if the last query failed. */
  synchronized double gauge(ToDoubleFunction<LedgerCounts> value) {
    if (System.nanoTime() - expiresAtNanos >= 0) {
      refresh();
    }
    return latest == null ? Double.NaN : value.applyAsDouble(latest);
  }

  /** As {@link #gauge}, but returns the last known value if the last query failed. */
  synchronized double counter(ToDoubleFunction<LedgerCounts> value) {
    double now = gauge(value);
    return Double.isNaN(now) && lastKnown != null ? value.applyAsDouble(lastKnown) : now;
  }

  private void refresh() {
    long started = System.nanoTime();
    try {
      latest = LedgerCounts.read(dataSource, transactions);
      lastKnown = latest;
      listener.accept(latest);
    } catch (DataAccessException | TransactionException e) {
      log.warn("The metrics cannot be read from the database", e);
      latest = null;
    }
    long took = System.nanoTime() - started;
    expiresAtNanos = System.nanoTime() + Math.max(MIN_AGE_NANOS, QUERY_TIME_FACTOR * took);
  }
}
