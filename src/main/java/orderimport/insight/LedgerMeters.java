package orderimport.insight;

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
class LedgerMeters implements MeterBinder {
  /** The kinds of answers, and what the ledger calls them. */
  private static final Map<String, String> ANSWERS =
      Map.of(
          "accepted", "ACCEPTED",
          "refused", "REJECTED",
          "later", "TRY_AGAIN",
          "unauthorized", "BARRED",
          "unexplained", "UNEXPLAINED",
          "unknown", "IN_DOUBT",
          "not_connected", "NOT_SENT",
          "under_way", "UNDER_WAY");

  private final Carriers carriers;
  private final LedgerGlances glances;

  LedgerMeters(Carriers carriers, LedgerGlances glances) {
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
      ANSWERS.forEach(
          (answer, word) ->
              gauge("requests", "Requests, by what came of them", requests(carrier, word))
                  .tag("carrier", carrier.name())
                  .tag("answer", answer)
                  .register(registry));
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
    gauge("messages.waiting", "Messages that have not arrived yet", LedgerCounts::messages)
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
