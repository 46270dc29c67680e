package orderimport.placement;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import orderimport.carrier.Carrier;
import orderimport.carrier.Carriers;
import org.springframework.stereotype.Component;

/** How it is with each carrier, as far as this process has sent it orders. */
@Component
public class CarrierHealth {
  private final Carriers carriers;
  private final Map<String, CarrierCircuitBreaker> latest = new ConcurrentHashMap<>();

  CarrierHealth(Carriers carriers) {
    this.carriers = carriers;
  }

  /** From now on this one says it, until another does. */
  void follow(String carrier, CarrierCircuitBreaker breaker) {
    latest.put(carrier, breaker);
  }

  /** By the carriers' names, in plain words. */
  public Map<String, String> all() {
    Map<String, String> states = new TreeMap<>();
    for (Carrier carrier : carriers.all()) {
      CarrierCircuitBreaker breaker = latest.get(carrier.name());
      states.put(carrier.name(), breaker == null ? "not asked since the start" : breaker.state());
    }
    return states;
  }
}
