package orderimport.web.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import orderimport.web.FaultyFakeCarrier;
import orderimport.web.HttpUser;
import orderimport.web.Server;
import orderimport.web.Users;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A program uploads, watches, places, downloads and receives messages; all errors are problems. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApiImportTest {
  private static final Path SAMPLE = Path.of("input-samples/sites-danish.csv");
  private static final Map<String, String> HOLD = Map.of("hold", "true");

  @TempDir
  @SuppressWarnings("NullAway.Init")
  static Path folder;

  private @Nullable FaultyFakeCarrier startedCarrier;
  private @Nullable WebhookReceiver startedReceiver;
  private @Nullable Server startedServer;
  private @Nullable ApiUser startedUser;
  private @Nullable HttpUser administrator;

  @BeforeAll
  void start() throws Exception {
    FaultyFakeCarrier carrier = FaultyFakeCarrier.start(folder.resolve("journal.jsonl"));
    startedCarrier = carrier;
    carrier.injectFaults();
    Map<String, String> settings = Users.settings();
    settings.putAll(carrier.settings());
    WebhookReceiver receiver = WebhookReceiver.start();
    startedReceiver = receiver;
    settings.putAll(receiver.settings());
    Server server = Server.Installation.create(settings).start();
    startedServer = server;
    administrator = Users.logIn(server, "admin");
    startedUser =
        new ApiUser(
            server.uri(),
            ApiUser.makeToken(requireNonNull(administrator), "ERP", "UPLOAD", "PLACE"));
  }

  @AfterAll
  void stop() {
    requireNonNull(startedServer).close();
    requireNonNull(startedReceiver).close();
    requireNonNull(startedCarrier).close();
  }

  private ApiUser user() {
    return requireNonNull(startedUser);
  }

  /** The sample with other names of its three orders. */
  private static byte[] sample(String prefix) throws Exception {
    return Files.readString(SAMPLE).replace("DK-70", prefix).getBytes(UTF_8);
  }

  private static List<String> texts(JsonNode page, String property) {
    return page.path("items").valueStream().map(item -> item.path(property).asString("")).toList();
  }

  @Test
  void the_end_of_requested_work_is_reported_and_signed() throws Exception {
    JsonNode held = user().importNew("reported.csv", sample("HOOK-"), HOLD);

    WebhookReceiver.Message message = requireNonNull(startedReceiver).await(held.path("import_id"));

    JsonNode body = message.json();
    assertThat(body.path("type").asString("")).isEqualTo("import.held");
    assertThat(body.path("text").asString("")).startsWith("reported.csv: 3 orders = 3");
    JsonNode schemas = user().json("/api/openapi.json").path("components").path("schemas");
    assertThat(body.propertyNames())
        .containsExactlyInAnyOrderElementsOf(
            schemas.path("ImportMessage").path("properties").propertyNames());
    assertThat(body.path("import").propertyNames())
        .containsExactlyInAnyOrderElementsOf(
            schemas.path("ImportSummary").path("properties").propertyNames());
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(WebhookReceiver.SECRET.getBytes(UTF_8), "HmacSHA256"));
    String signed = message.id() + "." + message.timestamp() + "." + message.body();
    assertThat(message.signature())
        .isEqualTo("v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(UTF_8))));
  }

  @Test
  void a_review_is_reported_as_documented() throws Exception {
    JsonNode held = user().importNew("reviewed.csv", sample("REVIEW-"), HOLD);
    String path = "/api/v1/imports/" + held.path("import_id").asLong();
    String comment = "{\"act\": \"COMMENT\", \"comment\": \"Which price?\"}";
    assertThat(user().send("POST", path + "/review", comment).statusCode()).isEqualTo(200);

    JsonNode body = requireNonNull(startedReceiver).awaitReview(held.path("import_id")).json();

    assertThat(body.path("type").asString("")).isEqualTo("review.commented");
    assertThat(body.path("text").asString("")).contains("ERP", "reviewed.csv", "Which price?");
    JsonNode schemas = user().json("/api/openapi.json").path("components").path("schemas");
    JsonNode documented = schemas.path("ReviewMessage").path("properties");
    assertThat(body.propertyNames())
        .containsExactlyInAnyOrderElementsOf(documented.propertyNames());
    assertThat(documented.path("action").path("enum").valueStream()).contains(body.path("action"));
  }

  @Test
  void an_upload_is_watched_placed_and_downloaded() throws Exception {
    HttpResponse<String> created = user().upload("sites.csv", sample("A-"), HOLD);
    assertThat(created.statusCode()).isEqualTo(202);
    String path = created.headers().firstValue("location").orElseThrow();
    long id = ApiUser.json(created, 202).path("import_id").asLong();
    assertThat(path).isEqualTo("/api/v1/imports/" + id);

    JsonNode held = user().awaitRest(id);

    assertThat(held.path("state").asString("")).isEqualTo("HELD");
    assertThat(held.path("orders").path("HELD").asLong()).isEqualTo(3);
    assertThat(held.path("rows").path("read").asLong()).isEqualTo(3);
    assertThat(held.path("uploaded_by").asString("")).isEqualTo("token:ERP");
    assertThat(code(user().send("POST", path + "/place", "{\"held\": 2}"), 409))
        .isEqualTo("import_changed");

    ApiUser.json(user().send("POST", path + "/place", "{\"held\": 3}"), 202);

    JsonNode placed = user().awaitRest(id);
    assertThat(placed.path("state").asString("")).isEqualTo("COMPLETED");
    assertThat(placed.path("exit_code").asInt(-1)).isZero();
    JsonNode orders = user().json(path + "/orders?status=ACCEPTED");
    assertThat(texts(orders, "order_ref")).containsExactly("A-1", "A-2", "A-3");
    assertThat(orders.path("items").path(0).path("request").path("type").asString(""))
        .isEqualTo("FIBER");
    assertThat(texts(user().json("/api/v1/orders?order_ref=%20a-2&carrier=telecomx"), "import_id"))
        .containsExactly(String.valueOf(id));
    assertThat(texts(user().json(path + "/files"), "name")).contains("result.xlsx", "rows.csv");
    JsonNode summary = user().json(path + "/files/summary.json");
    summary
        .propertyNames()
        .forEach(name -> assertThat(placed.path(name)).as(name).isEqualTo(summary.path(name)));
    JsonNode line =
        JsonMapper.shared()
            .readTree(user().get(path + "/files/orders.jsonl").body().lines().findFirst().get());
    line.propertyNames()
        .forEach(
            name ->
                assertThat(orders.path("items").path(0).path(name))
                    .as(name)
                    .isEqualTo(line.path(name)));
    assertThat(requireNonNull(administrator).get("/imports/" + id).body())
        .containsPattern("Placed by</dt><dd><b>token:ERP");
    assertThat(ApiUser.json(user().post(path + "/place"), 409).path("code").asString(""))
        .isEqualTo("import_changed");
  }

  @Test
  void orders_are_placed_at_once_without_hold() throws Exception {
    JsonNode placed =
        user().importNew("now.csv", sample("NOW-"), Map.of("hold", "false", "carrier", "telecomx"));

    assertThat(placed.path("orders").path("ACCEPTED").asLong()).isEqualTo(3);

    JsonNode held = user().importNew("later.csv", sample("LATER-"), HOLD);
    JsonNode before =
        ApiUser.json(user().upload("later.csv", sample("LATER-"), Map.of("hold", "false")), 202);
    assertThat(before.path("import_id")).isEqualTo(held.path("import_id"));
    assertThat(
            user()
                .awaitRest(held.path("import_id").asLong())
                .path("orders")
                .path("ACCEPTED")
                .asLong())
        .isEqualTo(3);
  }

  @Test
  void rejected_invalid_and_unclear_orders_are_shown_and_resolved() throws Exception {
    byte[] sheet = Files.readAllBytes(requireNonNull(startedCarrier).sheet(folder));
    long id = user().importNew("w.csv", sheet, Map.of("hold", "false")).path("import_id").asLong();
    String path = "/api/v1/imports/" + id;

    JsonNode shown = user().json(path);
    assertThat(shown.path("orders").path("IN_DOUBT").asLong()).isEqualTo(2);
    JsonNode rows = user().json(path + "/rows");
    assertThat(texts(rows, "status"))
        .containsExactly(
            "ACCEPTED",
            "IN_DOUBT",
            "REJECTED",
            "ACCEPTED",
            "IN_DOUBT",
            "ACCEPTED",
            "ACCEPTED",
            "ACCEPTED",
            "INVALID");
    JsonNode wrong = rows.path("items").path(8);
    assertThat(wrong.path("cells").path(1).path("heading").asString("")).isEqualTo("order_ref");
    JsonNode problem = wrong.path("problems").path(0);
    assertThat(problem.path("severity").asString("")).isEqualTo("error");
    JsonNode english = user().json(path + "/problems");
    JsonNode norwegian =
        ApiUser.json(
            user().send("GET", path + "/problems", null, "Accept-Language", "nb-NO,en;q=0.5"), 200);
    assertThat(texts(norwegian, "code")).isEqualTo(texts(english, "code"));
    assertThat(texts(norwegian, "message")).isNotEqualTo(texts(english, "message"));
    assertThat(user().get(path + "/files/problems.csv").body()).contains(texts(english, "code"));

    JsonNode inDoubt = user().json("/api/v1/orders?status=IN_DOUBT");
    assertThat(texts(inDoubt, "order_ref")).containsExactlyInAnyOrder("W-2", "W-5");
    String resolve = "/api/v1/orders/%s/resolve".formatted(texts(inDoubt, "order_id").get(0));
    assertThat(code(user().send("POST", resolve, "{\"outcome\": \"ACCEPTED\"}"), 400))
        .isEqualTo("missing_parameter");
    String known = texts(user().json(path + "/orders?status=ACCEPTED"), "carrier_order_id").get(0);
    String accepted = "{\"outcome\": \"ACCEPTED\", \"carrier_order_id\": \"%s\"}";
    assertThat(code(user().send("POST", resolve, accepted.formatted(known)), 409))
        .isEqualTo("carrier_order_id_taken");
    JsonNode resolved = ApiUser.json(user().send("POST", resolve, accepted.formatted("X-77")), 200);
    assertThat(resolved.path("status").asString("")).isEqualTo("ACCEPTED");
    assertThat(code(user().send("POST", resolve, accepted.formatted("X-77")), 409))
        .isEqualTo("not_in_doubt");
    String other = "/api/v1/orders/%s/resolve".formatted(texts(inDoubt, "order_id").get(1));
    assertThat(
            ApiUser.json(user().send("POST", other, "{\"outcome\": \"NOT_RECEIVED\"}"), 200)
                .path("status")
                .asString(""))
        .isEqualTo("HELD");
    assertThat(user().json(path).path("state").asString("")).isEqualTo("HELD");
  }

  /** Edits one cell, given as JSON. */
  private HttpResponse<String> edit(String path, String cell) throws Exception {
    return user().send("PATCH", path + "/cells", "{\"cells\": [{%s}]}".formatted(cell));
  }

  @Test
  void a_fixed_cell_makes_its_order_valid_and_placed_once() throws Exception {
    byte[] sheet = new String(sample("FIX-"), UTF_8).replace(";2605;", ";26O5;").getBytes(UTF_8);
    JsonNode read = user().importNew("fix.csv", sheet, HOLD);
    String path = "/api/v1/imports/" + read.path("import_id").asLong();
    assertThat(read.path("orders").path("INVALID").asLong()).isEqualTo(1);
    JsonNode wrong = user().json(path + "/problems").path("items").path(0);
    assertThat(wrong.path("column").asString("")).isEqualTo("E");

    String fix =
        "\"sheet\": \"%s\", \"row\": 2, \"column\": \"E\", \"value\": \"2605\""
            .formatted(wrong.path("sheet").asString(""));
    String seen = fix + ", \"was\": \"26O5\"";
    JsonNode edited = ApiUser.json(edit(path, seen), 200);

    assertThat(edited.path("changes").asInt()).isEqualTo(1);
    assertThat(edited.path("import")).isEqualTo(user().json(path));
    assertThat(edited.path("import").path("state").asString("")).isEqualTo("HELD");
    assertThat(edited.path("import").path("orders").path("HELD").asLong()).isEqualTo(3);
    JsonNode row = edited.path("rows").path(0);
    assertThat(edited.path("rows").size()).isEqualTo(1);
    assertThat(row).isEqualTo(user().json(path + "/rows").path("items").path(0));
    assertThat(row.path("status").asString("")).isEqualTo("HELD");
    assertThat(row.path("problems").size()).isZero();
    assertThat(row.path("cells").path(4).path("value").asString("")).isEqualTo("2605");

    HttpResponse<String> stale = edit(path, seen);
    assertThat(code(stale, 409)).isEqualTo("cell_changed");
    JsonNode current = ApiUser.json(stale, 409).path("cells").path(0);
    assertThat(current.path("sheet")).isEqualTo(wrong.path("sheet"));
    assertThat(current.path("row").asInt()).isEqualTo(2);
    assertThat(current.path("column").asString("")).isEqualTo("E");
    assertThat(current.path("value").asString("")).isEqualTo("2605");
    assertThat(ApiUser.json(edit(path, fix), 200).path("changes").asInt(-1)).isZero();
    String empty = "\"row\": 2, \"column\": \"Bemærkninger\", \"value\": null";
    assertThat(ApiUser.json(edit(path, empty), 200).path("rows").toString())
        .contains("Antal IP-adresser")
        .doesNotContain("Bemærkninger");

    ApiUser.json(user().send("POST", path + "/place", "{\"held\": 3}"), 202);
    JsonNode placed = user().awaitRest(read.path("import_id").asLong());
    assertThat(placed.path("orders").path("ACCEPTED").asLong()).isEqualTo(3);
    assertThat(Files.readAllLines(folder.resolve("journal.jsonl")))
        .filteredOn(line -> line.contains("\"FIX-1\""))
        .singleElement()
        .asString()
        .contains("2605");
    assertThat(code(edit(path, empty.replace("null", "\"Ring\"")), 409)).isEqualTo("order_sent");
    assertThat(texts(user().json(path + "/files"), "name")).contains("changes.xlsx");
  }

  @Test
  void values_of_another_type_are_not_converted() throws Exception {
    JsonNode read = user().importNew("types.csv", sample("TYPE-"), HOLD);
    String path = "/api/v1/imports/" + read.path("import_id").asLong();
    assertThat(code(user().send("POST", path + "/place", "{\"held\": 3.9}"), 400))
        .isEqualTo("invalid_body");
    assertThat(code(edit(path, "\"row\": 2.5, \"column\": \"E\", \"value\": \"1\""), 400))
        .isEqualTo("invalid_body");
    assertThat(code(user().send("POST", path + "/review", "{\"act\": 1}"), 400))
        .isEqualTo("invalid_body");
    HttpResponse<String> unstorable =
        user().send("POST", path + "/review", "{\"act\": \"COMMENT\", \"comment\": \"a\\u0000b\"}");
    assertThat(code(unstorable, 400)).isEqualTo("invalid_parameter");
    assertThat(unstorable.body()).contains("of comment is invalid");
    assertThat(user().json(path).path("state").asString("")).isEqualTo("HELD");
  }

  @Test
  void an_edit_that_is_not_possible_changes_nothing() throws Exception {
    JsonNode read = user().importNew("same.csv", sample("SAME-"), HOLD);
    String path = "/api/v1/imports/" + read.path("import_id").asLong();
    JsonNode before = user().json(path + "/rows");
    String good = "\"row\": 2, \"column\": \"E\", \"value\": \"2600\"";

    assertThat(code(edit(path, good + "}, {\"row\": 2, \"column\": \"Farve\""), 422))
        .isEqualTo("unknown_column");
    assertThat(code(edit(path, good + "}, {\"row\": 2, \"column\": \"ZZ\""), 422))
        .isEqualTo("unknown_column");
    for (String row : List.of("0", "1", "5", "-1")) {
      assertThat(code(edit(path, good.replace(": 2,", ": %s,".formatted(row))), 422))
          .as(row)
          .isEqualTo("unknown_row");
    }
    assertThat(code(edit(path, "\"sheet\": \"None\", " + good), 422)).isEqualTo("unknown_sheet");
    assertThat(code(edit(path, "\"row\": 2"), 400)).isEqualTo("missing_parameter");
    assertThat(code(edit(path, "\"column\": \"E\""), 400)).isEqualTo("missing_parameter");
    assertThat(code(edit(path, good.replace("2600", "\\u0000")), 400))
        .isEqualTo("invalid_parameter");
    for (String none : List.of("{}", "{\"cells\": []}")) {
      assertThat(code(user().send("PATCH", path + "/cells", none), 400))
          .isEqualTo("missing_parameter");
    }
    assertThat(code(user().send("PATCH", path + "/cells", "{\"cells\": [null]}"), 400))
        .isEqualTo("invalid_body");
    assertThat(code(edit(path, good + ("}, {" + good).repeat(2_000)), 413))
        .isEqualTo("edit_too_large");
    assertThat(code(edit(path, good.replace("2600", "2".repeat(32_768))), 413))
        .isEqualTo("edit_too_large");
    assertThat(code(user().send("PATCH", path + "/cells", null), 415))
        .isEqualTo("unsupported_media_type");
    assertThat(code(edit("/api/v1/imports/999999", good), 404)).isEqualTo("not_found");
    JsonNode rejected = user().importNew("none.csv", "a;b\n1;2\n".getBytes(UTF_8), HOLD);
    assertThat(rejected.path("state").asString("")).isEqualTo("FAILED");
    assertThat(code(edit("/api/v1/imports/" + rejected.path("import_id").asLong(), good), 409))
        .isEqualTo("not_editable");

    assertThat(user().json(path + "/rows")).isEqualTo(before);
  }

  private static String code(HttpResponse<String> response, int status) {
    assertThat(response.headers().firstValue("content-type"))
        .as(response.body())
        .hasValue("application/problem+json");
    JsonNode problem = ApiUser.json(response, status);
    assertThat(problem.path("status").asInt()).isEqualTo(status);
    assertThat(problem.path("title").asString("")).isNotBlank();
    assertThat(problem.path("detail").asString("")).isNotBlank().doesNotContain("{0}");
    assertThat(problem.path("type").asString(""))
        .isEqualTo("urn:order-import:problem:" + problem.path("code").asString(""));
    return problem.path("code").asString("");
  }

  @Test
  void pages_neither_skip_nor_repeat_while_imports_are_added() throws Exception {
    for (int i = 0; i < 4; i++) {
      user().importNew("p.csv", sample("PAGE%d-".formatted(i)), HOLD);
    }
    List<String> all = texts(user().json("/api/v1/imports?limit=500"), "import_id");

    List<String> paged = new ArrayList<>();
    String cursor = "";
    for (int i = 0; paged.isEmpty() || !cursor.isEmpty(); i++) {
      JsonNode page =
          user().json("/api/v1/imports?limit=3" + (cursor.isEmpty() ? "" : "&cursor=" + cursor));
      paged.addAll(texts(page, "import_id"));
      cursor = page.path("next").asString("");
      if (i == 0) {
        user().importNew("added.csv", sample("ADDED-"), HOLD);
      }
    }

    assertThat(paged).isEqualTo(all);
  }

  @Test
  void pages_of_rows_orders_and_problems_have_every_item_once() throws Exception {
    long id =
        user()
            .importNew(
                "mistakes.xlsx",
                Files.readAllBytes(Path.of("input-samples/sites-with-mistakes.xlsx")),
                HOLD)
            .path("import_id")
            .asLong();
    for (String list : List.of("rows", "orders", "problems")) {
      String path = "/api/v1/imports/%d/%s".formatted(id, list);
      JsonNode all = user().json(path + "?limit=500");
      assertThat(all.path("next").isNull()).isTrue();
      assertThat(all.path("items").size()).as(list).isGreaterThan(4);

      List<JsonNode> paged = new ArrayList<>();
      String cursor = "";
      do {
        JsonNode page = user().json(path + "?limit=4&cursor=" + cursor);
        page.path("items").forEach(paged::add);
        cursor = page.path("next").asString("");
      } while (!cursor.isEmpty());

      assertThat(paged).as(list).isEqualTo(all.path("items").valueStream().toList());
    }
  }

  @Test
  void a_key_makes_an_upload_idempotent() throws Exception {
    Map<String, String> again = Map.of("again", "true");
    String[] key = {"Idempotency-Key", "monday"};
    JsonNode first = ApiUser.json(user().upload("k.csv", sample("KEY-"), again, key), 202);

    JsonNode second = ApiUser.json(user().upload("k.csv", sample("KEY-"), again, key), 202);
    HttpResponse<String> other = user().upload("k.csv", sample("OTHER-"), again, key);
    HttpResponse<String> otherOptions = user().upload("k.csv", sample("KEY-"), Map.of(), key);
    JsonNode third = ApiUser.json(user().upload("k.csv", sample("KEY-"), again), 202);

    assertThat(second.path("import_id")).isEqualTo(first.path("import_id"));
    assertThat(third.path("import_id")).isNotEqualTo(first.path("import_id"));
    assertThat(code(other, 422)).isEqualTo("idempotency_key_reused");
    assertThat(code(otherOptions, 422)).isEqualTo("idempotency_key_reused");
    HttpResponse<String> before = user().upload("k.csv", sample("KEY-"), Map.of());
    assertThat(before.statusCode()).as("without a key and without again").isEqualTo(200);
  }

  @Test
  void two_uploads_with_a_key_at_once_are_one_import() throws Exception {
    HttpClient http = HttpClient.newHttpClient();
    List<CompletableFuture<HttpResponse<String>>> sent = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      sent.add(
          http.sendAsync(
              user()
                  .uploadRequest(
                      "twice.csv",
                      sample("TWICE-"),
                      Map.of("again", "true"),
                      "Idempotency-Key",
                      "at-once"),
              BodyHandlers.ofString()));
    }

    Stream<Long> ids =
        sent.stream().map(each -> ApiUser.json(each.join(), 202).path("import_id").asLong());

    assertThat(ids.distinct()).hasSize(1);
    assertThat(
            texts(user().json("/api/v1/imports?limit=500"), "file").stream()
                .filter("twice.csv"::equals))
        .hasSize(1);
  }

  @Test
  void a_dry_run_checks_a_file_and_keeps_nothing() throws Exception {
    String content = new String(sample("DRY-"), UTF_8);
    byte[] wrong = content.replaceFirst("(?m)^(.*)DRY-1", "$1").getBytes(UTF_8);
    long imports =
        user().json("/api/v1/imports?limit=1").path("items").path(0).path("import_id").asLong();

    JsonNode valid = ApiUser.json(user().validate("d.csv", content.getBytes(UTF_8), Map.of()), 200);
    JsonNode found = ApiUser.json(user().validate("w.csv", wrong, Map.of()), 200);

    assertThat(valid.path("exit_code").asInt()).isZero();
    assertThat(valid.path("orders").path("total").asInt()).isEqualTo(3);
    assertThat(found.path("exit_code").asInt()).isEqualTo(4);
    assertThat(found.path("problems").path(0).path("code").asString("")).isNotEmpty();
    assertThat(code(user().validate("d.csv", wrong, Map.of("hold", "false")), 400))
        .isEqualTo("unknown_parameter");
    assertThat(
            user().json("/api/v1/imports?limit=1").path("items").path(0).path("import_id").asLong())
        .isEqualTo(imports);
    assertThat(
            user()
                .importNew("d.csv", content.getBytes(UTF_8), Map.of())
                .path("orders")
                .path("HELD")
                .asInt())
        .isEqualTo(3);
  }

  @Test
  void an_invalid_choice_names_the_valid_ones() throws Exception {
    assertThat(detail(user().get("/api/v1/orders?status=NONE"))).contains("NONE", "REJECTED,");
    byte[] file = "x".getBytes(UTF_8);
    for (var each :
        Map.of(
                "date-order", "dmy, mdy, ymd",
                "hold", "true, false",
                "carrier", "globalconnect, globalconnect-testing, granite, telecomx")
            .entrySet()) {
      assertThat(detail(user().upload("a.csv", file, Map.of(each.getKey(), "maybe"))))
          .contains("“maybe”", each.getKey(), "Use one of: ", each.getValue());
    }
  }

  private static String detail(HttpResponse<String> response) {
    assertThat(code(response, 400)).isEqualTo("invalid_parameter");
    return ApiUser.json(response, 400).path("detail").asString("");
  }

  @Test
  void everything_wrong_is_a_problem_with_a_code() throws Exception {
    assertThat(code(user().get("/api/v1/nothing"), 404)).isEqualTo("not_found");
    assertThat(code(user().get("/api/v1/imports/999999"), 404)).isEqualTo("not_found");
    assertThat(code(user().get("/api/v1/imports/1/files/other.txt"), 404)).isEqualTo("not_found");
    assertThat(code(user().get("/api/v1/carriers/none/columns"), 404)).isEqualTo("not_found");
    assertThat(code(user().get("/api/v1/imports/abc"), 400)).isEqualTo("invalid_parameter");
    assertThat(code(user().get("/api/v1/imports?limit=0"), 400)).isEqualTo("invalid_parameter");
    assertThat(code(user().get("/api/v1/imports?limit=x"), 400)).isEqualTo("invalid_parameter");
    assertThat(code(user().get("/api/v1/imports?cursor=x"), 400)).isEqualTo("invalid_parameter");
    assertThat(code(user().get("/api/v1/orders?status=NONE"), 400)).isEqualTo("invalid_parameter");
    assertThat(code(user().get("/api/v1/orders?orderref=A"), 400)).isEqualTo("unknown_parameter");
    assertThat(code(user().get("/api/v1/imports?limit=5&sort=x"), 400))
        .isEqualTo("unknown_parameter");
    for (String path : List.of("imports?cursor=%00", "orders?order_ref=%00")) {
      assertThat(code(user().get("/api/v1/" + path), 400)).as(path).isEqualTo("bad_request");
    }
    HttpResponse<String> delete = user().send("DELETE", "/api/v1/imports/1", null);
    assertThat(code(delete, 405)).isEqualTo("method_not_allowed");
    assertThat(delete.headers().firstValue("allow")).hasValue("GET");
    // Without a body: the server closes the connection of a request whose body it does not read.
    assertThat(code(user().send("POST", "/api/v1/imports", ""), 415))
        .isEqualTo("unsupported_media_type");
    assertThat(code(user().send("POST", "/api/v1/orders/1/resolve", "{"), 400))
        .isEqualTo("invalid_body");
    HttpResponse<String> misspelled =
        user()
            .send(
                "PATCH",
                "/api/v1/imports/1/cells",
                "{\"cells\": [{\"row\": 2, \"colum\": \"A\"}]}");
    assertThat(code(misspelled, 400)).isEqualTo("unknown_property");
    assertThat(misspelled.body()).contains("cells[0].colum");
    assertThat(user().sendHeader("PATCH", "/api/v1/imports/1/cells", 9 << 20))
        .startsWith("HTTP/1.1 413")
        .contains("\"code\":\"too_large\"");
    assertThat(code(user().send("GET", "/api/v1/imports", null, "Accept", "text/csv"), 406))
        .isEqualTo("not_acceptable");
    assertThat(code(user().upload("n.csv", new byte[0], Map.of()), 400))
        .isEqualTo("missing_parameter");
    assertThat(code(user().upload("n.csv", sample("N-"), Map.of("hidden", "skip")), 400))
        .isEqualTo("unknown_parameter");
    for (Map.Entry<String, String> more :
        Map.of("invoice", "unknown_parameter", "file", "invalid_parameter").entrySet()) {
      Map<String, String> part = Map.of(more.getKey() + "\"; filename=\"b.csv", "x");
      for (HttpResponse<String> each :
          List.of(
              user().upload("n.csv", sample("N-"), part),
              user().validate("n.csv", sample("N-"), part))) {
        assertThat(code(each, 400)).isEqualTo(more.getValue());
        assertThat(each.body()).contains(more.getKey().equals("file") ? "b.csv" : "invoice");
      }
    }
    assertThat(code(user().upload("n.csv", sample("N-"), Map.of("decimal", "dot")), 400))
        .isEqualTo("invalid_parameter");
    assertThat(code(user().upload("n.csv", new byte[65 << 20], Map.of()), 413))
        .isEqualTo("too_large");
    assertThat(code(user().get("/api/v1/imports/1;x=1"), 400))
        .as("rejected before the controllers")
        .isEqualTo("bad_request");
    assertThat(malformed()).startsWith("HTTP/1.1 400").contains("\"code\":\"bad_request\"");
    assertThat(
            code(
                new ApiUser(requireNonNull(startedServer).uri(), "x y").get("/api/v1/imports"),
                401))
        .isEqualTo("unauthorized");
    HttpResponse<String> danish =
        user().send("GET", "/api/v1/nothing", null, "Accept-Language", "da");
    assertThat(ApiUser.json(danish, 404).path("title").asString("")).isEqualTo("Ikke fundet");
  }

  /** The response to a path that the web server cannot decode, and HttpClient would not send. */
  private String malformed() throws Exception {
    URI server = requireNonNull(startedServer).uri();
    try (Socket socket = new Socket(server.getHost(), server.getPort())) {
      socket
          .getOutputStream()
          .write(
              "GET /api/v1/imports/%zz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                  .getBytes(UTF_8));
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }

  @Test
  void columns_and_template_are_those_of_the_command_line() throws Exception {
    JsonNode columns = user().json("/api/v1/carriers/granite/columns");
    assertThat(columns.path(0).propertyNames()).contains("required_with", "text_format");
    assertThat(columns.valueStream().map(column -> column.path("path").asString("")))
        .contains("order_ref", "order_items.location_id");
    HttpResponse<String> template = user().get("/api/v1/carriers/granite/template");
    assertThat(template.headers().firstValue("content-disposition").orElse(""))
        .contains("orders-granite.xlsx");
  }
}
