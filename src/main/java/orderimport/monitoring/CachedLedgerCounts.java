package orderimport.monitoring;

import java.time.Duration;
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
 * Counts now and then: not within ten seconds of the last time, and where counting takes long, so
 * seldom that it is no load. However often figures are asked for, that is all it costs.
 */
@Component
class CachedLedgerCounts {
  private static final Logger log = LoggerFactory.getLogger(CachedLedgerCounts.class);
  private static final long SHORTEST_NANOS = Duration.ofSeconds(10).toNanos();
  private static final int SHARE = 50;

  private final DataSource dataSource;
  private final PlatformTransactionManager transactions;
  private @Nullable LedgerCounts last;
  private @Nullable LedgerCounts lastKnown;
  private long nextNanos = System.nanoTime();

  CachedLedgerCounts(DataSource dataSource, PlatformTransactionManager transactions) {
    this.dataSource = dataSource;
    this.transactions = transactions;
  }

  /** A figure of the last count; not a number if the database could not be asked. */
  synchronized double figure(ToDoubleFunction<LedgerCounts> figure) {
    if (System.nanoTime() - nextNanos >= 0) {
      count();
    }
    return last == null ? Double.NaN : figure.applyAsDouble(last);
  }

  /** As {@link #figure}, of what only grows: that of the last count that succeeded. */
  synchronized double counter(ToDoubleFunction<LedgerCounts> figure) {
    double now = figure(figure);
    return Double.isNaN(now) && lastKnown != null ? figure.applyAsDouble(lastKnown) : now;
  }

  private void count() {
    long began = System.nanoTime();
    try {
      last = LedgerCounts.read(dataSource, transactions);
      lastKnown = last;
    } catch (DataAccessException | TransactionException e) {
      log.warn("The figures cannot be counted", e);
      last = null;
    }
    long took = System.nanoTime() - began;
    nextNanos = System.nanoTime() + Math.max(SHORTEST_NANOS, SHARE * took);
  }
}
