package orderimport.placement;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import orderimport.carrier.Carrier;
import orderimport.carrier.CarrierProperties;
import orderimport.carrier.OrderImportProperties;
import orderimport.imports.CancellationToken;
import orderimport.order.Ledger;
import orderimport.order.RateLimitWindow;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.stereotype.Component;

/** Opens connections to carriers for requests that place nothing. */
@Component
public class CarrierQueries {
  /** Placing and other imports use the same slots, so a request may have to wait for several. */
  private static final Duration LONGEST_SLOT_PAUSE = Duration.ofHours(1);

  private final OrderImportProperties settings;
  private final SandboxAddress sandboxAddress;
  private final SslBundles sslBundles;
  private final Ledger ledger;
  private final Clock clock;

  CarrierQueries(
      OrderImportProperties settings,
      SandboxAddress sandboxAddress,
      SslBundles sslBundles,
      Ledger ledger,
      Clock clock) {
    this.settings = settings;
    this.sandboxAddress = sandboxAddress;
    this.sslBundles = sslBundles;
    this.ledger = ledger;
    this.clock = clock;
  }

  /**
   * Opens the connection to a carrier for requests that share its rate limits with placing.
   *
   * @param stop once cancelled, no further request is sent
   */
  public PacedRequests open(Carrier carrier, CancellationToken stop) {
    CarrierProperties own = settings.of(carrier);
    List<RateLimitWindow> rateLimits = CarrierPlacement.rateLimits(own);
    ledger.prepare(carrier.name(), rateLimits);
    return new PacedRequests(
        carrier.name(),
        new CarrierClient(carrier, own.orderUri(sandboxAddress::uri), own, sslBundles, clock),
        path -> own.uri(sandboxAddress::uri, path),
        rateLimits,
        ledger,
        () -> false,
        LONGEST_SLOT_PAUSE,
        stop,
        clock);
  }
}
