package orderimport.web.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import orderimport.web.HttpUser;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A program that uses the API with a token. */
public final class ApiUser {
  private static final Pattern SECRET = Pattern.compile(">(oimp_[\\w-]{43})<");
  private static final String BOUNDARY = "----------boundary";

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI server;
  private final @Nullable String token;

  /**
   * @param token null for none
   */
  public ApiUser(URI server, @Nullable String token) {
    this.server = server;
    this.token = token;
  }

  /** Makes a token on the page, which an administrator has logged in to, and returns its secret. */
  public static String makeToken(HttpUser administrator, String name, String... roles)
      throws IOException, InterruptedException {
    StringBuilder form = new StringBuilder("days=30&name=" + name.replace(" ", "+"));
    List.of(roles).forEach(role -> form.append("&roles=").append(role));
    String page = administrator.postForm("/tokens", form.toString()).body();
    Matcher secret = SECRET.matcher(page);
    if (!secret.find()) {
      throw new IllegalStateException("No token in " + page);
    }
    return secret.group(1);
  }

  public HttpResponse<String> send(
      String method, String path, @Nullable String json, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        request(path)
            .method(method, json == null ? BodyPublishers.noBody() : BodyPublishers.ofString(json));
    if (json != null) {
      request.header("Content-Type", "application/json");
    }
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server + path)).timeout(Duration.ofSeconds(60));
    return token == null ? request : request.header("Authorization", "Bearer " + token);
  }

  /** The response to a request with JSON of a length, of which only the header is sent. */
  String sendHeader(String method, String path, long length) throws IOException {
    try (Socket socket = new Socket(server.getHost(), server.getPort())) {
      String header =
          "%s %s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
              .formatted(method, path, token, length);
      socket.getOutputStream().write(header.getBytes(UTF_8));
      byte[] response = new byte[4_096];
      int read = socket.getInputStream().readNBytes(response, 0, response.length);
      return new String(response, 0, read, UTF_8);
    }
  }

  public HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send("GET", path, null);
  }

  public HttpResponse<String> post(String path) throws IOException, InterruptedException {
    return send("POST", path, null);
  }

  /** The JSON of a successful GET. */
  public JsonNode json(String path) throws IOException, InterruptedException {
    return json(get(path), 200);
  }

  public static JsonNode json(HttpResponse<String> response, int status) {
    if (response.statusCode() != status) {
      throw new IllegalStateException(response.statusCode() + " " + response.body());
    }
    return JsonMapper.shared().readTree(response.body());
  }

  public HttpResponse<String> upload(
      String name, byte[] content, Map<String, String> options, String... headers)
      throws IOException, InterruptedException {
    return http.send(uploadRequest(name, content, options, headers), BodyHandlers.ofString());
  }

  /** Has a file checked in a dry run. */
  HttpResponse<String> validate(String name, byte[] content, Map<String, String> options)
      throws IOException, InterruptedException {
    return http.send(
        uploadRequest("/api/v1/validate", name, content, options), BodyHandlers.ofString());
  }

  HttpRequest uploadRequest(
      String name, byte[] content, Map<String, String> options, String... headers)
      throws IOException {
    return uploadRequest("/api/v1/imports", name, content, options, headers);
  }

  private HttpRequest uploadRequest(
      String path, String name, byte[] content, Map<String, String> options, String... headers)
      throws IOException {
    HttpRequest.Builder request =
        request(path)
            .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
            .POST(BodyPublishers.ofByteArray(form(name, content, options)));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return request.build();
  }

  private static byte[] form(String name, byte[] content, Map<String, String> options)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (Map.Entry<String, String> option : options.entrySet()) {
      out.write(
          "--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
              .formatted(BOUNDARY, option.getKey(), option.getValue())
              .getBytes(UTF_8));
    }
    out.write(
        "--%s\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%s\"\r\n\r\n"
            .formatted(BOUNDARY, name)
            .getBytes(UTF_8));
    out.write(content);
    out.write("\r\n--%s--\r\n".formatted(BOUNDARY).getBytes(UTF_8));
    return out.toByteArray();
  }

  /** Uploads a file that is accepted, and waits until it is checked; returns its import. */
  public JsonNode importNew(String name, byte[] content, Map<String, String> options)
      throws IOException, InterruptedException {
    return awaitRest(json(upload(name, content, options), 202).path("import_id").asLong());
  }

  /** Waits until an import is not being processed; returns it. */
  public JsonNode awaitRest(long id) throws IOException, InterruptedException {
    for (int polls = 0; polls < 400; polls++) {
      JsonNode found = json("/api/v1/imports/" + id);
      if (!found.path("state").asString("").equals("RUNNING")) {
        return found;
      }
      Thread.sleep(100);
    }
    throw new IllegalStateException("Import %d is still being processed".formatted(id));
  }
}
