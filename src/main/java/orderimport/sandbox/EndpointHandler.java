package orderimport.sandbox;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;

/** What answers at a path. The exchange is closed behind it. */
interface EndpointHandler {
  void enter(HttpExchange exchange) throws IOException;
}
