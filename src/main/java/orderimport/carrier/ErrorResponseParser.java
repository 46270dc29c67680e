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
 * Reads refusals whose form the carrier does not document: JSON of the usual shapes, or any text.
 * Words that name a field of the request are tied to it.
 */
public final class ErrorResponseParser {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int LONGEST = 500;
  private static final int MOST = 50;

  /** Where answers keep the words, the more telling first. */
  private static final List<String> WORDS =
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

  private static final Pattern HOLDS_WORDS =
      Pattern.compile("(?i).*(error|detail|message|violation|problem|issue|reason|invalid|fail).*");

  /** A field's name in running text: quoted, before a colon, or of a form that no word has. */
  private static final Pattern NAME_IN_TEXT =
      Pattern.compile(
          "['\"`]([\\w.\\[\\]/]+)['\"`]|^([\\w.\\[\\]/]+)\\s*:"
              + "|((?:\\w+[_.\\[\\]]+|[a-z]+(?=[A-Z])|_)[\\w.\\[\\]]*)");

  private final RequestFieldIndex fields;

  public ErrorResponseParser(Class<? extends Record> requestType) {
    fields = new RequestFieldIndex(requestType);
  }

  /** What an answer says against an order; at least one, as {@link Carrier#readRefusal} wants. */
  public List<CarrierError> read(int status, String body) {
    if (body.isBlank()) {
      return List.of(
          new CarrierError(null, "The carrier answered " + status + " and gave no reason."));
    }
    List<CarrierError> complaints = new ArrayList<>();
    try {
      collect(JSON.readTree(body), null, true, complaints);
    } catch (JacksonException e) {
      // Not JSON: told as text below.
    }
    if (complaints.isEmpty()) {
      complaints.add(complaint(null, body));
    }
    return complaints.stream().distinct().limit(MOST).toList();
  }

  private void collect(
      JsonNode node, @Nullable String path, boolean words, List<CarrierError> complaints) {
    if (node.isString()) {
      if (words && !node.asString().isBlank()) {
        complaints.add(complaint(path, node.asString()));
      }
    } else if (node.isArray()) {
      boolean entries = fields.entriesAt(path);
      for (int i = 0; i < node.size(); i++) {
        boolean entry = entries && node.get(i).isObject();
        collect(node.get(i), entry ? path + "[" + i + "]" : path, words, complaints);
      }
    } else if (node.isObject() && !node.isEmpty()) {
      collectObject(node, path, complaints);
    }
  }

  private void collectObject(JsonNode node, @Nullable String path, List<CarrierError> complaints) {
    boolean onlyFields =
        node.properties().stream().allMatch(entry -> fields.find(path, entry.getKey()) != null);
    String naming = onlyFields ? null : namingKey(node);
    String named = naming == null ? path : field(node.get(naming));
    int before = complaints.size();
    node.properties()
        .forEach(
            entry -> {
              if (entry.getKey().equals(naming)
                  || !(onlyFields || entry.getValue().isContainer())) {
                return;
              }
              String below = fields.find(path, entry.getKey());
              boolean holdsWords = below != null || HOLDS_WORDS.matcher(entry.getKey()).matches();
              collect(entry.getValue(), below == null ? named : below, holdsWords, complaints);
            });
    if (complaints.size() == before) {
      String words = message(node, naming);
      if (words != null) {
        complaints.add(complaint(named, words));
      }
    }
  }

  /** The key whose value names a field, as {@code field}, {@code loc} or even {@code message}. */
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
    return WORDS.stream()
        .flatMap(key -> Stream.ofNullable(texts.get(key)))
        .findFirst()
        .orElse(naming == null ? null : node.path(naming).asString(""));
  }

  private CarrierError complaint(@Nullable String path, String words) {
    String line = words.strip().replaceAll("\\s+", " ");
    String shortened = line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
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
