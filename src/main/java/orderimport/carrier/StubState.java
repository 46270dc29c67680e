package orderimport.carrier;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import orderimport.carrier.Carrier.AcceptedOrder;
import org.jspecify.annotations.Nullable;

/** What the stub of a carrier knows about the sandbox. */
public interface StubState {

  /** The time of the sandbox's clock. */
  Instant now();

  /** The settings of the carrier. */
  CarrierProperties settings();

  /** Whether the sandbox has the stub of this carrier. */
  boolean has(String carrier);

  /**
   * The orders that a carrier accepted, the oldest first.
   *
   * @param carrier its name; not necessarily that of the stub
   */
  List<AcceptedOrder> orders(String carrier);

  /** The order of a carrier with this number; empty if there is no such order. */
  Optional<AcceptedOrder> order(String carrier, long number);

  /**
   * A new token.
   *
   * @param lifetime until it expires by the sandbox's clock; null for never
   */
  String issueToken(@Nullable Duration lifetime);
}
