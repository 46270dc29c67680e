package orderimport.sandbox;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.Map;
import orderimport.sandbox.FaultRule.Fault;

/** Where a carrier's orders come in, and where misbehaviour happens. */
final class OrderHandler implements EndpointHandler {
  private final CarrierEndpoint carrierEndpoint;
  private final FaultRules faultRules;

  OrderHandler(CarrierEndpoint carrierEndpoint, FaultRules faultRules) {
    this.carrierEndpoint = carrierEndpoint;
    this.faultRules = faultRules;
  }

  @Override
  public void enter(HttpExchange exchange) throws IOException {
    if (!exchange.getRequestMethod().equals("POST")) {
      HttpReply notAllowed = carrierEndpoint.error(405, "Only POST is allowed here");
      new HttpReply(405, Map.of("Allow", "POST"), notAllowed.body()).send(exchange);
      return;
    }
    byte[] body = exchange.getRequestBody().readNBytes(CarrierEndpoint.LARGEST_BODY + 1);
    carrierEndpoint.counts().received();
    FaultRule wrong = faultRules.next(carrierEndpoint.carrier(), carrierEndpoint.orderRef(body));
    if (wrong.fault() == Fault.DROP_BEFORE) {
      carrierEndpoint.counts().answered(wrong.name());
      return;
    }
    Integer status = wrong.status();
    HttpReply httpReply =
        wrong.apply(
            status == null
                ? carrierEndpoint.accept(
                    exchange.getRequestHeaders().getFirst("Authorization"), body)
                : carrierEndpoint.error(status, "As ordered"));
    carrierEndpoint
        .counts()
        .answered(wrong.fault() == null ? "" + httpReply.status() : wrong.name());
    if (wrong.delay_ms() != null && !waited(wrong.delay_ms())) {
      return;
    }
    if (wrong.fault() == null) {
      httpReply.send(exchange);
    } else if (wrong.fault() == Fault.CUT) {
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
