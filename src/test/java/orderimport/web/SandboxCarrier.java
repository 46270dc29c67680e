package orderimport.web;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import orderimport.carrier.Carriers;
import orderimport.carrier.OrderImportProperties;
import orderimport.sandbox.Sandbox;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import tools.jackson.databind.json.JsonMapper;

/** The sandbox as the real telecomx of a server; its journal has the orders that it accepted. */
final class SandboxCarrier implements AutoCloseable {
  private final HttpClient http = HttpClient.newHttpClient();
  private final Sandbox sandbox;
  private final Path journal;
  private final Path folder;

  SandboxCarrier(Path folder) throws IOException {
    this.folder = folder;
    this.journal = folder.resolve("journal.jsonl");
    this.sandbox = Sandbox.start(0, Carriers.registered(), settings(), Clock.systemUTC(), journal);
  }

  /** The settings of a server that sends it this many orders per second. */
  Map<String, String> settingsOfServer(int requestsPerSecond) {
    return Map.of(
        "order-import.carriers.telecomx.base-url", sandbox.uri().toString(),
        "order-import.carriers.telecomx.rate-limit.requests", String.valueOf(requestsPerSecond),
        "order-import.carriers.telecomx.rate-limit.per", "1s");
  }

  void injectFault(String fault) throws IOException, InterruptedException {
    post("/sandbox/faults", fault);
  }

  /** Moves the carrier's clock, such as by {@code P4D}. */
  void advanceClock(String by) throws IOException, InterruptedException {
    post("/sandbox/clock", "{\"advance\":\"%s\"}".formatted(by));
  }

  private void post(String path, String json) throws IOException, InterruptedException {
    http.send(
        HttpRequest.newBuilder(URI.create(sandbox.uri() + path))
            .POST(BodyPublishers.ofString(json))
            .build(),
        BodyHandlers.ofString());
  }

  /** The accepted orders, in the order of arrival. */
  List<String> accepted() throws IOException {
    return Files.readAllLines(journal).stream()
        .map(line -> JsonMapper.shared().readTree(line).path("order_ref").asString(""))
        .toList();
  }

  /**
   * Writes a sheet of orders for telecomx, of which the last may have an error.
   *
   * @param prefix of the order refs, followed by a number from 1
   */
  Path sheet(String prefix, int orders, boolean valid) throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add(
        "carrier;order_ref;type;address.address;address.zip;address.city;product;ipAddresses");
    for (int i = 1; i <= orders; i++) {
      lines.add(
          "telecomx;%s%d;FIBER;Nørregade %d;5000;Odense;5a1b2c3d4e5f60718293a4c6;%s"
              .formatted(prefix, i, i, i == orders && !valid ? "" : "4"));
    }
    return Files.write(folder.resolve(prefix + ".csv"), lines);
  }

  private static OrderImportProperties settings() {
    Map<String, Object> values = new HashMap<>();
    Carriers.registered()
        .all()
        .forEach(
            carrier ->
                values.put(
                    "order-import.carriers.%s.order-path".formatted(carrier.name()),
                    "/" + carrier.name()));
    values.put("order-import.carriers.telecomx.order-path", "/internet/request");
    values.put("order-import.carriers.telecomx-offer.order-path", "/internet/account");
    return new Binder(new MapConfigurationPropertySource(values))
        .bind("order-import", OrderImportProperties.class)
        .get();
  }

  @Override
  public void close() {
    sandbox.close();
  }
}
