package orderimport.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where two people are asked for, who uploaded may not place, whatever else they may. */
class FourEyesTest {
  private static final Path FILE = Path.of("input-samples/sites-danish.csv");
  private static final String NEEDS_OTHER = "A second person has to place this import";

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  @Test
  void who_uploaded_is_told_that_somebody_else_has_to_place_and_somebody_else_can()
      throws Exception {
    try (Server server = Server.Ground.fresh(people()).start()) {
      HttpUser anna = Users.visit(server, "anna");
      long id = anna.importNew("sites.csv", Files.readAllBytes(FILE));
      String place = "/imports/%d/place".formatted(id);

      assertThat(anna.get("/imports/" + id).body()).contains(NEEDS_OTHER).doesNotContain(place);
      assertThat(anna.get(place).body()).contains(NEEDS_OTHER).doesNotContain("name=\"version\"");

      HttpUser bo = Users.visit(server, "bo");
      assertThat(bo.get("/imports/" + id).body()).contains(place).doesNotContain(NEEDS_OTHER);
      Map<String, String> offer = offer(bo.get(place).body());
      assertThat(bo.get(place).body()).contains("Prepared by anna");

      anna.post(place, offer);
      assertThat(anna.get("/imports/" + id).body())
          .contains(NEEDS_OTHER, "3 of 3 orders can be placed");

      bo.post(place, offer);
      assertThat(bo.awaitRest(id))
          .contains("3 of 3 orders placed")
          .containsPattern("Uploaded by</dt><dd><b>anna")
          .containsPattern("Placed by</dt><dd><b>bo");

      assertThat(Users.visit(server, "place").get(place).statusCode()).as("done").isEqualTo(302);
      HttpUser uploader = Users.visit(server, "upload");
      long other = uploader.importNew("s.csv", content("DK-7", "DK-8"));
      assertThat(uploader.get("/imports/" + other).body())
          .contains("Only users who may place orders can do this.");
      assertThat(uploader.post("/imports/%d/place".formatted(other), offer).statusCode())
          .isEqualTo(403);
    }
  }

  @Test
  void nobody_who_had_a_part_in_an_import_places_it() throws Exception {
    Map<String, String> settings = people();
    try (Server server = Server.Ground.fresh(settings).start()) {
      HttpUser anna = Users.visit(server, "anna");
      long first = anna.importNew("sites.csv", Files.readAllBytes(FILE));
      String reread =
          Users.visit(server, "ulla")
              .post("/imports/%d/reread".formatted(first), Map.of("dateOrder", "DMY"))
              .headers()
              .firstValue("location")
              .orElseThrow();
      long id = Long.parseLong(reread.replaceAll(".*/", ""));
      anna.awaitRest(id);
      String place = "/imports/%d/place".formatted(id);

      assertThat(anna.get("/imports/" + id).body()).contains(NEEDS_OTHER).doesNotContain(place);
      Map<String, String> offer = offer(Users.visit(server, "bo").get(place).body());
      anna.post(place, offer);
      assertThat(anna.get("/imports/" + id).body()).contains("3 of 3 orders can be placed");

      HttpUser bo = Users.visit(server, "bo");
      assertThat(bo.get(place).body()).contains("Prepared by anna, ulla");
      bo.post(place, offer);
      assertThat(bo.awaitRest(id)).containsPattern("Placed by</dt><dd><b>bo");
    }
  }

  @Test
  void who_uploaded_does_not_resume_what_another_person_placed_and_paused() throws Exception {
    Map<String, String> settings = people();
    try (SandboxInTest carrier = new SandboxInTest(folder)) {
      settings.putAll(carrier.settingsOfServer(1));
      settings.put("order-import.carriers.telecomx.concurrency", "1");
      try (Server server = Server.Ground.fresh(settings).start()) {
        HttpUser anna = Users.visit(server, "anna");
        long id =
            anna.importNew("sites.csv", Files.readAllBytes(carrier.sheet("PAUSED-", 6, true)));
        String place = "/imports/%d/place".formatted(id);
        HttpUser bo = Users.visit(server, "bo");
        Map<String, String> offer = new HashMap<>(offer(bo.get(place).body()));
        offer.put("sure", "true");
        bo.post(place, offer);
        awaitFirstOrder(carrier);
        bo.post("/imports/%d/pause".formatted(id), Map.of());
        String paused = anna.awaitRest(id);
        int placed = carrier.accepted().size();

        assertThat(paused).contains("Paused", NEEDS_OTHER).doesNotContain("/resume");
        anna.post("/imports/%d/resume".formatted(id), Map.of());
        assertThat(anna.get("/imports/" + id).body()).contains("Paused", NEEDS_OTHER);
        assertThat(carrier.accepted()).hasSize(placed);

        bo.post("/imports/%d/resume".formatted(id), Map.of());
        assertThat(bo.awaitRest(id))
            .containsPattern("by</dt><dd><b>bo")
            .contains("6 of 6 orders placed");
        assertThat(carrier.accepted()).hasSize(6).doesNotHaveDuplicates();
      }
    }
  }

  /** A request to pause that comes before the work begins takes the request to place back. */
  private static void awaitFirstOrder(SandboxInTest carrier) throws Exception {
    for (int tries = 0; carrier.accepted().isEmpty(); tries++) {
      assertThat(tries).as("an order is placed in time").isLessThan(600);
      Thread.sleep(50);
    }
  }

  private static Map<String, String> people() {
    Map<String, String> settings = Users.settings();
    Users.add(settings, "anna", "upload,place");
    Users.add(settings, "bo", "upload,place");
    Users.add(settings, "ulla", "upload");
    settings.put("order-import.web.four-eyes", "true");
    return settings;
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
