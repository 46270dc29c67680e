package orderimport.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import orderimport.cli.CommandLineRun;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Ways to a carrier that a company's network demands, by configuration files. */
@Timeout(600)
class ConnectionAcceptanceTest {
  private static final String BUNDLE =
      "spring.ssl.bundle.pem.carriers:\n"
          + "  truststore.certificate: \"file:%1$s/ca.pem\"\n"
          + "  keystore: {certificate: \"file:%1$s/client.pem\","
          + " private-key: \"file:%1$s/client.key\"}\n";

  @TempDir Path folder;

  private static void assertCheckFails(Workplace workplace, String carrier, String setting) {
    CommandLineRun check = workplace.run("check", carrier);
    assertThat(check.code()).as(check.all()).isEqualTo(2);
    assertThat(check.out()).contains("FAILED", setting).doesNotContain("canary", "xception");
  }

  private static void assertChecked(Workplace workplace, String carrier) {
    CommandLineRun check = workplace.run("check", carrier);
    assertThat(check.code()).as(check.all()).isZero();
    assertThat(check.out()).doesNotContain("FAILED", "canary");
  }

  private static void assertPlaced(Workplace workplace, String sheet) {
    workplace.write("sites.csv", sheet);
    CommandLineRun run = workplace.run("import", "sites.csv");
    assertThat(run.code()).as(run.all()).isZero();
  }

  private static void assertHeld(Workplace workplace, String sheet, String setting)
      throws IOException {
    workplace.write("sites.csv", sheet);
    CommandLineRun run = workplace.run("import", "sites.csv");
    assertThat(run.code()).as(run.all()).isEqualTo(1);
    assertThat(run.all()).contains(setting).doesNotContain("canary");
    assertThat(workplace.statuses(1).values()).containsOnly("HELD");
  }

  /** The carrier and its token endpoint have certificates of a private authority. */
  @Test
  @Tag("long")
  void a_private_authority_and_a_client_certificate() throws Exception {
    PrivateCertificates certificates = new PrivateCertificates(folder);
    try (GraniteCounterpart granite = new GraniteCounterpart(new MovableClock(), certificates)) {
      Workplace workplace = new Workplace();
      CarrierSettings.granite(workplace, granite);
      assertCheckFails(workplace, "granite", "order-import.carriers.granite.ssl-bundle");

      workplace.write(
          "job-config/bundles.yml", BUNDLE.formatted(folder).replaceFirst("  keystore.*", ""));
      CarrierSettings.granite(workplace, granite, "ssl-bundle: carriers");
      assertCheckFails(workplace, "granite", "ssl-bundle");
      assertHeld(workplace, Sheets.granite("G", 2), "ssl-bundle");
      assertThat(granite.orders()).isEmpty();

      workplace.write("job-config/bundles.yml", BUNDLE.formatted(folder));
      assertChecked(workplace, "granite");
      assertPlaced(workplace, Sheets.granite("G", 2));
      assertThat(granite.orders()).hasSize(2);
    }
  }

  /** The carrier asks for a client certificate after the handshake: no order was sent. */
  @Test
  @Tag("long")
  void orders_stay_held_without_the_client_certificate() throws Exception {
    PrivateCertificates certificates = new PrivateCertificates(folder);
    try (GlobalConnectCounterpart globalconnect =
        new GlobalConnectCounterpart(new MovableClock(), certificates)) {
      Workplace workplace = new Workplace();
      workplace.write(
          "job-config/bundles.yml", BUNDLE.formatted(folder).replaceFirst("  keystore.*", ""));
      CarrierSettings.globalconnect(workplace, globalconnect, "ssl-bundle: carriers");
      assertCheckFails(workplace, "globalconnect", "ssl-bundle");
      assertHeld(workplace, Sheets.globalconnect("C", 2), "ssl-bundle");

      workplace.write("job-config/bundles.yml", BUNDLE.formatted(folder));
      CommandLineRun resumed = workplace.run("resume", 1);
      assertThat(resumed.code()).as(resumed.all()).isZero();
      assertThat(globalconnect.requests()).hasSize(2);
    }
  }

  private void placeThroughProxy(@Nullable String credentials, String more) throws Exception {
    PrivateCertificates certificates = new PrivateCertificates(folder);
    try (GraniteCounterpart granite = new GraniteCounterpart(new MovableClock(), certificates);
        TunnelProxy proxy = new TunnelProxy(credentials)) {
      Workplace workplace = new Workplace().variable("PROXY_PASSWORD", "canaryProxy:4 æ");
      workplace.write("job-config/bundles.yml", BUNDLE.formatted(folder));
      if (credentials != null) {
        CarrierSettings.granite(
            workplace,
            granite,
            "ssl-bundle: carriers",
            "proxy: {url: \"%s\"}".formatted(proxy.url()));
        assertCheckFails(workplace, "granite", "order-import.carriers.granite.proxy");
        assertHeld(workplace, Sheets.granite("G", 2), "proxy");
        assertThat(proxy.tunnels()).isEmpty();
      }
      CarrierSettings.granite(
          workplace,
          granite,
          "ssl-bundle: carriers",
          "proxy: {url: \"%s\"%s}".formatted(proxy.url(), more));
      assertChecked(workplace, "granite");
      assertPlaced(workplace, Sheets.granite("G", 2));
      assertThat(granite.orders()).hasSize(2);
      // Both the carrier and its token endpoint are reached through the proxy.
      assertThat(proxy.tunnels())
          .contains(
              granite.url().replace("https://", ""),
              granite.tokens().url().replace("https://", ""));
      assertThat(workplace.everything()).doesNotContain("canary");
    }
  }

  @Test
  @Tag("long")
  void a_proxy_without_authentication() throws Exception {
    placeThroughProxy(null, "");
  }

  @Test
  @Tag("long")
  void a_proxy_that_asks_for_a_password() throws Exception {
    placeThroughProxy(
        "clerk:canaryProxy:4 æ", ", username: clerk, password: \"${PROXY_PASSWORD}\"");
  }

  private static void placeWithinTwoLimits(int orders, Limit first, Limit second) throws Exception {
    try (TelecomXCounterpart telecomx = TelecomXCounterpart.start()) {
      telecomx.limit(first, second);
      Workplace workplace = new Workplace();
      CarrierSettings.telecomx(
          workplace,
          telecomx,
          "rate-limits: [{requests: %d, per: %dms}, {requests: %d, per: %dms}]"
              .formatted(
                  first.requests(),
                  first.per().toMillis(),
                  second.requests(),
                  second.per().toMillis()));
      assertPlaced(workplace, Sheets.telecomx("T", orders, "reseller"));
      assertThat(telecomx.references()).hasSize(orders);
    }
  }

  @Test
  @Tag("long")
  void two_limits_at_once() throws Exception {
    placeWithinTwoLimits(
        14, new Limit(3, Duration.ofMillis(600)), new Limit(8, Duration.ofMillis(2500)));
  }

  @Test
  @Tag("long")
  void two_limits_at_once_for_minutes() throws Exception {
    placeWithinTwoLimits(
        400, new Limit(7, Duration.ofSeconds(1)), new Limit(120, Duration.ofSeconds(30)));
  }

  @Test
  void a_subscription_key_in_a_header() throws Exception {
    try (GlobalConnectCounterpart globalconnect = GlobalConnectCounterpart.start()) {
      globalconnect.demand("Ocp-Apim-Subscription-Key", "canaryKey5");
      Workplace workplace = new Workplace().variable("KEY", "canaryKey5");
      CarrierSettings.globalconnect(
          workplace, globalconnect, "headers: {Ocp-Apim-Subscription-Key: \"${KEY}\"}");
      assertPlaced(workplace, Sheets.globalconnect("C", 2));
      assertThat(globalconnect.requests()).hasSize(2);
      assertThat(workplace.everything()).doesNotContain("canary");
    }
  }

  @Test
  void granite_with_credentials_in_the_body_and_an_audience() throws Exception {
    try (GraniteCounterpart granite = GraniteCounterpart.start()) {
      granite.tokens().post();
      granite.tokens().audience("orders & more");
      Workplace workplace = new Workplace().variable("GRANITE_SECRET", TokenEndpoint.SECRET);
      workplace.carrier(
          "granite",
          "base-url: " + granite.url(),
          "auth:",
          "  type: oauth2",
          "  token-url: " + granite.tokens().tokenUrl(),
          "  client-id: \"%s\"".formatted(TokenEndpoint.CLIENT),
          "  client-secret: \"${GRANITE_SECRET}\"",
          "  scope: " + TokenEndpoint.SCOPE,
          "  client-authentication: post",
          "  parameters: {audience: \"orders & more\"}",
          "rate-limit: {requests: 60, per: 1m}");
      assertChecked(workplace, "granite");
      assertPlaced(workplace, Sheets.granite("G", 2));

      workplace.variable("GRANITE_SECRET", "canaryWrong");
      CommandLineRun check = workplace.run("check", "granite");
      assertThat(check.code()).isEqualTo(2);
      assertThat(check.out()).contains("invalid_client").doesNotContain("canary");
    }
  }
}
