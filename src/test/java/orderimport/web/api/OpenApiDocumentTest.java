package orderimport.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import orderimport.web.Server;
import orderimport.web.Users;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The committed OpenAPI document is what springdoc finds in the controllers. See ADR 0021. */
class OpenApiDocumentTest {
  private static final Path COMMITTED =
      Path.of("src/main/resources/orderimport/web/api/openapi.json");
  private static final Path FOUND = Path.of("target/openapi.json");
  private static final String PATH = "/api/openapi-of-the-controllers.json";
  private static final Map<String, String> SPRINGDOC =
      Map.of(
          "springdoc.api-docs.enabled", "true",
          "springdoc.api-docs.path", PATH,
          "springdoc.paths-to-match", "/api/v1/**",
          "springdoc.default-flat-param-object", "true",
          "springdoc.override-with-generic-response", "false",
          "springdoc.writer-with-order-by-keys", "true",
          "springdoc.model-converters.pageable-converter.enabled", "false");
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  @Test
  void the_committed_document_describes_the_controllers() throws Exception {
    Map<String, String> settings = Users.settings();
    settings.putAll(SPRINGDOC);
    try (Server server = Server.Installation.create(settings).start()) {
      String secret = ApiUser.makeToken(Users.logIn(server, "admin"), "docs", "VIEW");
      ApiUser user = new ApiUser(server.uri(), secret);

      JsonNode found = user.json(PATH);

      Files.writeString(FOUND, JSON.writeValueAsString(found) + "\n");
      assertThat(JSON.writeValueAsString(found) + "\n")
          .as("if the change is meant, copy %s to %s", FOUND, COMMITTED)
          .isEqualTo(Files.readString(COMMITTED));
      assertThat(new ApiUser(server.uri(), null).get("/api/openapi.json").body())
          .as("anybody can read the document")
          .isEqualTo(Files.readString(COMMITTED));
    }
  }
}
