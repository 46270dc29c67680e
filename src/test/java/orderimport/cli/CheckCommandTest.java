package orderimport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import orderimport.cli.CommandLineRun.Workspace;
import orderimport.placement.FakeProxy;
import orderimport.placement.TestCertificates;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** `check` against a carrier with a private certificate authority and a login. */
class CheckCommandTest {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final Workspace workspace = Workspace.empty(Map.of());
  private volatile int loginStatus = 200;

  @SuppressWarnings("NullAway.Init")
  private HttpServer server;

  @BeforeEach
  void start() throws Exception {
    TestCertificates certificates = new TestCertificates(folder);
    HttpsServer secure = HttpsServer.create(loopback(), 0);
    secure.setHttpsConfigurator(
        new HttpsConfigurator(certificates.context(TestCertificates.CARRIER)));
    server = secure;
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
          byte[] body =
              (loginStatus == 200
                      ? "{\"token\":\"canaryTy9\",\"expiresInMinutes\":15}"
                      : "{\"error\":\"credentials_invalid\"}")
                  .getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(loginStatus, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    Files.writeString(
        folder.resolve("ca.pem"),
        "-----BEGIN CERTIFICATE-----\n"
            + Base64.getMimeEncoder()
                .encodeToString(certificates.certificate(TestCertificates.CARRIER).getEncoded())
            + "\n-----END CERTIFICATE-----\n");
  }

  private static InetSocketAddress loopback() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private CommandLineRun check(String... telecomx) throws IOException {
    StringBuilder yaml = new StringBuilder("order-import.carriers.telecomx:\n");
    yaml.append("  base-url: https://127.0.0.1:%d\n".formatted(server.getAddress().getPort()));
    yaml.append(
        "  auth: {type: login, login-path: /auth/login, username: u, password: canaryQx7}\n");
    for (String setting : telecomx) {
      yaml.append("  ").append(setting).append('\n');
    }
    yaml.append(
        "spring.ssl.bundle.pem.private.truststore.certificate: 'file:%s'\n"
            .formatted(folder.resolve("ca.pem")));
    Path config = Files.writeString(folder.resolve("own.yml"), yaml);
    CommandLineRun run = workspace.run("check", "telecomx", "--config", config);
    assertThat(run.out() + run.err()).doesNotContain("Qx7", "Ty9");
    return run;
  }

  @Test
  void each_step_is_shown_and_nothing_is_placed() throws Exception {
    CommandLineRun run = check("ssl-bundle: private");

    assertThat(run.out())
        .contains(
            "telecomx (live)",
            "ok      orders go to https://127.0.0.1:",
            "/internet/request",
            "ok      127.0.0.1 has the address 127.0.0.1",
            "ok      connected to 127.0.0.1:",
            "ok      the certificate of CN=carrier, issued by CN=carrier, is valid until 20",
            "ok      a token was issued for 15 minutes")
        .doesNotContain("FAILED");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(requests).containsExactly("POST /auth/login");
  }

  @Test
  void a_failed_step_names_the_setting_to_change() throws Exception {
    CommandLineRun untrusted = check();
    assertThat(untrusted.out())
        .contains(
            "FAILED  its certificate is not trusted; set"
                + " order-import.carriers.telecomx.ssl-bundle");
    assertThat(untrusted.code()).isEqualTo(2);

    loginStatus = 401;
    assertThat(check("ssl-bundle: private").out())
        .contains("FAILED  the login is rejected (401 credentials_invalid); set order-import");
  }

  @Test
  void a_token_endpoint_on_another_server_is_checked_as_well() throws Exception {
    int port = server.getAddress().getPort();
    Path config =
        Files.writeString(
            folder.resolve("granite.yml"),
            """
            order-import.carriers.granite:
              base-url: https://127.0.0.1:%1$d
              ssl-bundle: private
              auth: {type: oauth2, token-url: "https://localhost:%1$d/t", client-id: i, client-secret: s}
            spring.ssl.bundle.pem.private.truststore.certificate: 'file:%2$s'
            """
                .formatted(port, folder.resolve("ca.pem")));
    CommandLineRun run = workspace.run("check", "granite", "--config", config);

    String address = "its certificate is for another host; check ";
    String setting = "order-import.carriers.granite.auth.token-url";
    assertThat(run.out())
        .contains(
            "ok      tokens come from https://localhost:" + port + "/t",
            "ok      the server presents the certificate of CN=carrier (127.0.0.1), issued by",
            "FAILED  " + address + setting,
            "FAILED  the token endpoint issued no token (" + address + setting + ")\n")
        .doesNotContain("base-url");
    assertThat(run.code()).isEqualTo(2);
  }

  @Test
  void the_proxy_is_part_of_the_check() throws Exception {
    try (FakeProxy proxy = FakeProxy.requiring("clerk", "canaryQx7")) {
      String without = "proxy: {url: '%s'}".formatted(proxy.url());
      assertThat(check("ssl-bundle: private", without).out())
          .contains("FAILED  the proxy 127.0.0.1:", "(407); set order-import.carriers.telecomx");
      String with = without.replace("}", ", username: clerk, password: canaryQx7}");
      CommandLineRun run = check("ssl-bundle: private", with);
      assertThat(run.out())
          .contains("ok      connected to the proxy 127.0.0.1:", "ok      the proxy connects to");
      assertThat(run.code()).isZero();
    }
  }

  @Test
  void the_shipped_settings_have_nothing_to_check() {
    CommandLineRun run = workspace.run("check");

    assertThat(run.out())
        .contains("granite (sandbox)", "globalconnect-testing (sandbox)", "nothing to check");
    assertThat(run.code()).isZero();
    assertThat(workspace.run("check", "unknown").code()).isEqualTo(2);
  }
}
