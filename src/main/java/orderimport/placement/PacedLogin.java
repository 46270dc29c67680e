package orderimport.placement;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import orderimport.imports.CancellationToken;
import orderimport.order.Attempt;
import orderimport.order.Ledger;
import orderimport.order.RateLimitWindow;
import orderimport.placement.auth.LoginPacing;
import orderimport.placement.http.HttpResult;
import orderimport.problem.Reason;
import org.jspecify.annotations.Nullable;

/**
 * Sends a login once it has a slot of each rate limit.
 *
 * @param rateLimits prepared in the ledger
 * @param database retries the calls; null to make them once
 * @param longestPause how long a login waits for its slots; null for as long as it takes
 * @param stop once cancelled, no login is sent
 */
record PacedLogin(
    String carrier,
    List<RateLimitWindow> rateLimits,
    Ledger ledger,
    @Nullable DatabaseRetry database,
    @Nullable Duration longestPause,
    Clock clock,
    CancellationToken stop)
    implements LoginPacing {

  @Override
  public HttpResult send(Supplier<HttpResult> login) {
    if (rateLimits.isEmpty()) {
      return login.get();
    }
    Instant latest = longestPause == null ? Instant.MAX : clock.instant().plus(longestPause);
    while (!stop.isCancelled()) {
      Optional<List<Attempt.Slot>> slots = call(() -> ledger.acquireSlots(carrier, rateLimits));
      if (slots.isPresent()) {
        return send(login, slots.get());
      }
      Duration wait = call(() -> ledger.untilNextSlots(carrier, rateLimits));
      Instant next = clock.instant().plus(wait);
      if (next.isAfter(latest)) {
        return new HttpResult.NotSent(
            Reason.RATE_LIMIT_USED_UP.text(
                next, "order-import.carriers.%s.rate-limits".formatted(carrier)));
      }
      stop.pause(wait);
    }
    return new HttpResult.Cancelled();
  }

  private HttpResult send(Supplier<HttpResult> login, List<Attempt.Slot> slots) {
    HttpResult result = login.get();
    boolean reached =
        result instanceof HttpResult.Response || result instanceof HttpResult.ConnectionLost;
    return call(
        () -> {
          ledger.freeSlots(slots, carrier, reached);
          return result;
        });
  }

  private <T> T call(Supplier<T> work) {
    return database == null ? work.get() : database.untilDone(work);
  }
}
