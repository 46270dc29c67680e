package orderimport.web.security;

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
import orderimport.web.HttpUser;
import orderimport.web.Server;
import orderimport.web.Users;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Slow or malformed requests do not make the page unavailable to others. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SlowClientsTest {
  private static final int CLIENTS = 130;

  private final List<Socket> sockets = new ArrayList<>();
  private @Nullable Server startedServer;
  private @Nullable HttpUser httpUser;

  @BeforeAll
  void start() throws Exception {
    startedServer = Server.Installation.create(Users.settings()).start();
    httpUser = Users.logIn(server(), "view");
  }

  @AfterAll
  void stop() {
    server().close();
  }

  @AfterEach
  void closeSockets() throws Exception {
    for (Socket socket : sockets) {
      socket.close();
    }
    sockets.clear();
  }

  private HttpUser user() {
    return Objects.requireNonNull(httpUser);
  }

  private Server server() {
    return Objects.requireNonNull(startedServer);
  }

  @ParameterizedTest
  @CsvSource({
    "POST /login, application/x-www-form-urlencoded",
    "POST /imports, multipart/form-data; boundary=b",
    "PUT /imports, text/plain",
    "GET /imports, text/plain"
  })
  void many_slow_request_bodies_do_not_block_other_users(String request, String type)
      throws Exception {
    for (int i = 0; i < CLIENTS; i++) {
      sockets.add(sendSlowly(request, type));
    }
    Thread.sleep(1000);
    for (String path : List.of("/login", "/imports", "/actuator/health")) {
      Instant before = Instant.now();
      assertThat(user().get(path).statusCode()).isEqualTo(200);
      assertThat(Duration.between(before, Instant.now()))
          .as(path)
          .isLessThan(Duration.ofSeconds(4));
    }
  }

  private Socket sendSlowly(String request, String type) throws IOException {
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
  void a_null_character_is_a_bad_request(String path) throws Exception {
    HttpResponse<String> response = user().get(path);
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).doesNotContain("Exception");
  }

  @Test
  void events_tell_proxies_not_to_buffer() throws Exception {
    try (Socket socket = new Socket(server().uri().getHost(), server().uri().getPort())) {
      socket.setSoTimeout(10_000);
      socket
          .getOutputStream()
          .write(
              "GET /imports/events HTTP/1.1\r\nHost: localhost\r\nCookie: %s\r\n\r\n"
                  .formatted(user().cookies())
                  .getBytes(UTF_8));
      StringBuilder received = new StringBuilder();
      byte[] buffer = new byte[4096];
      while (!received.toString().contains("event:alive")) {
        received.append(new String(buffer, 0, socket.getInputStream().read(buffer), UTF_8));
      }
      assertThat(received.toString()).containsIgnoringCase("X-Accel-Buffering: no");
    }
  }
}
