package orderimport.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import javax.sql.DataSource;
import orderimport.OrderImport;
import orderimport.ShippedConfiguration;
import orderimport.database.TestDatabase;
import orderimport.imports.ImportOptions;
import orderimport.imports.ProgressListener;
import orderimport.job.ImportService;
import orderimport.web.WebConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The health and metrics of a running server, which also processes its inboxes. */
@SpringBootTest(
    classes = {OrderImport.class, WebConfiguration.class},
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "spring.config.location=classpath:order-import.properties,"
          + "classpath:orderimport/web/serve.properties,"
          + "classpath:orderimport/monitoring/serve.properties,"
          + "classpath:job-config/application.yml"
    })
@ContextConfiguration(initializers = ShippedConfiguration.class)
class ActuatorTest {
  private static final TestDatabase.Database DATABASE = TestDatabase.database();
  private static final String HEADINGS =
      "carrier,order_ref,type,address.address,address.zip,address.city\n";
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @TempDir
  @SuppressWarnings("NullAway.Init")
  static Path data;

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry registry) throws IOException {
    registry.add("spring.datasource.url", DATABASE::url);
    registry.add("spring.datasource.username", DATABASE::username);
    registry.add("spring.datasource.password", DATABASE::password);
    registry.add("order-import.data-dir", data::toString);
    Path inbox = Files.createDirectories(data.resolve("inbox"));
    registry.add("order-import.inboxes[0].folder", inbox::toString);
    String hash = PasswordEncoderFactories.createDelegatingPasswordEncoder().encode("secret");
    registry.add("order-import.web.users[0].name", () -> "prometheus");
    registry.add("order-import.web.users[0].password", () -> String.valueOf(hash));
    registry.add("order-import.web.users[0].roles", () -> "METRICS");
    registry.add("order-import.inboxes[0].name", () -> "watched");
    registry.add("order-import.carriers.granite.base-url", () -> "http://127.0.0.1:1");
    registry.add("order-import.inboxes[0].watch", () -> "true");
  }

  @Autowired ImportService importService;
  @Autowired DataSource dataSource;
  @LocalServerPort int port;

  private HttpResponse<String> get(String address, boolean login) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:%d/actuator/%s".formatted(port, address)));
    if (login) {
      String credentials =
          Base64.getEncoder().encodeToString("prometheus:secret".getBytes(StandardCharsets.UTF_8));
      request.header("Authorization", "Basic " + credentials);
    }
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }

  @Test
  void metrics_match_the_database_and_require_the_metrics_role() throws Exception {
    Path held = data.resolve("held.csv");
    Files.writeString(
        held,
        HEADINGS
            + "telecomx,SEE-1,DSL,Storegade 1,8000,Aarhus\ntelecomx,SEE-2,DSL,A 1,8000,Aarhus\n");
    importService.importFile(held, ImportOptions.NONE.withHold(), false, ProgressListener.NONE);
    Path placed = data.resolve("placed.csv");
    Files.writeString(placed, HEADINGS + "telecomx,SEE-3,DSL,Storegade 1,8000,Aarhus\n");
    importService.importFile(placed, ImportOptions.NONE, false, ProgressListener.NONE);
    importService.importFile(
        Path.of("input-samples/granite-30-sites.xlsx"),
        ImportOptions.NONE,
        false,
        ProgressListener.NONE);
    JdbcClient.create(dataSource)
        .sql(
            "update import set created_at = now() - interval '2 hours' where file_name ="
                + " 'held.csv'")
        .update();

    assertThat(get("prometheus", false).statusCode()).isEqualTo(401);
    String metrics = get("prometheus", true).body();

    assertThat(metrics)
        .contains("orderimport_orders{carrier=\"telecomx\",status=\"held\"} 2.0")
        .contains("orderimport_orders{carrier=\"telecomx\",status=\"accepted\"} 1.0")
        .contains("orderimport_orders{carrier=\"granite\",status=\"in_doubt\"} 0.0")
        .contains("# TYPE orderimport_requests_total counter")
        .contains("orderimport_requests_total{carrier=\"telecomx\",outcome=\"accepted\"} 1.0")
        .contains(
            "orderimport_requests_total{carrier=\"telecomx\",outcome=\"carrier_blocked\"} 0.0")
        .containsPattern(
            "orderimport_requests_total\\{carrier=\"granite\",outcome=\"carrier_blocked\"} [1-3]")
        .contains("orderimport_requests_sending{carrier=\"telecomx\"} 0.0")
        .contains("orderimport_imports{state=\"held\"} 1.0")
        .contains("orderimport_rows 33.0")
        .contains("orderimport_notifications_waiting 0.0")
        .containsPattern("orderimport_held_oldest_seconds 72\\d\\d");

    HttpResponse<String> health = get("health", true);
    assertThat(health.statusCode()).isEqualTo(200);
    assertThat(health.body())
        .contains("\"telecomx\":\"accepts orders\"", "\"granite\":\"given up: there is no token")
        .contains("\"globalconnect\":\"not used since the start\"");
  }

  @Test
  void health_shows_inboxes_after_login_and_reports_a_missing_folder() throws Exception {
    assertThat(get("health", false).body()).contains("\"UP\"").doesNotContain("watched");
    assertThat(get("health", true).body())
        .contains("\"watched\":\"ready\"", "\"db\"", "\"carriers\"");
    assertThat(get("health/liveness", false).statusCode()).isEqualTo(200);
    assertThat(get("health/readiness", false).statusCode()).isEqualTo(200);
    Path inbox = data.resolve("inbox");

    Files.writeString(inbox.resolve("night.csv"), "these,are\nno,orders\n");
    Instant end = Instant.now().plus(Duration.ofSeconds(60));
    while (Files.notExists(inbox.resolve("failed/night.csv")) && Instant.now().isBefore(end)) {
      Thread.sleep(50);
    }
    assertThat(inbox.resolve("failed/night.csv")).exists();

    Files.move(inbox, data.resolve("away"));
    assertThat(get("health/readiness", false).statusCode())
        .as("the page is still ready")
        .isEqualTo(200);
    assertThat(get("health/liveness", false).statusCode()).isEqualTo(200);
    HttpResponse<String> health = get("health", true);
    assertThat(health.statusCode()).isEqualTo(503);
    assertThat(health.body()).contains("\"watched\":\"folder does not exist\"");
    Files.move(data.resolve("away"), inbox);
  }
}
