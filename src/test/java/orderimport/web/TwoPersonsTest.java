package orderimport.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Where two people are asked for, who uploaded may not place, whatever else they may. */
class TwoPersonsTest {
  private static final Path FILE = Path.of("input-samples/sites-danish.csv");

  @Test
  void who_uploaded_is_told_that_somebody_else_has_to_place_and_somebody_else_can()
      throws Exception {
    Map<String, String> settings = Users.settings();
    Users.add(settings, "anna", "upload,place");
    Users.add(settings, "bo", "upload,place");
    settings.put("order-import.web.two-persons", "true");
    try (Server server = Server.Ground.fresh(settings).start()) {
      Visitor anna = Users.visit(server, "anna");
      long id = anna.importNew("sites.csv", Files.readAllBytes(FILE));
      String place = "/imports/%d/place".formatted(id);

      assertThat(anna.get("/imports/" + id).body())
          .contains("whoever uploads may not place: somebody else has to")
          .doesNotContain(place);
      assertThat(anna.get(place).body())
          .contains("whoever uploads may not place: somebody else has to")
          .doesNotContain("name=\"version\"");

      Visitor bo = Users.visit(server, "bo");
      assertThat(bo.get("/imports/" + id).body()).contains(place).doesNotContain("may not place");
      Map<String, String> offer = offer(bo.get(place).body());
      assertThat(bo.get(place).body()).contains("Uploaded by anna");

      anna.post(place, offer);
      assertThat(anna.get("/imports/" + id).body())
          .contains("whoever uploads may not place", "3 of 3 orders can be placed");

      bo.post(place, offer);
      assertThat(bo.awaitRest(id))
          .contains("3 of 3 orders were accepted")
          .containsPattern("Uploaded by</dt><dd><b>anna")
          .containsPattern("Placed by</dt><dd><b>bo");

      assertThat(Users.visit(server, "place").get(place).statusCode()).as("done").isEqualTo(302);
      Visitor uploader = Users.visit(server, "upload");
      long other = uploader.importNew("s.csv", content("DK-7", "DK-8"));
      assertThat(uploader.get("/imports/" + other).body())
          .contains("Somebody who may place has to do that.");
      assertThat(uploader.post("/imports/%d/place".formatted(other), offer).statusCode())
          .isEqualTo(403);
    }
  }

  private static byte[] content(String from, String to) throws Exception {
    return Files.readString(FILE).replace(from, to).getBytes(UTF_8);
  }

  /** What the form to place has hidden in it. */
  private static Map<String, String> offer(String page) {
    return Map.of("version", field(page, "version"), "held", field(page, "held"));
  }

  private static String field(String page, String name) {
    Matcher field = Pattern.compile("name=\"%s\" value=\"(\\d+)\"".formatted(name)).matcher(page);
    if (!field.find()) {
      throw new IllegalStateException("No field " + name);
    }
    return field.group(1);
  }
}
