package orderimport.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import orderimport.carrier.CarrierProperties;
import orderimport.carrier.Carriers;
import orderimport.carrier.OrderImportProperties;
import orderimport.placement.TestSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A sandbox with all carriers, and requests to it. */
final class SandboxClient implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final HttpClient client = HttpClient.newHttpClient();
  private final Path journal;
  private final Map<String, Map<String, String>> settings;
  private final Clock clock;
  private Sandbox sandbox;

  /**
   * @param settings by carrier, such as {@code rate-limit.requests}
   */
  SandboxClient(Path journal, Map<String, Map<String, String>> settings, Clock clock)
      throws IOException {
    this.journal = journal;
    this.settings = settings;
    this.clock = clock;
    this.sandbox = start();
  }

  private Sandbox start() throws IOException {
    Map<String, CarrierProperties> all = new HashMap<>();
    Carriers carriers = Carriers.registered();
    carriers
        .all()
        .forEach(
            carrier ->
                all.put(
                    carrier.name(),
                    TestSettings.bind(settings.getOrDefault(carrier.name(), Map.of()))));
    return Sandbox.start(0, carriers, new OrderImportProperties(all, "en"), clock, journal);
  }

  /** Starts it again with the same journal. */
  void restart() throws IOException {
    sandbox.close();
    sandbox = start();
  }

  private URI at(String path) {
    return URI.create(sandbox.uri() + path);
  }

  /** A request without a token. */
  HttpResponse<String> send(String method, String path, String body) throws Exception {
    return client.send(
        HttpRequest.newBuilder(at(path)).method(method, BodyPublishers.ofString(body)).build(),
        BodyHandlers.ofString());
  }

  /** A request with a header. */
  HttpResponse<String> get(String path, String header, String value) throws Exception {
    return client.send(
        HttpRequest.newBuilder(at(path)).header(header, value).build(), BodyHandlers.ofString());
  }

  /** A request with a bearer token that the sandbox did not issue. */
  HttpResponse<String> get(String path) throws Exception {
    return get(path, "Authorization", "Bearer test");
  }

  /** The JSON of a GET request with status 200. */
  JsonNode json(String path) throws Exception {
    HttpResponse<String> response = get(path);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return JSON.readTree(response.body());
  }

  /** Posts JSON, in which quotation marks are single. */
  HttpResponse<String> post(String path, String body) throws Exception {
    return client.send(
        HttpRequest.newBuilder(at(path))
            .header("Authorization", "Bearer test")
            .POST(BodyPublishers.ofString(body.replace('\'', '"')))
            .build(),
        BodyHandlers.ofString());
  }

  /**
   * Posts a form.
   *
   * @param authorization of the header; empty for none
   */
  HttpResponse<String> form(String path, String form, String authorization) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(at(path))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form));
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  /** The documented example of a carrier's request. */
  static ObjectNode example(String carrier) {
    String path = "/carriers/" + carrier + "/example.json";
    try (InputStream in = Objects.requireNonNull(SandboxClient.class.getResourceAsStream(path))) {
      return (ObjectNode) JSON.readTree(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Orders the example of a carrier; returns the response. */
  JsonNode order(String carrier) throws Exception {
    return order(carrier, example(carrier));
  }

  JsonNode order(String carrier, ObjectNode request) throws Exception {
    HttpResponse<String> response =
        post(Carriers.registered().get(carrier).orderPath(), request.toString());
    assertThat(response.statusCode()).as(response.body()).isBetween(200, 201);
    return JSON.readTree(response.body());
  }

  /** Moves the sandbox's clock. */
  void advance(Duration by) throws Exception {
    assertThat(post("/sandbox/clock", "{'advance':'%s'}".formatted(by)).statusCode())
        .isEqualTo(200);
  }

  @Override
  public void close() {
    sandbox.close();
  }
}
