package orderimport.acceptance;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/** Checks an object of a request field by field: names, types, values; nothing else is allowed. */
final class FieldChecks {
  private final JsonNode object;
  private final String path;
  private final List<String> problems;
  private final Set<String> known = new TreeSet<>();

  private FieldChecks(JsonNode object, String path, List<String> problems) {
    this.object = object;
    this.path = path;
    this.problems = problems;
  }

  /** Returns what is wrong with an object; each problem begins with the path of its field. */
  static List<String> problems(JsonNode object, Consumer<FieldChecks> checks) {
    List<String> problems = new ArrayList<>();
    check(object, "", problems, checks);
    return problems;
  }

  private static void check(
      JsonNode object, String path, List<String> problems, Consumer<FieldChecks> checks) {
    if (!object.isObject()) {
      problems.add(path + " is no object");
      return;
    }
    FieldChecks fields = new FieldChecks(object, path, problems);
    checks.accept(fields);
    for (String name : object.propertyNames()) {
      if (!fields.known.contains(name)) {
        problems.add(fields.full(name) + " is not documented");
      }
    }
  }

  private String full(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  boolean has(String name) {
    return object.hasNonNull(name);
  }

  JsonNode get(String name) {
    return object.path(name);
  }

  void problem(String name, String what) {
    problems.add(full(name) + " " + what);
  }

  /** The documented fields that these checks say nothing else about. */
  FieldChecks nullOnly(String... names) {
    for (String name : names) {
      known.add(name);
      if (has(name)) {
        problem(name, "is not expected to have a value");
      }
    }
    return this;
  }

  FieldChecks required(String... names) {
    for (String name : names) {
      if (!has(name) || object.get(name).isString() && object.get(name).asString().isBlank()) {
        problem(name, "is required");
      }
    }
    return this;
  }

  private FieldChecks each(String what, Predicate<JsonNode> right, String... names) {
    for (String name : names) {
      known.add(name);
      if (has(name) && !right.test(object.get(name))) {
        problem(name, "is not " + what + ": " + object.get(name));
      }
    }
    return this;
  }

  FieldChecks text(String... names) {
    return each("a text", JsonNode::isString, names);
  }

  FieldChecks text(int longest, String name) {
    return each(
        "a text of at most " + longest + " characters",
        node -> node.isString() && node.asString().length() <= longest,
        name);
  }

  FieldChecks matching(String regex, String... names) {
    return each(
        "a text like " + regex, node -> node.isString() && node.asString().matches(regex), names);
  }

  FieldChecks oneOf(Set<String> values, String name) {
    return each(
        "one of " + values, node -> node.isString() && values.contains(node.asString()), name);
  }

  FieldChecks integer(String... names) {
    return each("an integer", JsonNode::isIntegralNumber, names);
  }

  FieldChecks oneOf(List<Integer> values, String name) {
    return each(
        "one of " + values, node -> node.isIntegralNumber() && values.contains(node.asInt()), name);
  }

  FieldChecks number(double from, double to, String... names) {
    return each(
        "a number from " + from + " to " + to,
        node -> node.isNumber() && node.asDouble() >= from && node.asDouble() <= to,
        names);
  }

  FieldChecks bool(String... names) {
    return each("true or false", JsonNode::isBoolean, names);
  }

  FieldChecks object(String name, Consumer<FieldChecks> checks) {
    known.add(name);
    if (has(name)) {
      check(object.get(name), full(name), problems, checks);
    }
    return this;
  }

  FieldChecks list(String name, int atLeast, Consumer<FieldChecks> checks) {
    known.add(name);
    if (!has(name)) {
      if (atLeast > 0) {
        problem(name, "is required");
      }
      return this;
    }
    JsonNode list = object.get(name);
    if (!list.isArray() || list.size() < atLeast) {
      problem(name, "is no list of at least " + atLeast);
      return this;
    }
    for (int i = 0; i < list.size(); i++) {
      check(list.get(i), full(name) + "[" + i + "]", problems, checks);
    }
    return this;
  }

  FieldChecks texts(String name, String regex) {
    return each(
        "a list of texts like " + regex,
        node ->
            node.isArray()
                && node.valueStream().allMatch(e -> e.isString() && e.asString().matches(regex)),
        name);
  }
}
