package orderimport.monitoring;

import orderimport.placement.CarrierHealth;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.stereotype.Component;

/** Reports the health of each carrier. A failing carrier does not make the application DOWN. */
@Component("carriersHealthIndicator")
@ConditionalOnWebApplication
class CarriersHealthIndicator extends AbstractHealthIndicator {
  private final CarrierHealth carrierHealth;

  CarriersHealthIndicator(CarrierHealth carrierHealth) {
    this.carrierHealth = carrierHealth;
  }

  @Override
  protected void doHealthCheck(Health.Builder builder) {
    builder.up().withDetails(carrierHealth.all());
  }
}
