package orderimport.sandbox;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;

/** Handles the requests of a path. The caller closes the exchange. */
interface EndpointHandler {
  void handle(HttpExchange exchange) throws IOException;
}
