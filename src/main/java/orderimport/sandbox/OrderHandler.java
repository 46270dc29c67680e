package orderimport.sandbox;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.function.Supplier;
import orderimport.sandbox.FaultRule.Fault;
import orderimport.sandbox.FaultRules.IncomingRequest;

/** Receives a carrier's orders and applies the fault rules. */
final class OrderHandler implements EndpointHandler {
  private final CarrierEndpoint carrierEndpoint;
  private final FaultRules faultRules;

  OrderHandler(CarrierEndpoint carrierEndpoint, FaultRules faultRules) {
    this.carrierEndpoint = carrierEndpoint;
    this.faultRules = faultRules;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readNBytes(CarrierEndpoint.LARGEST_BODY + 1);
    carrierEndpoint.counters().received();
    String path = exchange.getRequestURI().getPath();
    FaultRule rule =
        faultRules.next(
            new IncomingRequest(
                "POST",
                path,
                path,
                carrierEndpoint.carrier(),
                carrierEndpoint.orderRef(body),
                true));
    respond(
        exchange,
        carrierEndpoint,
        rule,
        () ->
            carrierEndpoint.accept(
                exchange.getRequestHeaders(), StubEndpointHandler.parameters(exchange), body));
  }

  /**
   * Responds as a fault rule says.
   *
   * @param regular processes the request, unless the rule prevents it
   */
  static void respond(
      HttpExchange exchange,
      CarrierEndpoint carrierEndpoint,
      FaultRule rule,
      Supplier<HttpReply> regular)
      throws IOException {
    if (rule.fault() == Fault.DROP_BEFORE) {
      carrierEndpoint.counters().responded(rule.name());
      return;
    }
    Integer status = rule.status();
    HttpReply httpReply =
        rule.apply(status == null ? regular.get() : carrierEndpoint.error(status, "As ordered"));
    carrierEndpoint
        .counters()
        .responded(rule.fault() == null ? "" + httpReply.status() : rule.name());
    if (rule.delay_ms() != null && !waited(rule.delay_ms())) {
      return;
    }
    if (rule.fault() == null) {
      httpReply.send(exchange);
    } else if (rule.fault() == Fault.CUT) {
      httpReply.sendHalf(exchange);
    }
  }

  private static boolean waited(long millis) {
    try {
      Thread.sleep(millis);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
