package orderimport.placement;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongFunction;
import java.util.function.LongPredicate;
import orderimport.order.Ledger.Effect;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Records the responses that processes of this machine knew when they ended. */
final class SpoolReplay {
  private static final Logger log = LoggerFactory.getLogger(SpoolReplay.class);

  private final ResponseSpool spool;
  private final LongPredicate imports;
  private final LongFunction<OutcomeRecorder> recordings;

  /**
   * @param imports whose responses are recorded, by their ids
   * @param recordings by the import's id
   */
  SpoolReplay(
      ResponseSpool spool, LongPredicate imports, LongFunction<OutcomeRecorder> recordings) {
    this.spool = spool;
    this.imports = imports;
    this.recordings = recordings;
  }

  /**
   * Records all of them. One that cannot be recorded stays for the next time.
   *
   * @return the imports of which an order has changed
   * @throws RuntimeException if the database does not respond
   */
  Set<Long> run() {
    Set<Long> changed = new TreeSet<>();
    for (SpooledResponse response : spool.all()) {
      try {
        if (imports.test(response.importId()) && isEffective(response)) {
          changed.add(response.importId());
        }
      } catch (RuntimeException e) {
        if (DatabaseRetry.isNoResponse(e)) {
          throw e;
        }
        log.error("The response {} cannot be recorded", response, e);
      }
    }
    return changed;
  }

  private boolean isEffective(SpooledResponse response) {
    Optional<Effect> effect = recordings.apply(response.importId()).replay(response);
    if (effect.isEmpty()) {
      log.error(
          "The database knows no attempt {} of order {}, so the response in {} is not recorded",
          response.attempt(),
          response.orderId(),
          spool.folder());
      return false;
    }
    if (effect.get() == Effect.SUPERSEDED) {
      log.warn("Order {} has moved on; not recorded is {}", response.orderId(), response);
    } else {
      log.info("The response to order {} is recorded", response.orderId());
    }
    spool.delete(response);
    return effect.get() == Effect.CHANGED;
  }
}
