package orderimport.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import orderimport.web.api.ApiUser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** With the four-eyes rule, a user cannot place an import to which they contributed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class FourEyesTest {
  private static final Path FILE = Path.of("input-samples/sites-danish.csv");
  private static final String NEEDS_SECOND_PERSON = "A second person has to place this import";

  @TempDir static Path folder;

  private SandboxCarrier carrier;
  private Server.Installation installation;
  private Server server;

  @BeforeAll
  void start() throws Exception {
    carrier = new SandboxCarrier(folder);
    Map<String, String> settings = usersWithFourEyes();
    settings.putAll(carrier.settingsOfServer(1000));
    // The others wait while the carrier takes its time for an order.
    settings.put("order-import.carriers.telecomx.concurrency", "1");
    installation = Server.Installation.create(settings);
    server = installation.start();
  }

  @AfterAll
  void stop() {
    server.close();
    carrier.close();
  }

  @Test
  void the_uploader_cannot_place_but_another_user_can() throws Exception {
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

  @Test
  void a_review_is_answered_fixed_approved_and_placed() throws Exception {
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
    assertThat(mails()).containsExactly("anna@example.com");

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
    assertAudited(id);
  }

  @Test
  void a_file_that_is_read_again_stays_rejected_until_a_review_is_asked_for() throws Exception {
    HttpUser anna = Users.logIn(server, "anna");
    HttpUser bo = Users.logIn(server, "bo");
    long first = anna.importNew("sites.csv", content("DK-70", "REJECTED-"));
    review(bo, first, "REJECT", "Wrong customer", Map.of());
    long id = reread(anna, first);

    String page = "/imports/" + id;
    HttpUser dora = Users.logIn(server, "dora");
    assertThat(dora.get(page).body())
        .contains("Rejected on review, so none is placed", "Wrong customer")
        .doesNotContain(page + "/place");
    assertThat(dora.get(page + "/place").statusCode()).isEqualTo(302);
    dora.post(page + "/place", Map.of("version", version(id), "held", "3", "sure", "true"));
    assertThat(dora.awaitIdle(id)).contains("Rejected on review, so none is placed");

    review(anna, id, "REQUEST_REVIEW", "The right one", Map.of());
    assertThat(dora.get(page + "/place").body()).contains("name=\"version\"");
    review(bo, id, "APPROVE", "", placeFields(bo.get(page).body()));
    assertThat(anna.get(page).body()).contains(page + "/place");
    assertThat(anna.get("/imports/" + reread(anna, id)).body())
        .as("what was approved is not what was read now")
        .contains(NEEDS_SECOND_PERSON);
  }

  /** Reads a file again; returns the import that replaces the earlier one. */
  private static long reread(HttpUser user, long id) throws Exception {
    String replacement =
        user.post("/imports/%d/reread".formatted(id), Map.of())
            .headers()
            .firstValue("location")
            .orElseThrow();
    long replaced = Long.parseLong(replacement.replaceAll(".*/", ""));
    user.awaitIdle(replaced);
    return replaced;
  }

  private String version(long id) {
    return installation
        .sql()
        .sql("select fencing_token::text from import where id = ?")
        .param(id)
        .query(String.class)
        .single();
  }

  private void assertAudited(long id) throws Exception {
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

  private List<String> mails() {
    return installation
        .sql()
        .sql("select recipients from notification where channel = 'MAIL'")
        .query(String.class)
        .list();
  }

  @Test
  @Tag("long")
  void neither_uploader_nor_re_reader_can_place() throws Exception {
    HttpUser anna = Users.logIn(server, "anna");
    long first = anna.importNew("sites.csv", content("DK-70", "REREAD-"));
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
    Map<String, String> placeFields = placeFields(Users.logIn(server, "bo").get(placePath).body());
    anna.post(placePath, placeFields);
    assertThat(anna.get("/imports/" + id).body()).contains("3 of 3 orders can be placed");

    HttpUser bo = Users.logIn(server, "bo");
    assertThat(bo.get(placePath).body()).contains("Prepared by anna, ulla");
    bo.post(placePath, placeFields);
    assertThat(bo.awaitIdle(id)).containsPattern("Placed by</dt><dd><b>bo");
  }

  @Test
  @Tag("long")
  void the_uploader_cannot_resume_a_paused_placement() throws Exception {
    for (int i = 1; i <= 6; i++) {
      carrier.injectFault(
          "{\"carrier\":\"telecomx\",\"order_ref\":\"PAUSED-%d\",\"times\":1,\"delay_ms\":1000}"
              .formatted(i));
    }
    HttpUser anna = Users.logIn(server, "anna");
    long id = anna.importNew("sites.csv", Files.readAllBytes(carrier.sheet("PAUSED-", 6, true)));
    String placePath = "/imports/%d/place".formatted(id);
    HttpUser bo = Users.logIn(server, "bo");
    bo.post(placePath, placeFields(bo.get(placePath).body()));
    awaitFirstOrder();
    bo.post("/imports/%d/pause".formatted(id), Map.of());
    String paused = anna.awaitIdle(id);
    int placed = pausedOrders().size();

    assertThat(paused).contains("Paused", NEEDS_SECOND_PERSON).doesNotContain("/resume");
    anna.post("/imports/%d/resume".formatted(id), Map.of());
    assertThat(anna.get("/imports/" + id).body()).contains("Paused", NEEDS_SECOND_PERSON);
    assertThat(pausedOrders()).hasSize(placed);

    bo.post("/imports/%d/resume".formatted(id), Map.of());
    assertThat(bo.awaitIdle(id))
        .containsPattern("by</dt><dd><b>bo")
        .contains("6 of 6 orders placed");
    assertThat(pausedOrders()).hasSize(6).doesNotHaveDuplicates();
  }

  private List<String> pausedOrders() throws Exception {
    return carrier.accepted().stream().filter(order -> order.startsWith("PAUSED-")).toList();
  }

  @Test
  @Tag("long")
  void a_token_counts_as_the_user_who_made_it() throws Exception {
    HttpUser carl = Users.logIn(server, "carl");
    HttpUser dora = Users.logIn(server, "dora");
    ApiUser token = token(carl, "carl 1");
    byte[] content = content("DK-70", "TOKEN-");
    assertThat(problem(token.upload("s.csv", content, Map.of("hold", "false"))))
        .isEqualTo("needs_other_user");
    long id = token.importNew("s.csv", content, Map.of()).path("import_id").asLong();
    String place = "/api/v1/imports/%d/place".formatted(id);
    String review = "/api/v1/imports/%d/review".formatted(id);

    assertThat(problem(token.post(place))).isEqualTo("needs_other_user");
    assertThat(problem(token(carl, "carl 2").post(place))).isEqualTo("needs_other_user");
    String page = "/imports/%d/place".formatted(id);
    carl.post(page, placeFields(dora.get(page).body()));
    assertThat(token.json("/api/v1/imports/" + id).path("state").asString("")).isEqualTo("HELD");

    assertThat(problem(token.send("POST", review, "{\"act\": \"APPROVE\"}")))
        .isEqualTo("needs_other_user");
    ApiUser reviewer = token(dora, "dora");
    assertThat(reviewed(reviewer, review, "\"SEND_BACK\", \"comment\": \"Too early\""))
        .isEqualTo("SENT_BACK");
    assertThat(ApiUser.json(reviewer.post(place), 409).path("code").asString(""))
        .isEqualTo("import_changed");
    assertThat(
            ApiUser.json(reviewer.send("POST", review, "{\"act\": \"APPROVE\", \"held\": 2}"), 409)
                .path("code")
                .asString(""))
        .isEqualTo("import_changed");
    assertThat(reviewed(reviewer, review, "\"APPROVE\", \"held\": 3")).isEqualTo("APPROVED");
    assertThat(token.post(place).statusCode()).as("another user approved it").isEqualTo(202);
    assertThat(token.awaitRest(id).path("state").asString("")).isEqualTo("COMPLETED");
    long other = carl.importNew("o.csv", content("DK-70", "O-"));
    assertThat(problem(token.post("/api/v1/imports/%d/place".formatted(other))))
        .as("uploaded on the page by the user who made the token")
        .isEqualTo("needs_other_user");
    ApiUser editor = token(dora, "dora 2");
    String note = "{\"cells\": [{\"row\": 2, \"column\": \"N\", \"value\": \"Ring\"}]}";
    ApiUser.json(editor.send("PATCH", "/api/v1/imports/%d/cells".formatted(other), note), 200);
    assertThat(problem(editor.post("/api/v1/imports/%d/place".formatted(other))))
        .as("edited by the user who made the token")
        .isEqualTo("needs_other_user");
  }

  private static String reviewed(ApiUser user, String path, String act) throws Exception {
    return ApiUser.json(user.send("POST", path, "{\"act\": %s}".formatted(act)), 200)
        .path("review")
        .asString("");
  }

  private ApiUser token(HttpUser administrator, String name) throws Exception {
    return new ApiUser(server.uri(), ApiUser.makeToken(administrator, name, "UPLOAD", "PLACE"));
  }

  private static String problem(HttpResponse<String> response) {
    return ApiUser.json(response, 403).path("code").asString("");
  }

  /** A pause requested before the first order is sent would cancel the place request. */
  private void awaitFirstOrder() throws Exception {
    for (int polls = 0; pausedOrders().isEmpty(); polls++) {
      assertThat(polls).as("an order is placed in time").isLessThan(600);
      Thread.sleep(50);
    }
  }

  private static Map<String, String> usersWithFourEyes() {
    Map<String, String> settings = Users.settings();
    Users.add(settings, "anna", "upload,place");
    Users.add(settings, "bo", "upload,place");
    Users.add(settings, "ulla", "upload");
    Users.add(settings, "carl", "upload,place,admin");
    Users.add(settings, "dora", "place,admin");
    settings.put("order-import.web.users[5].mail", "anna@example.com");
    settings.put("order-import.web.four-eyes", "true");
    return settings;
  }

  private static byte[] content(String from, String to) throws Exception {
    return Files.readString(FILE).replace(from, to).getBytes(UTF_8);
  }

  /** The hidden fields of the place form, with the confirmation for live orders. */
  private static Map<String, String> placeFields(String page) {
    return Map.of("version", field(page, "version"), "held", field(page, "held"), "sure", "true");
  }

  private static String field(String page, String name) {
    Matcher field = Pattern.compile("name=\"%s\" value=\"(\\d+)\"".formatted(name)).matcher(page);
    if (!field.find()) {
      throw new IllegalStateException("No field " + name);
    }
    return field.group(1);
  }
}
