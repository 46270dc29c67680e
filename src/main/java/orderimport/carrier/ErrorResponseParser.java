package orderimport.carrier;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import orderimport.carrier.Carrier.CarrierError;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Parses error responses whose format the carrier does not document: JSON in the usual formats, or
 * any text. A message that names a field of the request is assigned to that field.
 */
public final class ErrorResponseParser {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int MAX_LENGTH = 500;
  private static final int MAX_ERRORS = 50;

  /** The keys under which responses have the message, the most specific first. */
  private static final List<String> MESSAGE_KEYS =
      List.of(
          "description",
          "message",
          "msg",
          "detail",
          "error_description",
          "reason",
          "error",
          "title",
          "text",
          "code");

  private static final Pattern CONTAINS_MESSAGES =
      Pattern.compile(
          "(?i).*(error|detail|message|violation|problem|issue|reason|invalid|fail).*|inner");

  /** A field name in running text: quoted, before a colon, or spelled unlike any word. */
  private static final Pattern NAME_IN_TEXT =
      Pattern.compile(
          "['\"`]([\\w.\\[\\]/]+)['\"`]|^([\\w.\\[\\]/]+)\\s*:"
              + "|((?:\\w+[_.\\[\\]]+|[a-z]+(?=[A-Z])|_)[\\w.\\[\\]]*)");

  private final RequestFieldIndex fields;

  public ErrorResponseParser(Class<? extends Record> requestType) {
    fields = new RequestFieldIndex(requestType);
  }

  /** The errors of a response; at least one, as {@link Carrier#readRejection} requires. */
  public List<CarrierError> read(int status, String body) {
    if (body.isBlank()) {
      return List.of(new CarrierError(null, ""));
    }
    List<CarrierError> errors = new ArrayList<>();
    try {
      collect(JSON.readTree(body), null, true, errors);
    } catch (JacksonException e) {
      // The body is not JSON: it is reported as text below.
    }
    if (errors.isEmpty()) {
      errors.add(error(null, body));
    }
    return errors.stream().distinct().limit(MAX_ERRORS).toList();
  }

  private void collect(
      JsonNode node, @Nullable String path, boolean isMessage, List<CarrierError> errors) {
    if (node.isString()) {
      if (isMessage && !node.asString().isBlank()) {
        errors.add(error(path, node.asString()));
      }
    } else if (node.isArray()) {
      boolean entries = fields.entriesAt(path);
      for (int i = 0; i < node.size(); i++) {
        boolean entry = entries && node.get(i).isObject();
        collect(node.get(i), entry ? path + "[" + i + "]" : path, isMessage, errors);
      }
    } else if (node.isObject() && !node.isEmpty()) {
      collectObject(node, path, errors);
    }
  }

  private void collectObject(JsonNode node, @Nullable String path, List<CarrierError> errors) {
    boolean onlyFields =
        node.properties().stream().allMatch(entry -> fields.find(path, entry.getKey()) != null);
    String naming = onlyFields ? null : namingKey(node);
    String named = naming == null ? path : field(node.get(naming));
    int before = errors.size();
    node.properties()
        .forEach(
            entry -> {
              if (entry.getKey().equals(naming)
                  || !(onlyFields || entry.getValue().isContainer())) {
                return;
              }
              String below = fields.find(path, entry.getKey());
              boolean isMessage =
                  below != null || CONTAINS_MESSAGES.matcher(entry.getKey()).matches();
              collect(entry.getValue(), below == null ? named : below, isMessage, errors);
            });
    if (errors.size() == before) {
      String message = message(node, naming);
      if (message != null) {
        errors.add(error(named, message));
      }
    }
  }

  /** The key whose value names a field: {@code field}, {@code loc} or even {@code message}. */
  private @Nullable String namingKey(JsonNode node) {
    return node.properties().stream()
        .filter(entry -> field(entry.getValue()) != null)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(null);
  }

  private @Nullable String field(JsonNode value) {
    if (value.isString()) {
      return fields.find(value.asString());
    }
    if (value.isObject() && value.path("pointer").isString()) {
      return fields.find(value.path("pointer").asString());
    }
    boolean steps = value.isArray() && value.size() > 0 && value.get(0).isString();
    if (!steps) {
      return null;
    }
    List<String> path = value.valueStream().map(JsonNode::asString).toList();
    return fields.find(String.join(".", path));
  }

  private static @Nullable String message(JsonNode node, @Nullable String naming) {
    Map<String, String> texts = new LinkedHashMap<>();
    node.properties().stream()
        .filter(entry -> !entry.getKey().equals(naming))
        .filter(entry -> !entry.getValue().asString("").isBlank() && entry.getValue().isString())
        .forEach(
            entry ->
                texts.putIfAbsent(
                    entry.getKey().toLowerCase(Locale.ROOT), entry.getValue().asString()));
    return MESSAGE_KEYS.stream()
        .flatMap(key -> Stream.ofNullable(texts.get(key)))
        .findFirst()
        .orElse(naming == null ? null : node.path(naming).asString(""));
  }

  private CarrierError error(@Nullable String path, String message) {
    String line = message.strip().replaceAll("\\s+", " ");
    String shortened = line.length() > MAX_LENGTH ? line.substring(0, MAX_LENGTH) + "…" : line;
    return new CarrierError(path == null ? fieldIn(shortened) : path, shortened);
  }

  private @Nullable String fieldIn(String text) {
    Matcher names = NAME_IN_TEXT.matcher(text);
    while (names.find()) {
      for (int group = 1; group <= names.groupCount(); group++) {
        String path = names.group(group) == null ? null : fields.find(names.group(group));
        if (path != null) {
          return path;
        }
      }
    }
    return null;
  }
}
