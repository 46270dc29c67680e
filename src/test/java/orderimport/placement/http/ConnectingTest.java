package orderimport.placement.http;

import static orderimport.placement.HttpText.answer;
import static orderimport.placement.HttpText.head;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import orderimport.carrier.CarrierProperties;
import orderimport.placement.CarrierClient;
import orderimport.placement.FakeCarrier;
import orderimport.placement.KeyTool;
import orderimport.placement.Outcome;
import orderimport.placement.Outcome.Accepted;
import orderimport.placement.Outcome.Cancelled;
import orderimport.placement.Outcome.InDoubt;
import orderimport.placement.Outcome.NotSent;
import orderimport.placement.RawHttpCarrier;
import orderimport.placement.StoredText;
import orderimport.placement.TestSettings;
import orderimport.placement.auth.LoginPacing;
import orderimport.problem.English;
import orderimport.problem.Reason;
import orderimport.problem.Text;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether the request was sent is known for certain, and connections are reused without risk. */
class ConnectingTest {

  private static final String GOOD = answer(200, "{\"id\":\"1\"}");
  private static final String ORDER = "{\"reference\":\"A-1\"}";

  private static @Nullable SSLContext selfSigned;

  @Test
  void a_closed_port_means_not_sent() throws Exception {
    try (ClosedPort port = new ClosedPort()) {
      assertThat(sendTo(URI.create(port.url() + "/orders")))
          .usingRecursiveComparison(English.TEXTS)
          .isEqualTo(new NotSent(Text.verbatim("it refused the connection")));
    }
  }

  @Test
  void an_unknown_host_means_not_sent() {
    assertThat(sendTo(URI.create("http://no-such-host.invalid/orders")))
        .isInstanceOf(NotSent.class);
  }

  @Test
  void a_host_that_does_not_accept_the_connection_means_not_sent() throws Exception {
    List<Socket> queue = new ArrayList<>();
    try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      boolean room = true;
      while (room) {
        Socket waiting = new Socket();
        queue.add(waiting);
        try {
          waiting.connect(full.getLocalSocketAddress(), 100);
        } catch (IOException noMore) {
          room = false;
        }
      }
      assertThat(sendTo(URI.create("http://127.0.0.1:" + full.getLocalPort() + "/orders")))
          .usingRecursiveComparison(English.TEXTS)
          .isEqualTo(
              new NotSent(
                  Text.verbatim(
                      "no connection within " + TestSettings.CONNECT.toMillis() + " ms")));
    } finally {
      for (Socket socket : queue) {
        socket.close();
      }
    }
  }

  @Test
  void a_host_without_tls_means_not_sent() throws Exception {
    try (RawHttpCarrier plain =
        RawHttpCarrier.connecting(line -> line.pause(30).send("220 not TLS\r\n"))) {
      assertThat(sendTo(secure(plain))).isInstanceOf(NotSent.class);
      assertThat(plain.requests()).isEmpty();
    }
  }

  @Test
  void a_slow_tls_handshake_ends_with_the_connect_timeout() throws Exception {
    // A handshake record of 16 kB that arrives one byte at a time.
    try (RawHttpCarrier slow =
        RawHttpCarrier.connecting(line -> line.send("\26\3\3\100\0").drip("x".repeat(100)))) {
      assertThat(sendTo(secure(slow)))
          .usingRecursiveComparison(English.TEXTS)
          .isEqualTo(
              new NotSent(
                  Text.verbatim(
                      "no connection within " + TestSettings.CONNECT.toMillis() + " ms")));
    }
  }

  @Test
  void an_untrusted_certificate_means_not_sent(@TempDir Path folder) throws Exception {
    ServerSocket listener =
        selfSigned(folder)
            .getServerSocketFactory()
            .createServerSocket(0, 5, InetAddress.getLoopbackAddress());
    try (RawHttpCarrier untrusted = RawHttpCarrier.on(listener, line -> line.send(GOOD))) {
      assertThat(sendTo(secure(untrusted)))
          .usingRecursiveComparison(English.TEXTS)
          .isEqualTo(
              new NotSent(
                  Text.verbatim(
                      "its certificate is not trusted; set"
                          + " order-import.carriers.made-up.ssl-bundle to a bundle that trusts its"
                          + " issuer")));
      assertThat(untrusted.requests()).isEmpty();
    }
  }

  @Test
  void a_connection_with_a_trusted_certificate_is_reused(@TempDir Path folder) throws Exception {
    RawHttpCarrier.Script closingAfterThird =
        line -> {
          line.send(GOOD);
          if (line.number() == 3) {
            line.close();
          }
        };
    trusted(
        folder,
        closingAfterThird,
        trusted -> {
          try (CarrierClient sender = sender(secure(trusted))) {
            for (int i = 1; i <= 5; i++) {
              assertThat(sender.send(1, ORDER, () -> true)).isInstanceOf(Accepted.class);
              sleep(30);
              assertThat(trusted.requests()).hasSize(i);
            }
          }
          assertThat(trusted.connections()).isEqualTo(2);
        });
  }

  @Test
  void encrypted_bytes_after_a_response_are_not_read_as_the_next(@TempDir Path folder)
      throws Exception {
    Semaphore sent = new Semaphore(0);
    RawHttpCarrier.Script anotherAnswer =
        line -> {
          line.send(line.number() > 2 ? answer(400, "no") : GOOD).pause(10).send(GOOD);
          sent.release();
        };
    trusted(
        folder,
        anotherAnswer,
        trusted -> {
          try (CarrierClient sender = sender(secure(trusted))) {
            for (int i = 1; i <= 2; i++) {
              assertThat(sender.send(1, ORDER, () -> true)).isInstanceOf(Accepted.class);
              sent.acquire();
              sleep(10);
            }
            assertThat(sender.send(1, ORDER, () -> true)).isInstanceOf(Outcome.Rejected.class);
          }
          assertThat(trusted.requests()).hasSize(3);
          assertThat(trusted.connections()).isEqualTo(3);
        });
  }

  @Test
  void a_certificate_for_another_host_means_not_sent(@TempDir Path folder) throws Exception {
    trusted(
        folder,
        line -> line.send(GOOD),
        other -> {
          assertThat(sendTo(URI.create(secure(other).toString().replace("127.0.0.1", "localhost"))))
              .usingRecursiveComparison(English.TEXTS)
              .isEqualTo(
                  new NotSent(
                      Text.verbatim(
                          "its certificate is for another host; check"
                              + " order-import.carriers.made-up.base-url")));
          assertThat(other.requests()).isEmpty();
        });
  }

  private interface Check {
    void of(RawHttpCarrier carrier) throws Exception;
  }

  private static void trusted(Path folder, RawHttpCarrier.Script script, Check check)
      throws Exception {
    SSLContext trusting = selfSigned(folder);
    SSLContext before = SSLContext.getDefault();
    SSLContext.setDefault(trusting);
    ServerSocket listener =
        trusting
            .getServerSocketFactory()
            .createServerSocket(0, 5, InetAddress.getLoopbackAddress());
    try (RawHttpCarrier carrier = RawHttpCarrier.on(listener, script)) {
      check.of(carrier);
    } finally {
      SSLContext.setDefault(before);
    }
  }

  @Test
  void a_reset_before_the_request_is_read_leaves_it_in_doubt() throws Exception {
    try (RawHttpCarrier server = RawHttpCarrier.connecting(line -> line.pause(100).reset())) {
      assertThat(sendTo(server.uri())).isInstanceOf(InDoubt.class);
      assertThat(server.requests()).isEmpty();
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @Test
  void a_request_that_is_never_read_ends_with_the_response_timeout() throws Exception {
    try (RawHttpCarrier server = RawHttpCarrier.connecting(line -> line.pause(2_000));
        CarrierClient sender = sender(server.uri())) {
      // More than the sockets' buffers hold, so that writing itself blocks.
      assertThat(sender.send(1, "\"" + "x".repeat(30_000_000) + "\"", () -> true))
          .usingRecursiveComparison(English.TEXTS)
          .isEqualTo(new InDoubt(Text.verbatim("no complete response within 500 ms"), null, null));
    }
  }

  @Test
  void without_permission_nothing_is_sent_on_the_connection() throws Exception {
    try (RawHttpCarrier server = RawHttpCarrier.answering(line -> line.send(GOOD));
        CarrierClient sender = sender(server.uri())) {
      AtomicInteger connectionsAtPermission = new AtomicInteger();
      Outcome outcome =
          sender.send(
              1,
              ORDER,
              () -> {
                sleep(50);
                connectionsAtPermission.set(server.connections());
                return false;
              });

      assertThat(outcome).isInstanceOf(Cancelled.class);
      assertThat(connectionsAtPermission).hasValue(1);
      assertThat(server.bytes()).isZero();
      assertThat(sender.send(1, ORDER, () -> true)).isInstanceOf(Accepted.class);
    }
  }

  @Test
  void a_failed_permission_check_is_thrown_and_nothing_is_sent() throws Exception {
    try (RawHttpCarrier server = RawHttpCarrier.answering(line -> line.send(GOOD));
        CarrierClient sender = sender(server.uri())) {
      IllegalStateException failure = new IllegalStateException("database gone");
      assertThatThrownBy(
              () ->
                  sender.send(
                      1,
                      ORDER,
                      () -> {
                        throw failure;
                      }))
          .isSameAs(failure);
      assertThat(server.bytes()).isZero();
    }
  }

  @Test
  void the_permission_check_may_exceed_the_connect_timeout() throws Exception {
    try (RawHttpCarrier server = RawHttpCarrier.answering(line -> line.send(GOOD));
        CarrierClient sender = sender(server.uri())) {
      assertThat(
              sender.send(
                  1,
                  ORDER,
                  () -> {
                    sleep(TestSettings.CONNECT.toMillis() + 200);
                    return true;
                  }))
          .isInstanceOf(Accepted.class);
    }
  }

  @Test
  void a_requested_pause_is_returned_without_sending_again() throws Exception {
    CarrierProperties patient = TestSettings.patient(Duration.ofSeconds(10));
    try (RawHttpCarrier server =
            RawHttpCarrier.answering(line -> line.send(answer(429, "", "Retry-After: 1")));
        CarrierClient sender =
            new CarrierClient(
                new FakeCarrier(),
                server.uri(),
                patient,
                TestSettings.NO_BUNDLES,
                LoginPacing.NONE,
                Clock.systemUTC())) {
      assertThat(sender.send(1, ORDER, () -> true))
          .usingRecursiveComparison(English.TEXTS)
          .isEqualTo(
              new Outcome.Retryable(Reason.ASKS_FOR_PAUSE.text(), Duration.ofSeconds(1), true));
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void a_connection_is_reused() throws Exception {
    try (RawHttpCarrier server = RawHttpCarrier.answering(line -> line.send(GOOD));
        CarrierClient sender = sender(server.uri())) {
      for (int i = 0; i < 20; i++) {
        assertThat(sender.send(1, ORDER, () -> true)).isInstanceOf(Accepted.class);
      }
      assertThat(server.requests()).hasSize(20);
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @Test
  void a_connection_closed_while_idle_leaves_nothing_in_doubt() throws Exception {
    try (RawHttpCarrier server = RawHttpCarrier.answering(line -> line.send(GOOD).close());
        CarrierClient sender = sender(server.uri())) {
      for (int i = 1; i <= 10; i++) {
        assertThat(sender.send(1, ORDER, () -> true)).isInstanceOf(Accepted.class);
        sleep(20);
        assertThat(server.requests()).hasSize(i);
      }
      assertThat(server.connections()).isEqualTo(10);
    }
  }

  @Test
  void a_connection_reset_while_idle_leaves_nothing_in_doubt() throws Exception {
    try (RawHttpCarrier server =
            RawHttpCarrier.answering(
                line -> {
                  line.send(GOOD).pause(10);
                  line.reset();
                });
        CarrierClient sender = sender(server.uri())) {
      for (int i = 1; i <= 5; i++) {
        assertThat(sender.send(1, ORDER, () -> true)).isInstanceOf(Accepted.class);
        sleep(40);
        assertThat(server.requests()).hasSize(i);
      }
    }
  }

  @Test
  void bytes_after_a_response_are_not_read_as_the_next() throws Exception {
    try (RawHttpCarrier server =
            RawHttpCarrier.answering(
                line -> line.send(line.number() == 1 ? GOOD + GOOD : answer(400, "no")));
        CarrierClient sender = sender(server.uri())) {
      assertThat(sender.send(1, ORDER, () -> true)).isInstanceOf(Accepted.class);
      assertThat(sender.send(1, ORDER, () -> true)).isInstanceOf(Outcome.Rejected.class);
      assertThat(server.requests()).hasSize(2);
      assertThat(server.connections()).isEqualTo(2);
    }
  }

  @Test
  void a_late_response_is_not_read_as_the_next() throws Exception {
    try (RawHttpCarrier server =
            RawHttpCarrier.answering(
                line -> {
                  if (line.number() == 1) {
                    line.pause(600);
                  }
                  line.send(line.number() == 1 ? GOOD : answer(400, "no"));
                });
        CarrierClient sender = sender(server.uri())) {
      assertThat(sender.send(1, ORDER, () -> true)).isInstanceOf(InDoubt.class);
      sleep(200);
      assertThat(sender.send(1, ORDER, () -> true)).isInstanceOf(Outcome.Rejected.class);
    }
  }

  @Test
  void a_connection_with_a_short_keep_alive_is_not_reused() throws Exception {
    try (RawHttpCarrier server =
            RawHttpCarrier.answering(
                line -> line.send(answer(200, "{\"id\":\"1\"}", "Keep-Alive: timeout=1, max=9")));
        CarrierClient sender = sender(server.uri())) {
      sender.send(1, ORDER, () -> true);
      sleep(20);
      sender.send(1, ORDER, () -> true);
      assertThat(server.connections()).isEqualTo(2);
    }
  }

  @Test
  void the_request_has_the_expected_form() throws Exception {
    try (RawHttpCarrier server = RawHttpCarrier.answering(line -> line.send(GOOD))) {
      sendTo(server.uri());
      assertThat(server.requests().get(0))
          .startsWith("POST /orders HTTP/1.1\r\n")
          .contains("\r\nContent-Type: application/json\r\n")
          .contains("\r\nAccept: application/json\r\n")
          .containsPattern("\r\nUser-Agent: order-import/[^\r]+\r\n")
          .doesNotContain("Expect:", "Upgrade", "Cookie", "Authorization", "Accept-Encoding")
          .endsWith("\r\n\r\n" + ORDER);
    }
  }

  @Test
  void a_stored_response_is_shortened_and_without_nul() throws Exception {
    String long400 = "ø\0".repeat(5_000);
    try (RawHttpCarrier server =
        RawHttpCarrier.answering(
            line ->
                line.send(
                    head(400, "Content-Type: text/plain; charset=ISO-8859-1", "Connection: close")
                        + "\r\n"
                        + long400))) {
      Outcome.Rejected rejected = (Outcome.Rejected) sendTo(server.uri());
      assertThat(rejected.body())
          .hasSize(StoredText.LONGEST)
          .startsWith("ø\uFFFDø\uFFFD")
          .endsWith("…")
          .doesNotContain("\0");
      assertThat(rejected.errors().get(0).message()).hasSize(StoredText.LONGEST);
    }
  }

  @Test
  void many_threads_share_the_connections() throws Exception {
    try (RawHttpCarrier server = RawHttpCarrier.answering(line -> line.pause(2).send(GOOD));
        CarrierClient sender = sender(server.uri())) {
      List<Thread> threads = new ArrayList<>();
      AtomicInteger accepted = new AtomicInteger();
      for (int t = 0; t < 4; t++) {
        Thread thread =
            new Thread(
                () -> {
                  for (int i = 0; i < 50; i++) {
                    if (sender.send(1, ORDER, () -> true) instanceof Accepted) {
                      accepted.incrementAndGet();
                    }
                  }
                });
        threads.add(thread);
        thread.start();
      }
      for (Thread thread : threads) {
        thread.join();
      }
      assertThat(accepted).hasValue(200);
      assertThat(server.requests()).hasSize(200);
      assertThat(server.connections()).isLessThanOrEqualTo(4);
    }
  }

  @Test
  void an_address_with_a_password_is_rejected_without_showing_it() {
    assertThatThrownBy(() -> sender(URI.create("http://me:sesame@localhost/orders")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("order-import.carriers.made-up.base-url")
        .hasMessageNotContaining("sesame");
  }

  private static Outcome sendTo(URI uri) {
    try (CarrierClient sender = sender(uri)) {
      return sender.send(1, ORDER, () -> true);
    }
  }

  private static CarrierClient sender(URI uri) {
    return new CarrierClient(
        new FakeCarrier(),
        uri,
        TestSettings.none(),
        TestSettings.NO_BUNDLES,
        LoginPacing.NONE,
        Clock.systemUTC());
  }

  private static URI secure(RawHttpCarrier server) {
    return URI.create(server.uri().toString().replace("http:", "https:"));
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static synchronized SSLContext selfSigned(Path folder) throws Exception {
    if (selfSigned == null) {
      selfSigned = newSelfSigned(folder);
    }
    return selfSigned;
  }

  private static SSLContext newSelfSigned(Path folder) throws Exception {
    Path store = folder.resolve("keys.p12");
    char[] password = KeyTool.PASSWORD.toCharArray();
    KeyTool.generate(store, "127.0.0.1", "-ext", "san=ip:127.0.0.1");
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    KeyStore ours = KeyStore.getInstance(store.toFile(), password);
    keys.init(ours, password);
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("ours", ours.getCertificate("127.0.0.1"));
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }
}
