package orderimport.placement.http;

import static orderimport.placement.HttpText.answer;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import javax.net.ssl.SSLServerSocket;
import orderimport.carrier.CarrierProperties;
import orderimport.carrier.CarrierProperties.AuthType;
import orderimport.carrier.ProxyProperties;
import orderimport.placement.CarrierClient;
import orderimport.placement.FakeCarrier;
import orderimport.placement.FakeProxy;
import orderimport.placement.LogWatch;
import orderimport.placement.Outcome;
import orderimport.placement.Outcome.Accepted;
import orderimport.placement.Outcome.CarrierBlocked;
import orderimport.placement.Outcome.NotSent;
import orderimport.placement.RawHttpCarrier;
import orderimport.placement.TestCertificates;
import orderimport.placement.TestSettings;
import orderimport.placement.TestSettings.AuthBuilder;
import orderimport.placement.auth.LoginPacing;
import orderimport.problem.English;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;

/** A carrier with a private certificate authority and client certificates, behind a proxy. */
class ProxyAndBundleTest {
  private static final String BUNDLE = "carriers";
  private static TestCertificates certificates;

  private final DefaultSslBundleRegistry bundles = new DefaultSslBundleRegistry();
  private RawHttpCarrier secure;
  private RawHttpCarrier plain;

  @BeforeAll
  static void makeCertificates(@TempDir Path folder) throws Exception {
    certificates = new TestCertificates(folder);
  }

  @BeforeEach
  void start() throws Exception {
    SSLServerSocket listener =
        (SSLServerSocket)
            certificates
                .context(TestCertificates.CARRIER)
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    listener.setNeedClientAuth(true);
    secure = RawHttpCarrier.on(listener, line -> line.send(answer(200, "{\"id\":\"1\"}")));
    plain = RawHttpCarrier.answering(line -> line.send(answer(200, "{\"id\":\"1\"}")));
    bundles.registerBundle(BUNDLE, certificates.bundle(TestCertificates.VALID));
  }

  @AfterEach
  void stop() throws Exception {
    secure.close();
    plain.close();
  }

  private URI secureUri() {
    return URI.create(secure.uri().toString().replace("http:", "https:"));
  }

  private CarrierClient client(URI uri, String bundle, @Nullable ProxyProperties proxy) {
    CarrierProperties settings =
        TestSettings.with(
            uri.toString().replace("/orders", ""),
            new AuthBuilder(AuthType.BEARER).token("canaryTy9").asQuery("token").build(),
            bundle,
            proxy);
    return new CarrierClient(
        new FakeCarrier(), uri, settings, bundles, LoginPacing.NONE, Clock.systemUTC());
  }

  private static Outcome send(CarrierClient client) {
    try (client) {
      return client.send(1, "{}", () -> true);
    }
  }

  private String blocked(URI uri, ProxyProperties proxy) {
    return English.of(((CarrierBlocked) send(client(uri, BUNDLE, proxy))).message());
  }

  @Test
  void a_bundle_provides_trust_and_the_client_certificate() {
    assertThat(send(client(secureUri(), BUNDLE, null))).isInstanceOf(Accepted.class);
    assertThat(English.of(((NotSent) send(client(secureUri(), "", null))).why()))
        .isEqualTo(
            "its certificate is not trusted; set order-import.carriers.made-up.ssl-bundle to a"
                + " bundle that trusts its issuer");
  }

  @Test
  void a_changed_bundle_is_used_by_the_next_connection() throws Exception {
    bundles.updateBundle(BUNDLE, certificates.bundle(TestCertificates.EXPIRED));
    try (CarrierClient client = client(secureUri(), BUNDLE, null)) {
      assertThat(client.send(1, "{}", () -> true))
          .isInstanceOfSatisfying(
              NotSent.class,
              notSent ->
                  assertThat(English.of(notSent.why()))
                      .contains("order-import.carriers.made-up.ssl-bundle"));
      bundles.updateBundle(BUNDLE, certificates.bundle(TestCertificates.VALID));
      assertThat(client.send(1, "{}", () -> true)).isInstanceOf(Accepted.class);
    }
  }

  @Test
  void orders_go_through_a_proxy_without_its_seeing_them() throws Exception {
    try (FakeProxy proxy = FakeProxy.requiring("clerk", "canaryQx7");
        LogWatch logs = new LogWatch()) {
      ProxyProperties settings = new ProxyProperties(proxy.url(), "clerk", "canaryQx7");
      assertThat(send(client(secureUri(), BUNDLE, settings))).isInstanceOf(Accepted.class);
      assertThat(proxy.heads()).hasSize(1).allMatch(head -> head.startsWith("CONNECT 127.0.0.1:"));
      assertThat(secure.requests())
          .hasSize(1)
          .noneMatch(request -> request.contains("Proxy-Authorization"));
      assertThat(logs.lines())
          .isNotEmpty()
          .noneMatch(line -> line.contains("Qx7") || line.contains("Ty9"));
    }
  }

  @Test
  void an_unencrypted_order_goes_through_a_proxy() throws Exception {
    try (FakeProxy proxy = FakeProxy.requiring("clerk", "canaryQx7")) {
      ProxyProperties settings = new ProxyProperties(proxy.url(), "clerk", "canaryQx7");
      assertThat(send(client(plain.uri(), "", settings))).isInstanceOf(Accepted.class);
      assertThat(proxy.heads())
          .hasSize(1)
          .allMatch(head -> head.startsWith("POST " + plain.uri() + "?token=canaryTy9 "));
    }
  }

  @Test
  void a_proxy_that_requires_a_password_stops_the_carrier() throws Exception {
    try (FakeProxy proxy = FakeProxy.requiring("clerk", "right")) {
      String settings =
          "order-import.carriers.made-up.proxy.username and"
              + " order-import.carriers.made-up.proxy.password";
      assertThat(blocked(secureUri(), new ProxyProperties(proxy.url(), "", "")))
          .contains("demands a user name and password (407); set " + settings);
      assertThat(blocked(secureUri(), new ProxyProperties(proxy.url(), "clerk", "canaryQx7")))
          .contains("does not accept the user name and password (407); check " + settings)
          .doesNotContain("Qx7");
      assertThat(blocked(plain.uri(), new ProxyProperties(proxy.url(), "", ""))).contains(settings);
    }
    assertThat(secure.requests()).isEmpty();
  }

  @Test
  void a_proxy_that_rejects_or_is_gone_is_named() throws Exception {
    try (FakeProxy proxy = FakeProxy.rejecting(403)) {
      assertThat(blocked(secureUri(), new ProxyProperties(proxy.url(), "", "")))
          .contains(
              "rejects the connection (403)", "check order-import.carriers.made-up.proxy.url");
    }
    try (ClosedPort port = new ClosedPort()) {
      ProxyProperties gone = new ProxyProperties(port.url(), "", "");
      assertThat(English.of(((NotSent) send(client(secureUri(), BUNDLE, gone))).why()))
          .contains(
              "cannot be reached: it refused the connection;",
              "check order-import.carriers.made-up.proxy.url");
    }
  }
}
