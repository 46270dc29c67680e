package orderimport.sandbox;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The handlers of the sandbox by path and method. */
final class Routes {
  private final Map<PathTemplate, Map<String, EndpointHandler>> handlers =
      new TreeMap<>(Comparator.comparing(PathTemplate::hasId).thenComparing(PathTemplate::text));

  /** Adds a handler, unless there is one already. */
  boolean add(String method, String path, EndpointHandler handler) {
    return handlers
            .computeIfAbsent(PathTemplate.of(path), template -> new TreeMap<>())
            .putIfAbsent(method, handler)
        == null;
  }

  void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    List<String> allowed = new ArrayList<>();
    for (Map.Entry<PathTemplate, Map<String, EndpointHandler>> route : handlers.entrySet()) {
      if (route.getKey().idIn(path) != null) {
        EndpointHandler handler = route.getValue().get(exchange.getRequestMethod());
        if (handler != null) {
          handler.handle(exchange);
          return;
        }
        allowed.addAll(route.getValue().keySet());
      }
    }
    if (allowed.isEmpty()) {
      HttpReply.of(404, "{\"error\":\"There is no endpoint at this path.\"}").send(exchange);
    } else {
      String methods = String.join(", ", allowed);
      new HttpReply(
              405,
              Map.of("Allow", methods),
              "{\"error\":\"Only %s is allowed here.\"}".formatted(methods))
          .send(exchange);
    }
  }
}
