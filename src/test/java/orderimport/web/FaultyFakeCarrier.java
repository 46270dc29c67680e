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

/** A stub of telecomx outside the server that can reject orders and lose responses. */
public final class FaultyFakeCarrier implements AutoCloseable {
  private static final int ORDERS = 9;

  private final Sandbox sandbox;

  private FaultyFakeCarrier(Sandbox sandbox) {
    this.sandbox = sandbox;
  }

  public static FaultyFakeCarrier start(Path journal) throws IOException {
    return new FaultyFakeCarrier(
        Sandbox.start(0, Carriers.registered(), paths(), Clock.systemUTC(), journal));
  }

  private static OrderImportProperties paths() {
    Map<String, Object> values = new HashMap<>();
    Carriers.registered()
        .all()
        .forEach(
            carrier ->
                values.put(
                    "order-import.carriers.%s.order-path".formatted(carrier.name()),
                    "/" + carrier.name()));
    values.put("order-import.carriers.telecomx.order-path", "/internet/request");
    return new Binder(new MapConfigurationPropertySource(values))
        .bind("order-import", OrderImportProperties.class)
        .get();
  }

  /** The settings of a server that sends its orders here. */
  public Map<String, String> settings() {
    return Map.of("order-import.carriers.telecomx.base-url", sandbox.uri().toString());
  }

  /** From now on W-2 and W-5 get no response, and W-3 is rejected. */
  public void injectFaults() throws IOException, InterruptedException {
    injectFault("{\"carrier\":\"telecomx\",\"order_ref\":\"W-2\",\"times\":1,\"fault\":\"RESET\"}");
    injectFault("{\"carrier\":\"telecomx\",\"order_ref\":\"W-5\",\"times\":1,\"fault\":\"RESET\"}");
    injectFault("{\"carrier\":\"telecomx\",\"order_ref\":\"W-3\",\"times\":1,\"status\":422}");
  }

  private void injectFault(String fault) throws IOException, InterruptedException {
    HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(sandbox.uri() + "/sandbox/faults"))
                .POST(BodyPublishers.ofString(fault))
                .build(),
            BodyHandlers.ofString());
  }

  /** Writes a sheet of orders for telecomx, of which the last has an error. */
  public Path sheet(Path folder) throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add(
        "carrier;order_ref;type;address.address;address.zip;address.city;product;ipAddresses");
    for (int i = 1; i <= ORDERS; i++) {
      lines.add(
          "telecomx;W-%d;FIBER;Nørregade %d;5000;Odense;5a1b2c3d4e5f60718293a4c6;%s"
              .formatted(i, i, i == ORDERS ? "" : "4"));
    }
    return Files.write(folder.resolve("nørregade.csv"), lines);
  }

  @Override
  public void close() {
    sandbox.close();
  }
}
