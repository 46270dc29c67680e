package orderimport.carrier;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import orderimport.carrier.Carrier.CarrierError;
import orderimport.carrier.Carrier.OrderResponse;
import orderimport.placement.TestSettings;
import orderimport.problem.ProblemKind;
import orderimport.problem.TextRenderer;
import orderimport.sandbox.Sandbox;
import org.assertj.core.api.Assumptions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The contract of every carrier. A subclass names the carrier and its documented response; its
 * example request is {@code carriers/NAME/example.json}. Its rules are the lines of {@code
 * carriers/NAME/rules.txt}: {@code change -> path code}, {@code change -> valid}, or {@code change
 * -> path code warning}, with the change as {@link JsonChange} reads it.
 */
@TestInstance(Lifecycle.PER_CLASS)
public abstract class CarrierContractTest {
  protected static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  protected final Carrier carrier;
  private final String documentedResponse;
  private final Clock clock =
      Clock.fixed(Instant.parse("2018-01-31T23:30:00Z"), ZoneOffset.ofHours(5));
  private final RequestValidator rules = new RequestValidator(clock);
  private final HttpClient client = HttpClient.newHttpClient();
  private Sandbox sandbox;

  /**
   * @param documentedResponse the documented response
   */
  protected CarrierContractTest(String carrier, String documentedResponse) {
    this(Carriers.registered().get(carrier), documentedResponse);
  }

  public CarrierContractTest(Carrier carrier, String documentedResponse) {
    this.carrier = carrier;
    this.documentedResponse = documentedResponse;
  }

  protected static String resource(String path) {
    try (InputStream in =
        Objects.requireNonNull(
            CarrierContractTest.class.getResourceAsStream("/carriers/" + path), path)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new AssertionError(path, e);
    }
  }

  private JsonNode example() {
    return JSON.readTree(resource(carrier.name() + "/example.json"));
  }

  private Record read(JsonNode json) {
    return RequestJson.read(json.toString(), carrier.requestType());
  }

  @Test
  void the_fields_of_its_summary_exist() {
    OrderSummaryFields fields = carrier.summaryFields();
    assertThat(
            fields.paths().values().stream()
                .flatMap(List::stream)
                .flatMap(paths -> Stream.of(paths.split(" ")))
                .map(path -> new RequestPath(carrier.requestType(), path).type()))
        .noneMatch(Class::isRecord);
    OrderSummaryFields.Prices prices = fields.prices();
    if (prices != null) {
      Class<?> line = new RequestPath(carrier.requestType(), prices.lines()).type();
      assertThat(
              Stream.of(prices.oneTime(), prices.monthly(), prices.currency(), prices.quantity())
                  .filter(Objects::nonNull)
                  .map(name -> new RequestPath(line, name).type()))
          .noneMatch(Class::isRecord);
    }
  }

  @BeforeAll
  void openSandbox() throws IOException {
    var settings = TestSettings.bind(Map.of("order-path", "/orders"));
    sandbox =
        Sandbox.start(
            0,
            new Carriers(List.of(carrier)),
            new OrderImportProperties(Map.of(carrier.name(), settings), "en"),
            clock,
            null);
  }

  @AfterAll
  void closeSandbox() {
    sandbox.close();
    rules.close();
  }

  @Test
  void each_constraint_has_a_message() {
    RequestConstraints.requireMessages(carrier);
  }

  @Test
  void the_documented_example_is_valid_and_survives_a_json_round_trip() {
    Record request = read(example());

    assertThat(rules.check(request)).filteredOn(violation -> !violation.warning()).isEmpty();
    assertThat(JSON.readTree(RequestJson.write(request))).isEqualTo(withoutNulls(example()));
  }

  private static JsonNode withoutNulls(JsonNode node) {
    if (node instanceof ObjectNode object) {
      for (String name : List.copyOf(object.propertyNames())) {
        if (withoutNulls(object.get(name)).isNull()) {
          object.remove(name);
        }
      }
    } else {
      node.forEach(CarrierContractTest::withoutNulls);
    }
    return node;
  }

  @Test
  void every_field_has_a_description_that_fits_a_cell_note() {
    List<String> undocumented = new ArrayList<>();
    components(carrier.requestType(), "").stream()
        .filter(field -> field.doc() == null || field.doc().value().isBlank())
        .forEach(field -> undocumented.add(field.path()));

    assertThat(undocumented).isEmpty();
    assertThat(components(carrier.requestType(), ""))
        .allSatisfy(
            field -> assertThat(field.doc().value()).hasSizeLessThan(200).doesNotEndWith("."));
  }

  @Test
  void the_examples_of_all_fields_form_a_valid_order() {
    JsonNode request = JSON.createObjectNode();
    List<Component> fields = components(carrier.requestType(), "");
    List<String> left =
        fields.stream().filter(field -> !field.doc().inExampleRow()).map(Component::path).toList();
    for (Component field : fields) {
      boolean filledIn = left.stream().noneMatch(path -> field.path().startsWith(path));
      if (filledIn && !field.doc().example().isEmpty()) {
        JsonChange.set(request, field.path(), value(field));
      }
    }

    assertThat(rules.check(read(request))).isEmpty();
  }

  private static JsonNode value(Component field) {
    String example = field.doc().example();
    Object value =
        switch (field.type().getTypeName()) {
          case "java.lang.Integer", "java.lang.Long" -> Long.valueOf(example);
          case "java.math.BigDecimal" -> new java.math.BigDecimal(example);
          case "java.lang.Boolean" -> Map.of("yes", true, "no", false).get(example);
          case "java.time.Instant" -> example + "T00:00:00Z";
          case "java.time.LocalDate" ->
              LocalDate.parse(example).format(DateTimeFormatter.ofPattern(field.pattern()));
          case "G" -> field.path().startsWith("to_") ? Long.valueOf(example) : example;
          default ->
              field.type() instanceof ParameterizedType ? List.of(example.split(" *; *")) : example;
        };
    return JSON.valueToTree(value);
  }

  /**
   * @param pattern of a date
   */
  private record Component(String path, Type type, FieldDoc doc, String pattern) {}

  private static List<Component> components(Class<?> type, String path) {
    List<Component> found = new ArrayList<>();
    for (RecordComponent component : type.getRecordComponents()) {
      String own = (path.isEmpty() ? "" : path + ".") + FieldName.of(component);
      Type generic = component.getGenericType();
      JsonFormat format = component.getAccessor().getAnnotation(JsonFormat.class);
      found.add(
          new Component(
              own,
              generic,
              component.getAnnotation(FieldDoc.class),
              format == null ? "uuuu-MM-dd" : format.pattern()));
      Class<?> within = component.getType();
      if (generic instanceof ParameterizedType list && within == List.class) {
        within = list.getActualTypeArguments()[0] instanceof Class<?> entry ? entry : String.class;
        own += "[0]";
      }
      if (within.isRecord()) {
        found.addAll(components(within, own));
      }
    }
    return found;
  }

  @Test
  void the_order_ref_is_sent_in_a_text_field() {
    Assumptions.assumeThat(carrier.orderRefPath()).isNotNull();
    assertThat(components(carrier.requestType(), ""))
        .filteredOn(field -> field.path().equals(carrier.orderRefPath()))
        .singleElement()
        .extracting(Component::type)
        .isEqualTo(String.class);
  }

  @TestFactory
  Stream<DynamicTest> rules() {
    return resource(carrier.name() + "/rules.txt")
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .map(line -> DynamicTest.dynamicTest(line, () -> checkRule(line)));
  }

  private void checkRule(String line) {
    String[] sides = line.split("->");
    String expected = sides[1].strip();
    List<BrokenRule> all = rules.check(read(JsonChange.apply(example(), sides[0])));
    assertThat(all).allSatisfy(rule -> assertHasEnglishTexts(rule.kind()));
    List<String> broken =
        all.stream()
            .filter(violation -> !violation.warning() || expected.endsWith("warning"))
            .map(
                violation ->
                    violation.path()
                        + " "
                        + violation.kind().code()
                        + (violation.warning() ? " warning" : ""))
            .toList();

    if (expected.equals("valid")) {
      assertThat(broken).isEmpty();
    } else {
      assertThat(broken)
          .containsExactlyInAnyOrderElementsOf(
              Arrays.stream(expected.split(",")).map(String::strip).toList());
    }
  }

  /** Other languages are optional: without them, a problem is shown in English. */
  private static void assertHasEnglishTexts(ProblemKind kind) {
    assertThat(List.of(kind.key(), kind.key() + ".do", kind.code() + ".title"))
        .allMatch(TextRenderer::has);
  }

  @Test
  void the_documented_response_means_accepted() {
    assertThat(carrier.readSuccess(200, documentedResponse))
        .isInstanceOfSatisfying(
            OrderResponse.Accepted.class, accepted -> assertThat(accepted.warnings()).isEmpty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<html>Please log in</html>",
        "OK",
        "null",
        "[]",
        "{}",
        "42",
        "{\"id\":",
        "{\"id\":null}",
        "{\"id\":\" \",\"_id\":\"\",\"opportunity_id\":\" \"}",
        "{\"id\":{},\"_id\":[],\"opportunity_id\":true}",
        "{\"error\":\"try later\"}"
      })
  void an_unintelligible_response_is_ambiguous(String body) {
    assertThat(carrier.readSuccess(200, body)).isInstanceOf(OrderResponse.Ambiguous.class);
  }

  @Test
  void a_truncated_response_is_ambiguous() {
    for (int length = 1;
        length < documentedResponse.strip().length();
        length += 1 + documentedResponse.length() / 100) {
      assertThat(carrier.readSuccess(200, documentedResponse.strip().substring(0, length)))
          .isInstanceOf(OrderResponse.Ambiguous.class);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "[]",
        "{}",
        "\"no\"",
        "no",
        "{\"a\":{\"b\":[1]}}",
        "<html>",
        "{\"e"
      })
  void a_rejection_of_any_shape_has_a_message(String body) {
    assertThat(carrier.readRejection(422, body))
        .isNotEmpty()
        .allSatisfy(
            carrierError -> assertThat(carrierError.message().isBlank()).isEqualTo(body.isBlank()));
  }

  @Test
  void a_rejection_without_a_field_is_quoted_and_shortened() {
    assertThat(carrier.readRejection(400, "Not  today\n" + "x".repeat(10_000)))
        .singleElement()
        .satisfies(
            carrierError -> {
              assertThat(carrierError.path()).isNull();
              assertThat(carrierError.message()).startsWith("Not today x").hasSizeLessThan(600);
            });
  }

  @Test
  void the_sandbox_accepts_the_example_and_responds_as_documented() throws Exception {
    HttpResponse<String> response = post(resource(carrier.name() + "/example.json"));

    assertThat(carrier.readSuccess(response.statusCode(), response.body()))
        .isInstanceOf(OrderResponse.Accepted.class);
    assertThat(response.body().isEmpty()).isEqualTo(documentedResponse.isEmpty());
    if (!documentedResponse.isEmpty()) {
      assertThat(JSON.readTree(response.body()).propertyNames())
          .containsAll(documentedResponseFields(JSON.readTree(documentedResponse)));
    }
    assertThat(accepted()).isPositive();
  }

  /** The fields that the response to the example must have. */
  protected Set<String> documentedResponseFields(JsonNode documented) {
    return Set.copyOf(documented.propertyNames());
  }

  @Test
  void the_sandbox_rejects_malformed_requests() throws Exception {
    long before = accepted();

    for (String body : List.of("", "nonsense", "[]", "null", "\"x\"", "{}", "{\"a\":")) {
      assertThat(post(body).statusCode()).as(body).isBetween(400, 422);
    }
    JsonNode unknown = example();
    ((ObjectNode) unknown).put("no_such_field", 1);
    assertRejected(unknown, "no_such_field");
    assertThat(accepted()).isEqualTo(before);
  }

  @TestFactory
  Stream<DynamicTest> the_sandbox_rejects_values_of_the_wrong_type() {
    return JsonChange.paths(example()).stream()
        .map(path -> DynamicTest.dynamicTest(path, () -> assertWrongTypeRejected(path)));
  }

  private void assertWrongTypeRejected(String path) throws Exception {
    JsonNode json = example();
    JsonNode original = JsonChange.get(json, path);
    String wrong = original.isString() ? "7" : original.isNumber() ? "\"7\"" : "\"true\"";
    JsonChange.set(json, path, JSON.readTree(path.endsWith(".key") ? "{}" : wrong));

    assertRejected(json, path);
  }

  private void assertRejected(JsonNode json, String path) throws Exception {
    HttpResponse<String> response = post(json.toString());

    assertThat(response.statusCode()).isIn(400, 409, 422);
    assertThat(carrier.readRejection(response.statusCode(), response.body()))
        .filteredOn(carrierError -> carrierError.path() != null || path.equals("no_such_field"))
        .extracting(CarrierError::path)
        .containsAnyOf(path, path.equals("no_such_field") ? null : path);
  }

  private HttpResponse<String> post(String body) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(sandbox.uri().resolve("/orders"))
            .header("Authorization", "Bearer test")
            .POST(BodyPublishers.ofString(body));
    headers().forEach(request::setHeader);
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private Map<String, String> headers() {
    return carrier.headers().of(example().toString());
  }

  @Test
  void the_headers_can_carry_the_example() {
    assertThat(headers())
        .containsKeys(carrier.headers().fields().keySet().toArray(String[]::new))
        .allSatisfy((name, value) -> assertThat(RequestHeaders.isSendable(value)).isTrue());
  }

  @Test
  void the_sandbox_rejects_an_order_without_its_headers() throws Exception {
    for (String missing : headers().keySet()) {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(sandbox.uri().resolve("/orders"))
              .header("Authorization", "Bearer test")
              .POST(BodyPublishers.ofString(example().toString()));
      headers()
          .forEach((name, value) -> request.setHeader(name, name.equals(missing) ? "x" : value));

      assertThat(client.send(request.build(), BodyHandlers.ofString()).statusCode())
          .as(missing)
          .isBetween(400, 422);
    }
  }

  private long accepted() throws Exception {
    URI requests = sandbox.uri().resolve("/sandbox/requests");
    String counts =
        client.send(HttpRequest.newBuilder(requests).build(), BodyHandlers.ofString()).body();
    return JSON.readTree(counts).path(carrier.name()).path("accepted").asLong();
  }
}
