package orderimport.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests that are slow or senseless do not take the page away from anybody. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SlowClientsTest {
  private static final int CLIENTS = 130;

  private final List<Socket> sockets = new ArrayList<>();
  private @Nullable Server running;
  private @Nullable HttpUser httpUser;

  @BeforeAll
  void start() throws Exception {
    running = Server.Ground.fresh(Users.settings()).start();
    httpUser = Users.visit(server(), "view");
  }

  @AfterAll
  void stop() {
    server().close();
  }

  @AfterEach
  void hangUp() throws Exception {
    for (Socket socket : sockets) {
      socket.close();
    }
    sockets.clear();
  }

  private HttpUser visitor() {
    return Objects.requireNonNull(httpUser);
  }

  private Server server() {
    return Objects.requireNonNull(running);
  }

  @ParameterizedTest
  @CsvSource({
    "POST /login, application/x-www-form-urlencoded",
    "POST /imports, multipart/form-data; boundary=b",
    "PUT /imports, text/plain",
    "GET /imports, text/plain"
  })
  void many_that_send_their_bodies_slowly_leave_the_page_to_others(String request, String type)
      throws Exception {
    for (int i = 0; i < CLIENTS; i++) {
      sockets.add(slow(request, type));
    }
    Thread.sleep(1000);
    for (String path : List.of("/login", "/imports", "/actuator/health")) {
      Instant before = Instant.now();
      assertThat(visitor().get(path).statusCode()).isEqualTo(200);
      assertThat(Duration.between(before, Instant.now()))
          .as(path)
          .isLessThan(Duration.ofSeconds(4));
    }
  }

  private Socket slow(String request, String type) throws IOException {
    Socket socket = new Socket(server().uri().getHost(), server().uri().getPort());
    socket
        .getOutputStream()
        .write(
            "%s HTTP/1.1\r\nHost: localhost\r\nContent-Type: %s\r\nContent-Length: 5000\r\n\r\nuser"
                .formatted(request, type)
                .getBytes(UTF_8));
    socket.getOutputStream().flush();
    return socket;
  }

  @ParameterizedTest
  @CsvSource({
    "/imports?q=%00",
    "/imports?q=a%00b",
    "/imports/1/orders?status=%00",
    "/imports/1/problems?heading=%00&code=%00",
    "/imports/%00"
  })
  void a_null_character_is_a_bad_request_and_no_failure(String path) throws Exception {
    HttpResponse<String> response = visitor().get(path);
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).doesNotContain("Exception");
  }

  @Test
  void proxies_are_told_to_pass_events_on_at_once() throws Exception {
    try (Socket socket = new Socket(server().uri().getHost(), server().uri().getPort())) {
      socket.setSoTimeout(10_000);
      socket
          .getOutputStream()
          .write(
              "GET /imports/events HTTP/1.1\r\nHost: localhost\r\nCookie: %s\r\n\r\n"
                  .formatted(visitor().cookies())
                  .getBytes(UTF_8));
      StringBuilder heard = new StringBuilder();
      byte[] buffer = new byte[4096];
      while (!heard.toString().contains("event:alive")) {
        heard.append(new String(buffer, 0, socket.getInputStream().read(buffer), UTF_8));
      }
      assertThat(heard.toString()).containsIgnoringCase("X-Accel-Buffering: no");
    }
  }
}
