package orderimport.web.api;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRawValue;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import orderimport.web.imports.InDoubtResolver;
import orderimport.web.imports.ReviewService;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.http.ResponseEntity;
import org.springframework.util.ClassUtils;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The committed OpenAPI document has exactly the methods of the controllers, with their parameters,
 * and the properties and types of their bodies: see ADR 0021.
 */
class ApiDocumentTest {
  private static final JsonNode DOCUMENT = read();

  /** Schemas are written as {@code {name: type, optional?: type|null}}. */
  private record Found(String path, String method, Method handler) {}

  private static JsonNode read() {
    try {
      return JsonMapper.shared()
          .readTree(
              Files.readString(Path.of("src/main/resources/orderimport/web/api/openapi.json")));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<Found> methods() {
    var scanner = new ClassPathScanningCandidateComponentProvider(false);
    scanner.addIncludeFilter(new AnnotationTypeFilter(RestController.class));
    return scanner.findCandidateComponents("orderimport.web.api").stream()
        .map(bean -> ClassUtils.resolveClassName(requireNonNull(bean.getBeanClassName()), null))
        .filter(type -> type != OpenApiController.class)
        .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
        .flatMap(ApiDocumentTest::mapped)
        .toList();
  }

  private static Stream<Found> mapped(Method handler) {
    RequestMapping own = AnnotatedElementUtils.findMergedAnnotation(handler, RequestMapping.class);
    RequestMapping ofClass =
        AnnotatedElementUtils.findMergedAnnotation(
            handler.getDeclaringClass(), RequestMapping.class);
    return own == null
        ? Stream.empty()
        : Stream.of(
            new Found(
                first(requireNonNull(ofClass).path()) + first(own.path()),
                own.method()[0].name(),
                handler));
  }

  private static String first(String[] texts) {
    return texts.length == 0 ? "" : texts[0];
  }

  @Test
  void the_document_has_the_methods_of_the_controllers() {
    Set<String> documented = new TreeSet<>();
    DOCUMENT
        .path("paths")
        .forEachEntry(
            (path, operations) ->
                operations
                    .propertyNames()
                    .forEach(
                        method -> documented.add(method.toUpperCase(Locale.ROOT) + " " + path)));

    assertThat(methods().stream().map(found -> found.method() + " " + found.path()))
        .containsExactlyInAnyOrderElementsOf(documented);
  }

  @TestFactory
  Stream<DynamicTest> each_method_is_as_documented() {
    return methods().stream()
        .map(
            found ->
                dynamicTest(found.method() + " " + found.path(), () -> assertDocumented(found)));
  }

  private static void assertDocumented(Found found) {
    JsonNode operation =
        DOCUMENT.path("paths").path(found.path()).path(found.method().toLowerCase(Locale.ROOT));
    assertThat(operation.path("operationId").asString("")).isNotEmpty();
    assertThat(operation.path("summary").asString("")).isNotEmpty();
    assertThat(operation.path("parameters").valueStream().map(ApiDocumentTest::parameter).sorted())
        .containsExactlyElementsOf(parameters(found.handler()));
    assertThat(documentedBody(operation.path("requestBody"))).isEqualTo(body(found.handler()));
    ResponseStatus status = found.handler().getAnnotation(ResponseStatus.class);
    assertThat(operation.path("responses").propertyNames())
        .contains(status == null ? "200" : String.valueOf(status.value().value()))
        .contains("400", "401", "403", "404", "429", "default");
    operation
        .path("responses")
        .forEachEntry(
            (code, response) ->
                assertThat(documented(content(response), true))
                    .as(code)
                    .isEqualTo(
                        code.startsWith("2")
                            ? type(result(found.handler()), true)
                            : type(ResolvableType.forClass(ApiProblem.class), true)));
  }

  private static String parameter(JsonNode parameter) {
    return "%s %s%s"
        .formatted(
            parameter.path("in").asString(),
            parameter.path("name").asString(),
            parameter.path("required").asBoolean(false) ? "" : "?");
  }

  private static List<String> parameters(Method handler) {
    return Arrays.stream(handler.getParameters())
        .flatMap(ApiDocumentTest::documentedAs)
        .sorted()
        .toList();
  }

  private static Stream<String> documentedAs(Parameter parameter) {
    RequestParam query = parameter.getAnnotation(RequestParam.class);
    RequestHeader header = parameter.getAnnotation(RequestHeader.class);
    if (parameter.getType() == PageRequest.class) {
      return Arrays.stream(PageRequest.class.getRecordComponents())
          .map(component -> "query %s?".formatted(component.getName()));
    } else if (parameter.isAnnotationPresent(PathVariable.class)) {
      return Stream.of("path " + parameter.getName());
    } else if (header != null) {
      return Stream.of("header %s%s".formatted(header.name(), header.required() ? "" : "?"));
    }
    return query == null || isMultipart(parameter)
        ? Stream.empty()
        : Stream.of(
            "query %s%s"
                .formatted(
                    query.name().isEmpty() ? parameter.getName() : query.name(),
                    query.required() ? "" : "?"));
  }

  private static boolean isMultipart(Parameter parameter) {
    return parameter.getType() == MultipartFile.class || parameter.getType() == MultiValueMap.class;
  }

  private static String documentedBody(JsonNode body) {
    return body.path("content").has("multipart/form-data")
        ? body.at("/content/multipart~1form-data/schema/$ref").asString()
        : body.isMissingNode() ? "" : documented(content(body), false);
  }

  private static String body(Method handler) {
    if (Arrays.stream(handler.getParameters()).anyMatch(ApiDocumentTest::isMultipart)) {
      return "#/components/schemas/Upload";
    }
    return Arrays.stream(handler.getParameters())
        .filter(parameter -> parameter.isAnnotationPresent(RequestBody.class))
        .findFirst()
        .map(parameter -> type(ResolvableType.forClass(parameter.getType()), false))
        .orElse("");
  }

  private static ResolvableType result(Method handler) {
    ResolvableType result = ResolvableType.forMethodReturnType(handler);
    return result.toClass() == ResponseEntity.class ? result.getGeneric() : result;
  }

  private static JsonNode content(JsonNode message) {
    return message.path("content").iterator().next().path("schema");
  }

  /**
   * @param exact whether it says which properties may be absent or null; those of requests may
   */
  private static String documented(JsonNode schema, boolean exact) {
    if (schema.has("$ref")) {
      return documented(DOCUMENT.at(schema.path("$ref").asString().substring(1)), exact);
    } else if (schema.has("enum")) {
      return String.join("|", schema.path("enum").valueStream().map(JsonNode::asString).toList());
    } else if (schema.has("items")) {
      return "[%s]".formatted(documented(schema.path("items"), exact));
    } else if (schema.has("additionalProperties")) {
      return "map of " + documented(schema.path("additionalProperties"), exact);
    } else if (schema.has("properties")) {
      boolean isExact = exact && schema.has("required");
      Map<String, String> properties = new TreeMap<>();
      schema
          .path("properties")
          .forEachEntry(
              (name, property) ->
                  properties.put(
                      name + (isExact && !isRequired(schema, name) ? "?" : ""),
                      documented(property, exact)
                          + (isExact && isNullable(property) ? "|null" : "")));
      return properties.toString();
    }
    return schema
        .path("format")
        .asString(
            schema.path("type").isArray()
                ? schema.path("type").get(0).asString()
                : schema.path("type").asString("any"));
  }

  private static boolean isRequired(JsonNode schema, String name) {
    return schema.path("required").valueStream().anyMatch(each -> each.asString().equals(name));
  }

  private static boolean isNullable(JsonNode property) {
    return property.path("type").valueStream().anyMatch(each -> each.asString().equals("null"));
  }

  private static String type(ResolvableType type, boolean exact) {
    Class<?> raw = type.toClass();
    if (raw.isEnum()) {
      return String.join("|", Arrays.stream(raw.getEnumConstants()).map(Object::toString).toList());
    } else if (raw == List.class) {
      return "[%s]".formatted(type(type.getGeneric(), exact));
    } else if (raw == Map.class) {
      return "map of " + type(type.getGeneric(1), exact);
    } else if (raw.isRecord()) {
      boolean isExact = exact && raw.getPackage().equals(ApiProblem.class.getPackage());
      Map<String, String> properties = new TreeMap<>();
      for (RecordComponent component : raw.getRecordComponents()) {
        boolean optional = component.getAccessor().isAnnotationPresent(JsonInclude.class);
        boolean nullable =
            !optional
                && !component.getAccessor().isAnnotationPresent(JsonRawValue.class)
                && component.getAnnotatedType().isAnnotationPresent(Nullable.class);
        properties.put(
            name(component) + (isExact && optional ? "?" : ""),
            property(component, type, exact) + (isExact && nullable ? "|null" : ""));
      }
      return properties.toString();
    }
    return switch (raw.getSimpleName()) {
      case "int", "Integer" -> "int32";
      case "long", "Long" -> "int64";
      case "boolean", "Boolean" -> "boolean";
      case "Instant" -> "date-time";
      case "Resource" -> "binary";
      default -> raw.getSimpleName().toLowerCase(Locale.ROOT);
    };
  }

  private static String name(RecordComponent component) {
    return Optional.ofNullable(component.getAccessor().getAnnotation(JsonProperty.class))
        .map(JsonProperty::value)
        .orElse(component.getName());
  }

  private static String property(RecordComponent component, ResolvableType of, boolean exact) {
    return component.getAccessor().isAnnotationPresent(JsonRawValue.class)
        ? "any"
        : type(ResolvableType.forType(component.getGenericType(), of), exact);
  }

  @Test
  void the_form_of_an_upload_is_as_documented() {
    Set<String> names = new TreeSet<>(UploadForm.NAMES);
    names.add("file");

    assertThat(DOCUMENT.at("/components/schemas/Upload/properties").propertyNames())
        .containsExactlyInAnyOrderElementsOf(names);
  }

  @Test
  void the_longest_texts_are_as_documented() {
    assertThat(DOCUMENT.at("/components/schemas/Resolution/properties/carrier_order_id/maxLength"))
        .hasToString(String.valueOf(InDoubtResolver.MAX_ID_LENGTH));
    assertThat(DOCUMENT.at("/components/schemas/ReviewAct/properties/comment/maxLength"))
        .hasToString(String.valueOf(ReviewService.LONGEST_COMMENT));
  }
}
