package orderimport.placement;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongFunction;
import java.util.function.LongPredicate;
import orderimport.order.Ledger.Effect;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Records the responses that earlier processes of this machine left in files. */
final class SpoolReplay {
  private static final Logger log = LoggerFactory.getLogger(SpoolReplay.class);

  private final ResponseSpool spool;
  private final LongPredicate imports;
  private final LongFunction<OutcomeRecorder> recorders;

  /**
   * @param imports selects the imports whose responses are recorded, by id
   * @param recorders the recorder of an import, by id
   */
  SpoolReplay(ResponseSpool spool, LongPredicate imports, LongFunction<OutcomeRecorder> recorders) {
    this.spool = spool;
    this.imports = imports;
    this.recorders = recorders;
  }

  /**
   * Records all responses. A response that cannot be recorded is kept for the next call.
   *
   * @return the ids of the imports with a changed order
   * @throws RuntimeException if the database does not respond
   */
  Set<Long> run() {
    Set<Long> changed = new TreeSet<>();
    for (SpooledResponse response : spool.all()) {
      try {
        if (imports.test(response.importId()) && record(response)) {
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

  private boolean record(SpooledResponse response) {
    Optional<Effect> effect = recorders.apply(response.importId()).replay(response);
    if (effect.isEmpty()) {
      log.error(
          "The database has no attempt {} of order {}, so the response in {} is not recorded",
          response.attempt(),
          response.orderId(),
          spool.folder());
      return false;
    }
    if (effect.get() == Effect.SUPERSEDED) {
      log.warn(
          "Order {} has a later outcome or attempt; {} is not recorded",
          response.orderId(),
          response);
    } else {
      log.info("The response to order {} is recorded", response.orderId());
    }
    spool.delete(response);
    return effect.get() == Effect.CHANGED;
  }
}
