package orderimport.monitoring;

import orderimport.placement.CarrierHealth;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.stereotype.Component;

/** How it is with each carrier; one in trouble does not make this program unhealthy. */
@Component("carriersHealthIndicator")
@ConditionalOnWebApplication
class CarriersHealthIndicator extends AbstractHealthIndicator {
  private final CarrierHealth states;

  CarriersHealthIndicator(CarrierHealth states) {
    this.states = states;
  }

  @Override
  protected void doHealthCheck(Health.Builder builder) {
    builder.up().withDetails(states.all());
  }
}
