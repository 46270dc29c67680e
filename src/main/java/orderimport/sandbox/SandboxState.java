package orderimport.sandbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import orderimport.carrier.Carrier.AcceptedOrder;
import orderimport.carrier.CarrierProperties;
import orderimport.carrier.StubState;
import org.jspecify.annotations.Nullable;

/**
 * The sandbox as a carrier's stub sees it.
 *
 * @param carriers the names of all carriers that have a stub
 */
record SandboxState(
    CarrierProperties settings,
    Set<String> carriers,
    Clock clock,
    Journal journal,
    IssuedTokens issuedTokens)
    implements StubState {

  @Override
  public Instant now() {
    return clock.instant();
  }

  @Override
  public boolean has(String carrier) {
    return carriers.contains(carrier);
  }

  @Override
  public List<AcceptedOrder> orders(String carrier) {
    return journal.accepted(carrier);
  }

  @Override
  public Optional<AcceptedOrder> order(String carrier, long number) {
    return journal.accepted(carrier, number);
  }

  @Override
  public String issueToken(@Nullable Duration lifetime) {
    return issuedTokens.issue(lifetime);
  }
}
