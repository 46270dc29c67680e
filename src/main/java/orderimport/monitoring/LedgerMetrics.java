package orderimport.monitoring;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import orderimport.carrier.Carrier;
import orderimport.carrier.Carriers;
import orderimport.imports.Import;
import orderimport.order.OrderStatus;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Component;

/** The metrics of the ledger, over all processes that share the database. */
@Component
@ConditionalOnWebApplication
class LedgerMetrics implements MeterBinder {
  /** The tag of each outcome, and its name in the ledger. */
  private static final Map<String, String> OUTCOMES =
      Map.of(
          "accepted", "ACCEPTED",
          "rejected", "REJECTED",
          "retryable", "RETRYABLE",
          "carrier_blocked", "CARRIER_BLOCKED",
          "unexplained", "UNEXPLAINED",
          "in_doubt", "IN_DOUBT",
          "not_sent", "NOT_SENT");

  private final Carriers carriers;
  private final CachedLedgerCounts cachedCounts;

  LedgerMetrics(Carriers carriers, CachedLedgerCounts cachedCounts) {
    this.carriers = carriers;
    this.cachedCounts = cachedCounts;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    for (Carrier carrier : carriers.all()) {
      for (OrderStatus status : OrderStatus.values()) {
        gauge("orders", "Orders by carrier and status", orders(carrier, status))
            .tag("carrier", carrier.name())
            .tag("status", tagValue(status.name()))
            .register(registry);
      }
      OUTCOMES.forEach(
          (outcome, ledgerOutcome) ->
              FunctionCounter.builder(
                      "orderimport.requests",
                      cachedCounts,
                      each -> each.counter(requests(carrier, ledgerOutcome)))
                  .description("Completed requests by carrier and outcome")
                  .tag("carrier", carrier.name())
                  .tag("outcome", outcome)
                  .register(registry));
      gauge(
              "requests.sending",
              "Requests in progress by carrier",
              requests(carrier, LedgerCounts.UNDER_WAY))
          .tag("carrier", carrier.name())
          .register(registry);
    }
    for (Import.State state : Import.State.values()) {
      gauge(
              "imports",
              "Imports by state",
              counts -> counts.imports().getOrDefault(state.name(), 0L))
          .tag("state", tagValue(state.name()))
          .register(registry);
    }
    gauge("rows", "Rows stored", LedgerCounts::rows).register(registry);
    gauge(
            "held.oldest",
            "Age of the oldest import with a held order",
            LedgerCounts::oldestHeldSeconds)
        .baseUnit("seconds")
        .register(registry);
    gauge(
            "notifications.waiting",
            "Notifications that have not been delivered yet",
            LedgerCounts::pendingNotifications)
        .register(registry);
    MultiGauge machines =
        MultiGauge.builder("orderimport.machine.imports")
            .description("Imports that each of several machines works on, by activity")
            .register(registry);
    cachedCounts.onRefresh(counts -> machines.register(rows(counts), true));
  }

  private static List<MultiGauge.Row<?>> rows(LedgerCounts counts) {
    List<MultiGauge.Row<?>> rows = new ArrayList<>();
    counts
        .machines()
        .forEach(
            (machine, number) ->
                rows.add(
                    MultiGauge.Row.of(
                        Tags.of(
                            "machine", machine.host(), "activity", tagValue(machine.activity())),
                        number)));
    return rows;
  }

  private static ToDoubleFunction<LedgerCounts> orders(Carrier carrier, OrderStatus status) {
    String name = carrier.name() + " " + status;
    return counts -> counts.orders().getOrDefault(name, 0L);
  }

  private static ToDoubleFunction<LedgerCounts> requests(Carrier carrier, String ledgerOutcome) {
    String name = carrier.name() + " " + ledgerOutcome;
    return counts -> counts.requests().getOrDefault(name, 0L);
  }

  private Gauge.Builder<?> gauge(
      String name, String description, ToDoubleFunction<LedgerCounts> value) {
    return Gauge.builder("orderimport." + name, cachedCounts, each -> each.gauge(value))
        .description(description);
  }

  private static String tagValue(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
