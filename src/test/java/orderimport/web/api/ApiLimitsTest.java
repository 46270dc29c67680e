package orderimport.web.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import orderimport.web.HttpUser;
import orderimport.web.Server;
import orderimport.web.Users;
import org.junit.jupiter.api.Test;

/** Tokens under the four-eyes rule and under their rate limit. */
class ApiLimitsTest {
  private static final Path SAMPLE = Path.of("input-samples/sites-danish.csv");
  private static final Pattern FIELD = Pattern.compile("name=\"(version|held)\" value=\"(\\d+)\"");

  @Test
  void a_token_counts_as_the_user_who_made_it() throws Exception {
    Map<String, String> settings = Users.settings();
    Users.add(settings, "anna", "upload,place,admin");
    Users.add(settings, "bo", "place,admin");
    settings.put("order-import.web.four-eyes", "true");
    try (Server server = Server.Installation.create(settings).start()) {
      HttpUser anna = Users.logIn(server, "anna");
      HttpUser bo = Users.logIn(server, "bo");
      ApiUser token = token(server, anna, "anna 1");
      byte[] content = Files.readAllBytes(SAMPLE);
      assertThat(problem(token.upload("s.csv", content, Map.of("hold", "false"))))
          .isEqualTo("needs_other_user");
      long id = token.importNew("s.csv", content, Map.of()).path("import_id").asLong();
      String place = "/api/v1/imports/%d/place".formatted(id);
      String review = "/api/v1/imports/%d/review".formatted(id);

      assertThat(problem(token.post(place))).isEqualTo("needs_other_user");
      assertThat(problem(token(server, anna, "anna 2").post(place))).isEqualTo("needs_other_user");
      String page = "/imports/%d/place".formatted(id);
      anna.post(page, fields(bo.get(page).body()));
      assertThat(token.json("/api/v1/imports/" + id).path("state").asString("")).isEqualTo("HELD");

      assertThat(problem(token.send("POST", review, "{\"act\": \"APPROVE\"}")))
          .isEqualTo("needs_other_user");
      ApiUser reviewer = token(server, bo, "bo");
      assertThat(review(reviewer, review, "\"SEND_BACK\", \"comment\": \"Too early\""))
          .isEqualTo("SENT_BACK");
      assertThat(ApiUser.json(reviewer.post(place), 409).path("code").asString(""))
          .isEqualTo("import_changed");
      assertThat(
              ApiUser.json(
                      reviewer.send("POST", review, "{\"act\": \"APPROVE\", \"held\": 2}"), 409)
                  .path("code")
                  .asString(""))
          .isEqualTo("import_changed");
      assertThat(review(reviewer, review, "\"APPROVE\", \"held\": 3")).isEqualTo("APPROVED");
      assertThat(token.post(place).statusCode()).as("another user approved it").isEqualTo(202);
      assertThat(token.awaitRest(id).path("state").asString("")).isEqualTo("COMPLETED");
      long other =
          anna.importNew("o.csv", Files.readString(SAMPLE).replace("DK-70", "O-").getBytes(UTF_8));
      assertThat(problem(token.post("/api/v1/imports/%d/place".formatted(other))))
          .as("uploaded on the page by the user who made the token")
          .isEqualTo("needs_other_user");
      ApiUser editor = token(server, bo, "bo 2");
      String note = "{\"cells\": [{\"row\": 2, \"column\": \"N\", \"value\": \"Ring\"}]}";
      ApiUser.json(editor.send("PATCH", "/api/v1/imports/%d/cells".formatted(other), note), 200);
      assertThat(problem(editor.post("/api/v1/imports/%d/place".formatted(other))))
          .as("edited by the user who made the token")
          .isEqualTo("needs_other_user");
    }
  }

  private static String review(ApiUser user, String path, String act) throws Exception {
    return ApiUser.json(user.send("POST", path, "{\"act\": %s}".formatted(act)), 200)
        .path("review")
        .asString("");
  }

  private static ApiUser token(Server server, HttpUser administrator, String name)
      throws Exception {
    return new ApiUser(server.uri(), ApiUser.makeToken(administrator, name, "UPLOAD", "PLACE"));
  }

  private static String problem(HttpResponse<String> response) {
    return ApiUser.json(response, 403).path("code").asString("");
  }

  private static Map<String, String> fields(String page) {
    Map<String, String> fields = new HashMap<>();
    Matcher field = FIELD.matcher(page);
    while (field.find()) {
      fields.put(field.group(1), field.group(2));
    }
    return fields;
  }
}
