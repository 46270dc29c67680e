package orderimport.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** With the four-eyes rule, a user cannot place an import to which they contributed. */
class FourEyesTest {
  private static final Path FILE = Path.of("input-samples/sites-danish.csv");
  private static final String NEEDS_SECOND_PERSON = "A second person has to place this import";

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  @Test
  void the_uploader_cannot_place_but_another_user_can() throws Exception {
    try (Server server = Server.Installation.create(usersWithFourEyes()).start()) {
      HttpUser anna = Users.logIn(server, "anna");
      long id = anna.importNew("sites.csv", Files.readAllBytes(FILE));
      String placePath = "/imports/%d/place".formatted(id);

      assertThat(anna.get("/imports/" + id).body())
          .contains(NEEDS_SECOND_PERSON)
          .doesNotContain(placePath);
      assertThat(anna.get(placePath).body())
          .contains(NEEDS_SECOND_PERSON)
          .doesNotContain("name=\"version\"");

      HttpUser bo = Users.logIn(server, "bo");
      assertThat(bo.get("/imports/" + id).body())
          .contains(placePath)
          .doesNotContain(NEEDS_SECOND_PERSON);
      Map<String, String> placeFields = placeFields(bo.get(placePath).body());
      assertThat(bo.get(placePath).body()).contains("Prepared by anna");

      anna.post(placePath, placeFields);
      assertThat(anna.get("/imports/" + id).body())
          .contains(NEEDS_SECOND_PERSON, "3 of 3 orders can be placed");

      bo.post(placePath, placeFields);
      assertThat(bo.awaitIdle(id))
          .contains("3 of 3 orders placed")
          .containsPattern("Uploaded by</dt><dd><b>anna")
          .containsPattern("Placed by</dt><dd><b>bo");

      assertThat(Users.logIn(server, "place").get(placePath).statusCode())
          .as("the import is placed already")
          .isEqualTo(302);
      HttpUser uploader = Users.logIn(server, "upload");
      long other = uploader.importNew("s.csv", content("DK-7", "DK-8"));
      assertThat(uploader.get("/imports/" + other).body())
          .contains("Only users who may place orders can place them.");
      assertThat(uploader.post("/imports/%d/place".formatted(other), placeFields).statusCode())
          .isEqualTo(403);
    }
  }

  @Test
  void a_review_is_answered_fixed_approved_and_placed() throws Exception {
    Server.Installation installation = Server.Installation.create(usersWithFourEyes());
    try (Server server = installation.start()) {
      HttpUser anna = Users.logIn(server, "anna");
      HttpUser bo = Users.logIn(server, "bo");
      long id = anna.importNew("sites.csv", content("DK-70", "REVIEW-"));
      String page = "/imports/" + id;
      String place = page + "/place";
      Map<String, String> seen = placeFields(bo.get(place).body());

      assertThat(review(bo, id, "SEND_BACK", "", Map.of())).contains("write a comment first");
      assertThat(review(bo, id, "SEND_BACK", "Old\nprices <b>", Map.of()))
          .contains("Nothing is placed until", "Old\nprices &lt;b&gt;", "sent back")
          .doesNotContain(place);
      bo.post(place, seen);
      assertThat(bo.get(page).body()).contains("Sent back, so none is placed: 3 of 3 orders");
      assertThat(anna.get("/notices").body()).contains("bo sent back import " + id, "Old");
      assertThat(bo.get("/notices/unseen").body()).isEqualTo("[]");
      assertThat(mails(installation)).containsExactly("anna@example.com");

      assertThat(review(anna, id, "APPROVE", "", seen)).contains("someone else has to approve");
      anna.post(page + "/cells", Map.of("leave-out", "0-2"));
      anna.post(page + "/cells", Map.of("take-back", "0-2"));
      assertThat(review(anna, id, "REQUEST_REVIEW", "New prices", Map.of()))
          .contains("are asked for a review again");
      assertThat(bo.get("/notices/unseen").body()).contains("anna asks for a review of import");

      assertThat(review(bo, id, "APPROVE", "", seen))
          .as("the rows were edited since bo saw them")
          .contains("the import changed since you opened the page");
      review(bo, id, "APPROVE", "Fine", placeFields(bo.get(page).body()));
      assertThat(anna.get(page).body()).contains(place, "Fine");
      anna.post(place, placeFields(anna.get(place).body()));
      assertThat(anna.awaitIdle(id))
          .contains("3 of 3 orders placed")
          .containsPattern("Placed by</dt><dd><b>anna");
      assertAudited(server, id);
    }
  }

  private static void assertAudited(Server server, long id) throws Exception {
    HttpUser admin = Users.logIn(server, "admin");
    assertThat(admin.get("/audit").body())
        .contains("sent back", "Fine", "New prices", "edited", "Changes: 1", "Orders: 3");
    assertThat(admin.get("/audit?person=bo&action=APPROVED").body())
        .contains("Fine")
        .doesNotContain("New prices");
    assertThat(admin.get("/audit?until=2001-01-01").body()).contains("Nothing matches");
    assertThat(admin.get("/audit.csv?action=SENT_BACK").body())
        .startsWith("id,time,person,action,import_id,file,detail,comment\n")
        .contains(",bo,SENT_BACK,%d,sites.csv,,\"Old\nprices <b>\"".formatted(id))
        .doesNotContain("APPROVED");
  }

  private static String review(
      HttpUser user, long id, String act, String comment, Map<String, String> seen)
      throws Exception {
    Map<String, String> fields = new HashMap<>(seen);
    fields.put("act", act);
    fields.put("comment", comment);
    user.post("/imports/%d/review".formatted(id), fields);
    return user.get("/imports/" + id).body();
  }

  private static List<String> mails(Server.Installation installation) {
    return JdbcClient.create(installation.database().dataSource())
        .sql("select recipients from notification where channel = 'MAIL'")
        .query(String.class)
        .list();
  }

  @Test
  @Tag("long")
  void neither_uploader_nor_re_reader_can_place() throws Exception {
    Map<String, String> settings = usersWithFourEyes();
    try (Server server = Server.Installation.create(settings).start()) {
      HttpUser anna = Users.logIn(server, "anna");
      long first = anna.importNew("sites.csv", Files.readAllBytes(FILE));
      String reread =
          Users.logIn(server, "ulla")
              .post("/imports/%d/reread".formatted(first), Map.of("dateOrder", "DMY"))
              .headers()
              .firstValue("location")
              .orElseThrow();
      long id = Long.parseLong(reread.replaceAll(".*/", ""));
      anna.awaitIdle(id);
      String placePath = "/imports/%d/place".formatted(id);

      assertThat(anna.get("/imports/" + id).body())
          .contains(NEEDS_SECOND_PERSON)
          .doesNotContain(placePath);
      Map<String, String> placeFields =
          placeFields(Users.logIn(server, "bo").get(placePath).body());
      anna.post(placePath, placeFields);
      assertThat(anna.get("/imports/" + id).body()).contains("3 of 3 orders can be placed");

      HttpUser bo = Users.logIn(server, "bo");
      assertThat(bo.get(placePath).body()).contains("Prepared by anna, ulla");
      bo.post(placePath, placeFields);
      assertThat(bo.awaitIdle(id)).containsPattern("Placed by</dt><dd><b>bo");
    }
  }

  @Test
  void the_uploader_cannot_resume_a_paused_placement() throws Exception {
    Map<String, String> settings = usersWithFourEyes();
    try (SandboxCarrier carrier = new SandboxCarrier(folder)) {
      settings.putAll(carrier.settingsOfServer(1));
      settings.put("order-import.carriers.telecomx.concurrency", "1");
      try (Server server = Server.Installation.create(settings).start()) {
        HttpUser anna = Users.logIn(server, "anna");
        long id =
            anna.importNew("sites.csv", Files.readAllBytes(carrier.sheet("PAUSED-", 6, true)));
        String placePath = "/imports/%d/place".formatted(id);
        HttpUser bo = Users.logIn(server, "bo");
        Map<String, String> placeFields = new HashMap<>(placeFields(bo.get(placePath).body()));
        placeFields.put("sure", "true");
        bo.post(placePath, placeFields);
        awaitFirstOrder(carrier);
        bo.post("/imports/%d/pause".formatted(id), Map.of());
        String paused = anna.awaitIdle(id);
        int placed = carrier.accepted().size();

        assertThat(paused).contains("Paused", NEEDS_SECOND_PERSON).doesNotContain("/resume");
        anna.post("/imports/%d/resume".formatted(id), Map.of());
        assertThat(anna.get("/imports/" + id).body()).contains("Paused", NEEDS_SECOND_PERSON);
        assertThat(carrier.accepted()).hasSize(placed);

        bo.post("/imports/%d/resume".formatted(id), Map.of());
        assertThat(bo.awaitIdle(id))
            .containsPattern("by</dt><dd><b>bo")
            .contains("6 of 6 orders placed");
        assertThat(carrier.accepted()).hasSize(6).doesNotHaveDuplicates();
      }
    }
  }

  /** A pause requested before the first order is sent would cancel the place request. */
  private static void awaitFirstOrder(SandboxCarrier carrier) throws Exception {
    for (int polls = 0; carrier.accepted().isEmpty(); polls++) {
      assertThat(polls).as("an order is placed in time").isLessThan(600);
      Thread.sleep(50);
    }
  }

  private static Map<String, String> usersWithFourEyes() {
    Map<String, String> settings = Users.settings();
    Users.add(settings, "anna", "upload,place");
    Users.add(settings, "bo", "upload,place");
    Users.add(settings, "ulla", "upload");
    settings.put("order-import.web.users[5].mail", "anna@example.com");
    settings.put("order-import.web.four-eyes", "true");
    return settings;
  }

  private static byte[] content(String from, String to) throws Exception {
    return Files.readString(FILE).replace(from, to).getBytes(UTF_8);
  }

  /** The hidden fields of the place form. */
  private static Map<String, String> placeFields(String page) {
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
