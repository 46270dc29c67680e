package orderimport.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import orderimport.web.HttpUser;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/** A running server, to which a user uploads files and waits until they are checked. */
final class Preview implements AutoCloseable {
  private static final Duration START_TIMEOUT = Duration.ofMinutes(2);
  private static final String NAME = "anna";
  private static final String PASSWORD = "anna-secret";

  /** The column of the street in {@link SiteFiles}, from 0. */
  private static final int STREET = 11;

  private final Process process;
  private final URI uri;
  private final HttpUser httpUser;

  private Preview(Process process, URI uri, HttpUser httpUser) {
    this.process = process;
    this.uri = uri;
    this.httpUser = httpUser;
  }

  /**
   * The measurement of an upload.
   *
   * @param seconds from the first byte sent until an open page is notified that the import is
   *     checked
   * @param events how many progress events the page received meanwhile
   * @param importId of the import
   */
  record Upload(double seconds, int events, long importId) {}

  static Preview start(Programs programs) throws IOException, InterruptedException {
    Path config =
        programs.write(
            "page.yml",
            """
            order-import.web.users:
              - {name: %s, password: "{bcrypt}%s", roles: [upload]}
            """
                .formatted(NAME, new BCryptPasswordEncoder(4).encode(PASSWORD)));
    int port = freePort();
    Process process = programs.start("serve", "--port", port, "--config", config);
    URI uri = URI.create("http://127.0.0.1:" + port);
    HttpUser httpUser = new HttpUser(uri);
    Instant end = Instant.now().plus(START_TIMEOUT);
    while (Instant.now().isBefore(end)) {
      try {
        return new Preview(process, uri, httpUser.logIn(NAME, PASSWORD));
      } catch (IOException notYet) {
        Thread.sleep(200);
      }
    }
    process.destroy();
    throw new IllegalStateException("The server does not start");
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** Uploads a file that was not uploaded before. */
  Upload upload(Path file) throws IOException, InterruptedException {
    byte[] content = Files.readAllBytes(file);
    long begin = System.nanoTime();
    String page =
        httpUser
            .upload(String.valueOf(file.getFileName()), content)
            .headers()
            .firstValue("location")
            .orElseThrow();
    String path = URI.create(page).getPath();
    httpUser.get(path);
    int events = events(path);
    String preview = httpUser.get(path).body();
    double seconds = (System.nanoTime() - begin) / 1e9;
    if (!preview.contains("can be placed")) {
      throw new IllegalStateException("No preview at " + path);
    }
    return new Upload(seconds, events, Long.parseLong(path.replaceAll(".*/", "")));
  }

  /**
   * Edits the street of an import's first order, and back.
   *
   * @return the mean time of the two edits until the response has arrived, in milliseconds
   */
  double edit(long importId) throws IOException, InterruptedException {
    long nanos = httpUser.editCell(importId, 2, STREET, "Storgata 0", "Storgata 1");
    nanos += httpUser.editCell(importId, 2, STREET, "Storgata 1", "Storgata 0");
    return nanos / 2e6;
  }

  /** Counts the progress events until the import is checked. */
  private int events(String path) throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection) uri.resolve(path + "/events").toURL().openConnection();
    connection.setRequestProperty("Cookie", httpUser.cookies());
    int events = 0;
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (line.equals("event:ended")) {
          break;
        }
        events += line.equals("event:changed") ? 1 : 0;
      }
    }
    return events;
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
