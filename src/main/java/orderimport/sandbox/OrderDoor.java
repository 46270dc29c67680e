package orderimport.sandbox;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.Map;
import orderimport.sandbox.Misbehaviour.Fault;

/** Where a carrier's orders come in, and where misbehaviour happens. */
final class OrderDoor implements Door {
  private final Desk desk;
  private final Misbehaviours misbehaviours;

  OrderDoor(Desk desk, Misbehaviours misbehaviours) {
    this.desk = desk;
    this.misbehaviours = misbehaviours;
  }

  @Override
  public void enter(HttpExchange exchange) throws IOException {
    if (!exchange.getRequestMethod().equals("POST")) {
      Reply notAllowed = desk.fail(405, "Only POST is allowed here");
      new Reply(405, Map.of("Allow", "POST"), notAllowed.body()).send(exchange);
      return;
    }
    byte[] body = exchange.getRequestBody().readNBytes(Desk.LARGEST_BODY + 1);
    desk.counts().received();
    Misbehaviour wrong = misbehaviours.next(desk.carrier(), desk.orderRef(body));
    if (wrong.fault() == Fault.DROP_BEFORE) {
      desk.counts().answered(wrong.name());
      return;
    }
    Integer status = wrong.status();
    Reply reply =
        wrong.bend(
            status == null
                ? desk.take(exchange.getRequestHeaders().getFirst("Authorization"), body)
                : desk.fail(status, "As ordered"));
    desk.counts().answered(wrong.fault() == null ? "" + reply.status() : wrong.name());
    if (wrong.delay_ms() != null && !waited(wrong.delay_ms())) {
      return;
    }
    if (wrong.fault() == null) {
      reply.send(exchange);
    } else if (wrong.fault() == Fault.CUT) {
      reply.sendHalf(exchange);
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
