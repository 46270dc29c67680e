package orderimport.monitoring;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import orderimport.carrier.Carrier;
import orderimport.carrier.Carriers;
import orderimport.imports.Import;
import orderimport.order.OrderStatus;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Component;

/** The figures of the ledger, over all processes that share the database. */
@Component
@ConditionalOnWebApplication
class LedgerMetrics implements MeterBinder {
  /** The outcomes of requests, and what the ledger calls them. */
  private static final Map<String, String> OUTCOMES =
      Map.of(
          "accepted", "ACCEPTED",
          "rejected", "REJECTED",
          "retryable", "TRY_AGAIN",
          "carrier_blocked", "BARRED",
          "unexplained", "UNEXPLAINED",
          "in_doubt", "IN_DOUBT",
          "not_sent", "NOT_SENT");

  private final Carriers carriers;
  private final CachedLedgerCounts glances;

  LedgerMetrics(Carriers carriers, CachedLedgerCounts glances) {
    this.carriers = carriers;
    this.glances = glances;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    for (Carrier carrier : carriers.all()) {
      for (OrderStatus status : OrderStatus.values()) {
        gauge("orders", "Orders of each carrier in each state", orders(carrier, status))
            .tag("carrier", carrier.name())
            .tag("status", word(status.name()))
            .register(registry);
      }
      OUTCOMES.forEach(
          (outcome, word) ->
              FunctionCounter.builder(
                      "orderimport.requests",
                      glances,
                      each -> each.counter(requests(carrier, word)))
                  .description("Requests that have ended, by outcome")
                  .tag("carrier", carrier.name())
                  .tag("outcome", outcome)
                  .register(registry));
      gauge("requests.sending", "Requests under way", requests(carrier, LedgerCounts.UNDER_WAY))
          .tag("carrier", carrier.name())
          .register(registry);
    }
    for (Import.State state : Import.State.values()) {
      gauge(
              "imports",
              "Imports in each state",
              counts -> counts.imports().getOrDefault(state.name(), 0L))
          .tag("state", word(state.name()))
          .register(registry);
    }
    gauge("rows", "Rows that are kept", LedgerCounts::rows).register(registry);
    gauge(
            "held.oldest",
            "How long the oldest order that is held has been waiting",
            LedgerCounts::oldestHeldSeconds)
        .baseUnit("seconds")
        .register(registry);
    gauge(
            "notifications.waiting",
            "Notifications that have not been delivered yet",
            LedgerCounts::messages)
        .register(registry);
  }

  private static ToDoubleFunction<LedgerCounts> orders(Carrier carrier, OrderStatus status) {
    String name = carrier.name() + " " + status;
    return counts -> counts.orders().getOrDefault(name, 0L);
  }

  private static ToDoubleFunction<LedgerCounts> requests(Carrier carrier, String word) {
    String name = carrier.name() + " " + word;
    return counts -> counts.requests().getOrDefault(name, 0L);
  }

  private Gauge.Builder<?> gauge(
      String name, String description, ToDoubleFunction<LedgerCounts> figure) {
    return Gauge.builder("orderimport." + name, glances, each -> each.figure(figure))
        .description(description);
  }

  private static String word(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
