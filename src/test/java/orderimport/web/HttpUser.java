package orderimport.web;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A user of the page without a browser, who does not follow redirects. */
public final class HttpUser {
  static final String BOUNDARY = "--------------------------boundary";

  private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

  private final CookieManager cookies;
  private final HttpClient http;
  private final URI server;

  HttpUser(Server server) {
    this(server.uri());
  }

  /**
   * @param server the address of the page
   */
  public HttpUser(URI server) {
    this(server, new CookieManager());
  }

  private HttpUser(URI server, CookieManager cookies) {
    this.server = server;
    this.cookies = cookies;
    this.http = HttpClient.newBuilder().cookieHandler(cookies).build();
  }

  /** The same user with the same cookies at another server. */
  HttpUser at(Server other) {
    return new HttpUser(other.uri(), cookies);
  }

  public HttpUser logIn(String name, String password) throws IOException, InterruptedException {
    HttpResponse<String> response = post("/login", Map.of("username", name, "password", password));
    if (!response.headers().firstValue("location").orElse("").contains("/imports")) {
      throw new IllegalStateException("No login: " + response.headers().map());
    }
    return this;
  }

  /** The cookies as in a Cookie header. */
  public String cookies() {
    return cookies.getCookieStore().getCookies().stream()
        .map(cookie -> cookie.getName() + "=" + cookie.getValue())
        .collect(Collectors.joining("; "));
  }

  public HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return http.send(request(path).GET().build(), BodyHandlers.ofString());
  }

  HttpResponse<String> getAsBrowser(String path) throws IOException, InterruptedException {
    return http.send(
        request(path).header("Accept", "text/html").GET().build(), BodyHandlers.ofString());
  }

  HttpResponse<byte[]> download(String path) throws IOException, InterruptedException {
    return http.send(request(path).GET().build(), BodyHandlers.ofByteArray());
  }

  /** The names of the events of a stream, until it ends. */
  List<String> events(String path) throws IOException, InterruptedException {
    HttpResponse<Stream<String>> stream =
        http.send(
            request(path).header("Accept", "text/event-stream").build(), BodyHandlers.ofLines());
    try (Stream<String> lines = stream.body()) {
      return lines
          .filter(line -> line.startsWith("event:"))
          .map(line -> line.substring("event:".length()))
          .toList();
    }
  }

  HttpResponse<String> send(String method, String path) throws IOException, InterruptedException {
    return http.send(
        request(path)
            .header("X-CSRF-TOKEN", token())
            .method(method, BodyPublishers.noBody())
            .build(),
        BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(server + path)).timeout(Duration.ofSeconds(60));
  }

  /** The CSRF token that each form contains. */
  String token() throws IOException, InterruptedException {
    Matcher token = TOKEN.matcher(get("/login").body());
    if (!token.find()) {
      throw new IllegalStateException("The page has no token");
    }
    return token.group(1);
  }

  public HttpResponse<String> post(String path, Map<String, String> fields)
      throws IOException, InterruptedException {
    return postWithoutToken(path, with(fields, "_csrf", token()));
  }

  /** Posts a form that is encoded already, for fields that occur more than once. */
  public HttpResponse<String> postForm(String path, String form)
      throws IOException, InterruptedException {
    return http.send(formRequest(path, form), BodyHandlers.ofString());
  }

  private HttpRequest formRequest(String path, String form, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        request(path)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form + "&_csrf=" + encoded(token())));
    return headers.length == 0 ? request.build() : request.headers(headers).build();
  }

  /**
   * Edits a cell as the page's script does, which shows that row.
   *
   * @return the time until the response has arrived, in nanoseconds
   */
  public long editCell(long id, int row, int column, String seen, String value)
      throws IOException, InterruptedException {
    HttpRequest request =
        formRequest(
            "/imports/%d/cells".formatted(id),
            "sheet=0&row=%d&column=%d&seen=%s&value=%s"
                .formatted(row, column, encoded(seen), encoded(value)),
            "X-Rows",
            "0-" + row);
    long begin = System.nanoTime();
    HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new IllegalStateException(response.statusCode() + " " + response.body());
    }
    return System.nanoTime() - begin;
  }

  private static Map<String, String> with(Map<String, String> fields, String name, String value) {
    Map<String, String> all = new HashMap<>(fields);
    all.put(name, value);
    return all;
  }

  /** Posts a form without a CSRF token, as a page of another site would. */
  HttpResponse<String> postWithoutToken(String path, Map<String, String> fields)
      throws IOException, InterruptedException {
    String form =
        fields.entrySet().stream()
            .map(field -> field.getKey() + "=" + encoded(field.getValue()))
            .collect(Collectors.joining("&"));
    return http.send(
        request(path)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form))
            .build(),
        BodyHandlers.ofString());
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  public HttpResponse<String> upload(String name, byte[] content)
      throws IOException, InterruptedException {
    return upload(BodyPublishers.ofByteArray(form(token(), name, content)));
  }

  HttpResponse<String> upload(BodyPublisher body) throws IOException, InterruptedException {
    return http.send(
        request("/imports")
            .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
            .header("Accept", "text/html")
            .POST(body)
            .build(),
        BodyHandlers.ofString());
  }

  /** The body of an upload of several files, as CSV with their names. */
  static byte[] form(String token, List<String> names) {
    StringBuilder form =
        new StringBuilder(
            "--%s\r\nContent-Disposition: form-data; name=\"_csrf\"\r\n\r\n%s\r\n"
                .formatted(BOUNDARY, token));
    names.forEach(
        name ->
            form.append(
                "--%s\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%s\"\r\n\r\norder_ref,carrier\n%s,granite\n\r\n"
                    .formatted(BOUNDARY, name, name)));
    return form.append("--%s--\r\n".formatted(BOUNDARY))
        .toString()
        .getBytes(StandardCharsets.UTF_8);
  }

  /** The body of an upload. */
  static byte[] form(String token, String name, byte[] content) {
    byte[] head =
        """
        --%1$s\r
        Content-Disposition: form-data; name="_csrf"\r
        \r
        %2$s\r
        --%1$s\r
        Content-Disposition: form-data; name="file"; filename="%3$s"\r
        Content-Type: application/octet-stream\r
        \r
        """
            .formatted(BOUNDARY, token, name)
            .getBytes(StandardCharsets.UTF_8);
    byte[] tail = ("\r\n--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8);
    byte[] all = new byte[head.length + content.length + tail.length];
    System.arraycopy(head, 0, all, 0, head.length);
    System.arraycopy(content, 0, all, head.length, content.length);
    System.arraycopy(tail, 0, all, head.length + content.length, tail.length);
    return all;
  }

  /** Uploads a file that is accepted, and waits until it is checked; returns its import's id. */
  public long importNew(String name, byte[] content) throws IOException, InterruptedException {
    HttpResponse<String> response = upload(name, content);
    String location =
        response
            .headers()
            .firstValue("location")
            .orElseThrow(
                () -> new IllegalStateException("Not accepted: " + response + response.body()));
    Matcher id = Pattern.compile("/imports/(\\d+)$").matcher(location);
    if (!id.find()) {
      throw new IllegalStateException("Not accepted: " + location);
    }
    awaitIdle(Long.parseLong(id.group(1)));
    return Long.parseLong(id.group(1));
  }

  /** Waits until an import is not being processed; returns its page. */
  public String awaitIdle(long id) throws IOException, InterruptedException {
    for (int polls = 0; polls < 400; polls++) {
      String page = get("/imports/" + id).body();
      if (!page.contains("id=\"progress\"")) {
        return page;
      }
      Thread.sleep(150);
    }
    throw new IllegalStateException("Import %d is still being processed".formatted(id));
  }
}
