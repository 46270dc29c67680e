package orderimport.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Granite's token endpoint in the sandbox. */
class SandboxGraniteTest {
  private static final String PATH = "/oauth2/ausizdw4qwy06ZsD4697/v1/token";
  private static final String GRANT = "grant_type=client_credentials";
  private static final String SCOPE = "&scope=urn%3Agrt%3Aaccessexpress";
  private static final String POSTED = "&client_id=key&client_secret=secret-word";
  private static final Map<String, Map<String, String>> CONFIGURED =
      Map.of(
          "granite",
          Map.of(
              "auth.type", "oauth2",
              "auth.token-url", "http://127.0.0.1" + PATH,
              "auth.client-id", "key",
              "auth.client-secret", "secret-word"));

  @TempDir Path folder;

  private SandboxClient sandbox(Map<String, Map<String, String>> settings) throws Exception {
    return new SandboxClient(
        folder.resolve("orders.jsonl"),
        settings,
        Clock.fixed(Instant.parse("2018-01-20T10:00:00Z"), ZoneOffset.UTC));
  }

  private static String basic(String credentials) {
    return "Basic "
        + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void an_issued_token_is_valid_for_an_hour() throws Exception {
    try (SandboxClient sandbox = sandbox(CONFIGURED)) {
      HttpResponse<String> response = sandbox.form(PATH, GRANT + SCOPE, basic("key:secret-word"));
      assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
      JsonNode token = JsonMapper.shared().readTree(response.body());
      assertThat(token.path("token_type").asString()).isEqualTo("Bearer");
      assertThat(token.path("expires_in").asInt()).isEqualTo(3600);
      String bearer = "Bearer " + token.path("access_token").asString();

      sandbox.advance(Duration.ofMinutes(59));
      assertThat(sandbox.get("/api/v1/orders", "Authorization", bearer).statusCode())
          .isEqualTo(200);
      sandbox.advance(Duration.ofMinutes(1));
      assertThat(sandbox.get("/api/v1/orders", "Authorization", bearer).statusCode())
          .isEqualTo(401);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        GRANT + SCOPE + " | key:secret-word | 200 | -",
        GRANT + SCOPE + " | key:other | 401 | invalid_client",
        GRANT + SCOPE + " | - | 401 | invalid_client",
        // The settings say that the credentials are in the header.
        GRANT + SCOPE + POSTED + " | - | 401 | invalid_client",
        GRANT + SCOPE + POSTED + " | key:secret-word | 400 | invalid_request",
        GRANT + SCOPE + "&" + GRANT + " | key:secret-word | 400 | invalid_request",
        SCOPE + " | key:secret-word | 400 | invalid_request",
        "grant_type=password" + SCOPE + " | key:secret-word | 400 | unsupported_grant_type",
        GRANT + " | key:secret-word | 400 | invalid_scope"
      })
  void token_requests_are_checked(
      String form, @Nullable String credentials, int status, @Nullable String error)
      throws Exception {
    try (SandboxClient sandbox = sandbox(CONFIGURED)) {
      HttpResponse<String> response =
          sandbox.form(PATH, form, credentials == null ? "" : basic(credentials));
      assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
      assertThat(JsonMapper.shared().readTree(response.body()).path("error").asString(null))
          .isEqualTo(error);
    }
  }

  @Test
  void without_settings_any_credentials_are_accepted_in_the_body_too() throws Exception {
    try (SandboxClient sandbox = sandbox(Map.of())) {
      assertThat(sandbox.form(PATH, GRANT + SCOPE + POSTED, "").statusCode()).isEqualTo(200);
      assertThat(
              sandbox
                  .form(PATH, (GRANT + SCOPE + POSTED).replace("secret-word", "000"), "")
                  .statusCode())
          .isEqualTo(401);
      // Not a form.
      assertThat(sandbox.post(PATH, "{}").statusCode()).isEqualTo(400);
    }
  }
}
