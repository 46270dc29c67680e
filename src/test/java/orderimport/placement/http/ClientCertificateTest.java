package orderimport.placement.http;

import static orderimport.placement.HttpText.answer;
import static orderimport.placement.TestCertificates.CARRIER;
import static orderimport.placement.TestCertificates.EXPIRED;
import static orderimport.placement.TestCertificates.NONE;
import static orderimport.placement.TestCertificates.VALID;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509TrustManager;
import orderimport.placement.CarrierClient;
import orderimport.placement.FakeCarrier;
import orderimport.placement.Outcome;
import orderimport.placement.Outcome.Accepted;
import orderimport.placement.Outcome.InDoubt;
import orderimport.placement.Outcome.NotSent;
import orderimport.placement.RawHttpCarrier;
import orderimport.placement.TestCertificates;
import orderimport.placement.TestSettings;
import orderimport.placement.auth.LoginPacing;
import orderimport.problem.English;
import orderimport.problem.Text;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A carrier that requires a client certificate. In TLS 1.3 the client has completed its handshake,
 * and sent its request, before the server has checked the certificate.
 */
class ClientCertificateTest {
  private static final String GOOD = answer(200, "{\"id\":\"1\"}");
  private static final Duration LONG = Duration.ofSeconds(5);

  private static final String HINT =
      "; if the server requires a client certificate, set"
          + " order-import.carriers.made-up.ssl-bundle";

  private static TestCertificates certificates;

  private SSLContext before;

  @BeforeAll
  static void makeCertificates(@TempDir Path folder) throws Exception {
    certificates = new TestCertificates(folder);
  }

  @BeforeEach
  void keepTheDefault() throws Exception {
    before = SSLContext.getDefault();
  }

  @AfterEach
  void restoreTheDefault() {
    SSLContext.setDefault(before);
  }

  @Test
  void an_order_is_accepted_with_a_valid_certificate() throws Exception {
    try (RawHttpCarrier carrier = carrier(line -> line.send(GOOD));
        CarrierClient sender = sender(carrier, VALID)) {
      assertThat(sender.send(1, "{}", () -> true)).isInstanceOf(Accepted.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {NONE, EXPIRED})
  void no_order_is_in_doubt_if_the_certificate_is_rejected(String certificate) throws Exception {
    try (RawHttpCarrier carrier = carrier(line -> line.send(GOOD));
        CarrierClient sender = sender(carrier, certificate)) {
      List<Outcome> outcomes = new ArrayList<>();
      ExecutorService threads = Executors.newFixedThreadPool(4);
      try {
        List<Callable<Outcome>> orders = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
          String order = "{\"reference\":\"" + "x".repeat(i * i * 100) + "\"}";
          orders.add(() -> sender.send(1, order, () -> true));
        }
        for (Future<Outcome> outcome : threads.invokeAll(orders)) {
          outcomes.add(outcome.get());
        }
      } finally {
        threads.shutdownNow();
      }
      assertThat(outcomes).hasSize(30).allMatch(NotSent.class::isInstance);
      assertThat(outcomes).anyMatch(outcome -> outcome.toString().contains("handshake_rejected"));
      assertThat(carrier.requests()).isEmpty();
    }
  }

  @Test
  void an_alert_on_a_reused_connection_leaves_the_order_in_doubt() throws Exception {
    try (RawHttpCarrier carrier =
            rejectingLate(
                line -> {
                  if (line.number() == 1) {
                    line.send(GOOD);
                  } else {
                    demandCertificate(line);
                  }
                });
        CarrierClient sender = sender(carrier, VALID)) {
      assertThat(sender.send(1, "{}", () -> true)).isInstanceOf(Accepted.class);
      assertThat(sender.send(1, "{}", () -> true)).isInstanceOf(InDoubt.class);
      assertThat(carrier.connections()).isEqualTo(1);
    }
  }

  @Test
  void an_alert_within_a_response_leaves_the_order_in_doubt() throws Exception {
    try (RawHttpCarrier carrier =
            rejectingLate(
                line -> {
                  line.send("HTTP/1.1 200");
                  demandCertificate(line);
                });
        CarrierClient sender = sender(carrier, VALID)) {
      assertThat(sender.send(1, "{}", () -> true)).isInstanceOf(InDoubt.class);
    }
  }

  @Test
  void an_alert_before_any_response_means_not_sent() throws Exception {
    try (RawHttpCarrier carrier = rejectingLate(ClientCertificateTest::demandCertificate);
        CarrierClient sender = sender(carrier, VALID)) {
      assertThat(sender.send(1, "{}", () -> true))
          .usingRecursiveComparison(English.TEXTS)
          .isEqualTo(
              new NotSent(
                  Text.verbatim(
                      "it rejected the TLS handshake (certificate_unknown):"
                          + " check the client certificate,"
                          + " order-import.carriers.made-up.ssl-bundle")));
    }
  }

  @Test
  void a_connection_lost_without_an_alert_leaves_the_order_in_doubt() throws Exception {
    try (RawHttpCarrier carrier = carrier(RawHttpCarrier.Line::reset);
        CarrierClient sender = sender(carrier, VALID)) {
      assertThat(sender.send(1, "{}", () -> true)).isInstanceOf(InDoubt.class);
    }
  }

  /** Some servers close the connection instead of sending an alert. */
  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void a_server_that_just_closes_may_require_a_certificate(String protocol) throws Exception {
    SSLServerSocket listener = listener(certificates.context(CARRIER));
    listener.setEnabledProtocols(new String[] {protocol});
    listener.setWantClientAuth(true);
    try (RawHttpCarrier carrier =
            RawHttpCarrier.connecting(
                listener,
                line -> {
                  ((SSLSocket) line.socket).startHandshake();
                  line.close();
                });
        CarrierClient sender = sender(carrier, NONE)) {
      assertThat(sender.send(1, "{}", () -> true))
          .isInstanceOfSatisfying(
              InDoubt.class, lost -> assertThat(English.of(lost.why())).endsWith(HINT));
      List<CheckStep> steps = check(carrier);
      assertThat(steps.get(steps.size() - 1).passed()).isFalse();
      assertThat(English.of(steps.get(steps.size() - 1).message()))
          .isEqualTo("the server closed the connection after the TLS handshake" + HINT);
    }
  }

  @Test
  void a_server_that_closes_during_the_handshake_may_require_a_certificate() throws Exception {
    try (RawHttpCarrier carrier = RawHttpCarrier.connecting(line -> line.pause(50).close());
        CarrierClient sender = sender(carrier, NONE)) {
      assertThat(sender.send(1, "{}", () -> true))
          .isInstanceOfSatisfying(
              NotSent.class,
              notSent ->
                  assertThat(English.of(notSent.why()))
                      .contains("check order-import.carriers.made-up.base-url")
                      .contains("set order-import.carriers.made-up.ssl-bundle"));
    }
  }

  @Test
  void a_server_that_has_responded_requires_no_certificate() throws Exception {
    SSLServerSocket listener = listener(certificates.context(CARRIER));
    try (RawHttpCarrier carrier =
            RawHttpCarrier.on(
                listener,
                line -> {
                  if (line.number() == 1) {
                    line.send(GOOD);
                  } else {
                    line.close();
                  }
                });
        CarrierClient sender = sender(carrier, NONE)) {
      assertThat(sender.send(1, "{}", () -> true)).isInstanceOf(Accepted.class);
      assertThat(sender.send(1, "{}", () -> true))
          .isInstanceOfSatisfying(
              InDoubt.class,
              lost ->
                  assertThat(English.of(lost.why()))
                      .isEqualTo("the connection was closed without a response"));
    }
  }

  private static List<CheckStep> check(RawHttpCarrier carrier) {
    return ConnectionProbe.run(
        ConnectionSettings.of("made-up", TestSettings.patient(LONG), TestSettings.NO_BUNDLES),
        secure(carrier),
        "order-import.carriers.made-up.base-url");
  }

  private static URI secure(RawHttpCarrier carrier) {
    return URI.create(carrier.uri().toString().replace("http:", "https:"));
  }

  /** Requests the certificate on a connection in use. */
  private static void demandCertificate(RawHttpCarrier.Line line) throws Exception {
    SSLSocket secure = (SSLSocket) line.socket;
    secure.setNeedClientAuth(true);
    secure.startHandshake();
  }

  private static CarrierClient sender(RawHttpCarrier carrier, String certificate) throws Exception {
    SSLContext.setDefault(certificates.context(certificate));
    return new CarrierClient(
        new FakeCarrier(),
        secure(carrier),
        TestSettings.patient(LONG),
        TestSettings.NO_BUNDLES,
        LoginPacing.NONE,
        Clock.systemUTC());
  }

  /** A carrier that requires a certificate in the handshake. */
  private static RawHttpCarrier carrier(RawHttpCarrier.Script script) throws Exception {
    SSLServerSocket listener = listener(certificates.context(CARRIER));
    listener.setEnabledProtocols(new String[] {"TLSv1.3"});
    listener.setNeedClientAuth(true);
    return RawHttpCarrier.on(listener, script);
  }

  /** A carrier that can require a certificate later and rejects each one after the request. */
  private static RawHttpCarrier rejectingLate(RawHttpCarrier.Script script) throws Exception {
    SSLServerSocket listener = listener(certificates.context(CARRIER, new Rejecting()));
    listener.setEnabledProtocols(new String[] {"TLSv1.2"});
    return RawHttpCarrier.on(listener, script);
  }

  private static SSLServerSocket listener(SSLContext context) throws Exception {
    return (SSLServerSocket)
        context
            .getServerSocketFactory()
            .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  private static final class Rejecting implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type)
        throws CertificateException {
      try {
        Thread.sleep(200);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
      throw new CertificateException("not known here");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {
      throw new UnsupportedOperationException();
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
