package orderimport.binding;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import orderimport.carrier.Carrier;
import orderimport.carrier.RequestFormatException;
import orderimport.carrier.RequestHeaders;
import orderimport.carrier.RequestJson;
import orderimport.carrier.RequestValidator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Valid requests: the documented one with fields removed, values changed and entries repeated; a
 * change is kept only if the request stays valid.
 */
final class RandomRequest {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final RequestValidator RULES = new RequestValidator(Importing.CLOCK);
  private static final int CHANGES = 25;

  /** Texts that a cell can hold: no spaces at the ends, and nothing that reads as a number. */
  private static final List<String> TEXTS =
      List.of(
          "x",
          "0579",
          "00",
          "1234567890123456789",
          "+47 22 12 34 56",
          "a, b; c",
          "say \"hi\"",
          "two\nlines",
          "non\u00a0breaking",
          "Æøå Ñ 漢字 😀",
          "true",
          "-",
          "=1+1",
          "@SUM(A1)",
          "1,234",
          "03/04/2026",
          "a\tb",
          "_x",
          "'s-Gravenhage",
          "100 %",
          "NULL and void",
          "#N/A, see note",
          "5a1b2c3d4e5f60718293a4b5",
          "someone@example.com",
          "212-555-0143",
          "02111-0042",
          "NO",
          "DSL",
          "1");

  private final Random random;

  RandomRequest(Random random) {
    this.random = random;
  }

  ObjectNode of(Carrier carrier) {
    Class<? extends Record> type = carrier.requestType();
    JsonNode example =
        JSON.readTree(TestFiles.resource("/carriers/" + carrier.name() + "/example.json"));
    ObjectNode request = (ObjectNode) clean(example, type);
    for (int i = 0; i < CHANGES; i++) {
      ObjectNode changed = request.deepCopy();
      change(changed);
      if (isValid(changed, type) && hasSendableHeaders(changed, carrier)) {
        request = (ObjectNode) clean(changed, type);
      }
    }
    return request;
  }

  /** As sent: without nulls, empty lists, and objects that cells cannot express. */
  private static JsonNode clean(JsonNode request, Class<? extends Record> type) {
    return JSON.readTree(RequestJson.write(RequestJson.read(request.toString(), type)));
  }

  private static boolean isValid(JsonNode request, Class<? extends Record> type) {
    try {
      return !hasEmpty(request)
          && RULES.check(RequestJson.read(request.toString(), type)).stream()
              .allMatch(rule -> rule.warning());
    } catch (RequestFormatException e) {
      return false;
    }
  }

  private static boolean hasSendableHeaders(JsonNode request, Carrier carrier) {
    return carrier.headers().of(request.toString()).values().stream()
        .allMatch(RequestHeaders::isSendable);
  }

  private static boolean hasEmpty(JsonNode node) {
    if (node.isObject() && node.isEmpty()) {
      return true;
    }
    for (JsonNode below : node) {
      if (hasEmpty(below)) {
        return true;
      }
    }
    return false;
  }

  private void change(JsonNode node) {
    if (node instanceof ArrayNode array && !array.isEmpty()) {
      int at = random.nextInt(array.size());
      switch (random.nextInt(5)) {
        case 0 -> array.remove(at);
        case 1 -> {
          if (!array.get(at).has("key")) {
            array.insert(random.nextInt(array.size() + 1), array.get(at).deepCopy());
          }
        }
        default -> {
          if (array.get(at).isContainer()) {
            change(array.get(at));
          }
        }
      }
    } else if (node instanceof ObjectNode object && !object.isEmpty()) {
      List<String> names = new ArrayList<>(object.propertyNames());
      String name = names.get(random.nextInt(names.size()));
      if (object.get(name).isContainer() && random.nextInt(4) > 0) {
        change(object.get(name));
      } else if (random.nextInt(4) == 0) {
        object.remove(name);
      } else if (!name.equals("key")) {
        object.set(name, other(object.get(name)));
      }
    }
  }

  private JsonNode other(JsonNode value) {
    if (value.isString()) {
      return NODES.stringNode(text(value.stringValue()));
    } else if (value.isBoolean()) {
      return NODES.booleanNode(random.nextBoolean());
    } else if (value.isNumber()) {
      return random.nextBoolean()
          ? NODES.numberNode(random.nextInt(100_000))
          : NODES.numberNode(java.math.BigDecimal.valueOf(random.nextInt(1_000_000), 2));
    }
    return value;
  }

  private String text(String now) {
    if (now.endsWith("Z") && now.contains("T")) {
      return now.endsWith(".000Z")
          ? "2018-0%d-1%dT00:00:00.000Z".formatted(1 + random.nextInt(6), random.nextInt(10))
          : Instant.ofEpochSecond(random.nextInt(2_000_000_000)).toString();
    }
    return TEXTS.get(random.nextInt(TEXTS.size()));
  }
}
