package orderimport.placement;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongPredicate;
import orderimport.carrier.Carrier;
import orderimport.carrier.CarrierProperties;
import orderimport.carrier.OrderImportProperties;
import orderimport.imports.CancellationToken;
import orderimport.order.Ledger;
import orderimport.order.Orders;
import orderimport.order.RateLimitWindow;
import orderimport.placement.auth.LoginPacing;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.stereotype.Component;

/** Opens connections to carriers for requests that place nothing. */
@Component
public class CarrierQueries {
  /** Placing and other imports use the same slots, so a request may have to wait for several. */
  private static final Duration LONGEST_SLOT_PAUSE = Duration.ofHours(1);

  private static final Duration LONGEST_SLOT_PAUSE_AFTER_PLACING = Duration.ofMinutes(2);

  private final OrderImportProperties settings;
  private final SandboxAddress sandboxAddress;
  private final SslBundles sslBundles;
  private final Orders orders;
  private final Ledger ledger;
  private final Clock clock;

  CarrierQueries(
      OrderImportProperties settings,
      SandboxAddress sandboxAddress,
      SslBundles sslBundles,
      Orders orders,
      Ledger ledger,
      Clock clock) {
    this.settings = settings;
    this.sandboxAddress = sandboxAddress;
    this.sslBundles = sslBundles;
    this.orders = orders;
    this.ledger = ledger;
    this.clock = clock;
  }

  /** How much of a carrier's rate limits requests may use that place nothing. */
  public enum Share {
    ALL,
    /** So that orders that are placed next find the other half. */
    HALF;

    private RateLimitWindow of(RateLimitWindow limit) {
      return this == ALL ? limit : limit.of(Math.max(1, limit.requests() / 2));
    }
  }

  /**
   * Opens the connection to a carrier for requests that share its rate limits with placing.
   *
   * @param stop once cancelled, no further request is sent
   */
  public PacedRequests open(Carrier carrier, CancellationToken stop) {
    return open(carrier, Share.ALL, () -> false, LONGEST_SLOT_PAUSE, stop);
  }

  /**
   * Opens the connection to a carrier for requests of which none is sent while orders are placed
   * with it, as these have precedence.
   *
   * @param isLocked whether a process works on an import, by the import's id
   * @param stop once cancelled, no further request is sent
   */
  public PacedRequests openAfterPlacing(
      Carrier carrier, Share share, LongPredicate isLocked, CancellationToken stop) {
    String environment = settings.of(carrier).environment();
    return open(
        carrier,
        share,
        () -> orders.importsToPlace(carrier.name(), environment).stream().anyMatch(isLocked::test),
        LONGEST_SLOT_PAUSE_AFTER_PLACING,
        stop);
  }

  /**
   * The pacing of a login that no other request follows.
   *
   * @param stop once cancelled, no login is sent
   */
  public LoginPacing loginPacing(Carrier carrier, CancellationToken stop) {
    List<RateLimitWindow> rateLimits = CarrierPlacement.rateLimits(settings.of(carrier));
    ledger.prepare(carrier.name(), rateLimits);
    return new PacedLogin(
        carrier.name(), rateLimits, ledger, null, LONGEST_SLOT_PAUSE_AFTER_PLACING, clock, stop);
  }

  private PacedRequests open(
      Carrier carrier,
      Share share,
      BooleanSupplier placing,
      Duration longestSlotPause,
      CancellationToken stop) {
    CarrierProperties own = settings.of(carrier);
    List<RateLimitWindow> rateLimits = CarrierPlacement.rateLimits(own);
    ledger.prepare(carrier.name(), rateLimits);
    return new PacedRequests(
        carrier.name(),
        new CarrierClient(
            carrier,
            own.orderUri(sandboxAddress::uri),
            own,
            sslBundles,
            new PacedLogin(carrier.name(), rateLimits, ledger, null, longestSlotPause, clock, stop),
            clock),
        path -> own.uri(sandboxAddress::uri, path),
        rateLimits.stream().map(share::of).toList(),
        ledger,
        placing,
        CarrierPlacement.latestSend(own),
        longestSlotPause,
        stop,
        clock);
  }
}
