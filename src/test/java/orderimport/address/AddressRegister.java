package orderimport.address;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * TelecomX's address look-up: finds addresses that begin with the query, whatever its case; a query
 * without a number finds streets.
 */
public final class AddressRegister implements HttpHandler {

  /** A home: road, number, floor, door, postcode and town. */
  private record Home(String road, String number, String floor, String door, int zip, String city) {
    String text() {
      return plain("%s %s %s %s %d %s".formatted(road, number, floor, door, zip, city));
    }
  }

  /** A look-up that arrived. */
  public record LookUp(String query, boolean flex, long nanos) {}

  /** Decides the status of a response, and can delay it. */
  public interface Answering {
    int status(String query) throws InterruptedException;
  }

  private final List<Home> homes = Collections.synchronizedList(new ArrayList<>());
  private final List<LookUp> lookUps = Collections.synchronizedList(new ArrayList<>());
  private volatile Answering answering = query -> 200;

  /** Adds a home; floor and door may be empty. */
  public AddressRegister home(
      String road, String number, String floor, String door, int zip, String city) {
    homes.add(new Home(road, number, floor, door, zip, city));
    return this;
  }

  /** Responds like this from now on: 200 with the addresses, or an error. */
  public void answer(Answering next) {
    answering = next;
  }

  public List<LookUp> lookUps() {
    synchronized (lookUps) {
      return List.copyOf(lookUps);
    }
  }

  private static String plain(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("[\\s,.]+", " ").strip();
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Map<String, String> parameters = new HashMap<>();
      for (String parameter : exchange.getRequestURI().getRawQuery().split("&")) {
        String[] parts = parameter.split("=", 2);
        parameters.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
      }
      String query = parameters.getOrDefault("query", "");
      boolean flex = parameters.containsKey("flex");
      lookUps.add(new LookUp(query, flex, System.nanoTime()));
      int status = answering.status(query);
      String text =
          status == 200
              ? find(query, flex)
              : "{\"error\": \"failed for %s\"}".formatted(exchange.getRequestURI().getQuery());
      byte[] body = text.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      if (status == 429) {
        exchange.getResponseHeaders().set("Retry-After", "1");
      }
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String find(String query, boolean flex) {
    String begin = plain(query);
    ArrayNode found = JsonMapper.shared().createArrayNode();
    synchronized (homes) {
      if (!begin.matches(".*\\d.*")) {
        homes.stream()
            .map(Home::road)
            .filter(road -> plain(road).startsWith(begin))
            .distinct()
            .forEach(road -> found.addObject().put("road", road));
        return found.toString();
      }
      homes.stream()
          .filter(
              home ->
                  flex
                      ? begin.startsWith(plain(home.road() + " " + home.number()))
                      : home.text().startsWith(begin))
          .limit(50)
          .forEach(home -> add(found, home));
    }
    return found.toString();
  }

  private static void add(ArrayNode found, Home home) {
    ObjectNode entry = found.addObject();
    entry.put("_id", "%024x".formatted(found.size()));
    entry.put("road", home.road()).put("number", home.number());
    if (!home.floor().isEmpty()) {
      entry.put("floor", home.floor());
    }
    if (!home.door().isEmpty()) {
      entry.put("door", home.door());
    }
    entry.put("zip", home.zip()).put("city", home.city());
  }
}
