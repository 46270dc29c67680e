package orderimport.column;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiConsumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes a request as the rows of a sheet, in one of many ways. */
final class RowsOfRequest {
  private final Random random;
  private final Map<String, String> orderValues = new LinkedHashMap<>();
  private final Map<String, List<Map<String, String>>> lists = new LinkedHashMap<>();

  RowsOfRequest(Random random, ObjectNode request) {
    this.random = random;
    for (String name : request.propertyNames()) {
      JsonNode value = request.get(name);
      if (value.isArray() && value.get(0).isObject()) {
        List<Map<String, String>> entries = new ArrayList<>();
        value.forEach(entry -> entries.add(cells("", entry)));
        lists.put(name, entries);
      } else {
        put(name, value, orderValues::put);
      }
    }
  }

  private Map<String, String> cells(String prefix, JsonNode object) {
    Map<String, String> cells = new LinkedHashMap<>();
    object.propertyNames().forEach(name -> put(prefix + name, object.get(name), cells::put));
    return cells;
  }

  private void put(String path, JsonNode value, BiConsumer<String, String> cells) {
    if (value.isObject()) {
      cells(path + ".", value).forEach(cells);
    } else if (value.isArray() && value.get(0).isObject()) {
      value.forEach(
          entry ->
              cells.accept(
                  path + "[" + entry.get("key").asString() + "]", text(entry.get("value"))));
    } else if (value.isArray()) {
      List<String> texts = new ArrayList<>();
      value.forEach(each -> texts.add(each.stringValue()));
      cells.accept(path, String.join(random.nextBoolean() ? ";" : ", ", texts));
    } else {
      cells.accept(path, text(value));
    }
  }

  private String text(JsonNode value) {
    if (value.isBoolean()) {
      List<String> words = value.booleanValue() ? List.of("true", "JA", "1") : List.of("nei", "0");
      return words.get(random.nextInt(words.size()));
    }
    String text = value.isNumber() ? value.decimalValue().toPlainString() : value.stringValue();
    boolean around = random.nextInt(6) == 0;
    return around ? " \u00a0" + text + " " : text;
  }

  List<Map<String, String>> rows(String carrier, String orderRef) {
    boolean oneRow = carrier.equals("telecomx");
    lists.replaceAll(
        (name, entries) ->
            oneRow || !name.matches("new_lines|order_items") && random.nextBoolean()
                ? indexed(name, entries)
                : prefixed(name, entries));
    int needed = lists.values().stream().mapToInt(List::size).max().orElse(1);
    int count = oneRow ? 1 : Math.max(1, needed + random.nextInt(3));
    List<Map<String, String>> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Map<String, String> row = new LinkedHashMap<>();
      row.put("order_ref", orderRef);
      row.put("carrier", carrier);
      rows.add(row);
    }
    lists.values().forEach(entries -> spread(entries, rows));
    orderValues.forEach((path, text) -> spread(path, text, rows));
    return rows;
  }

  private static List<Map<String, String>> prefixed(
      String name, List<Map<String, String>> entries) {
    List<Map<String, String>> prefixed = new ArrayList<>();
    for (Map<String, String> entry : entries) {
      Map<String, String> cells = new LinkedHashMap<>();
      entry.forEach((path, text) -> cells.put(name + "." + path, text));
      prefixed.add(cells);
    }
    return prefixed;
  }

  /** All entries in one row, under headings with an index; the indexes may have gaps. */
  private List<Map<String, String>> indexed(String name, List<Map<String, String>> entries) {
    Map<String, String> cells = new LinkedHashMap<>();
    int index = random.nextInt(2);
    for (Map<String, String> entry : entries) {
      int own = index;
      entry.forEach((path, text) -> cells.put("%s[%d].%s".formatted(name, own, path), text));
      index += 1 + random.nextInt(2);
    }
    return List.of(cells);
  }

  /** Each entry in its own row, in their order. */
  private void spread(List<Map<String, String>> entries, List<Map<String, String>> rows) {
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      places.add(i);
    }
    Collections.shuffle(places, random);
    List<Integer> chosen = new ArrayList<>(places.subList(0, entries.size()));
    Collections.sort(chosen);
    for (int i = 0; i < entries.size(); i++) {
      rows.get(chosen.get(i)).putAll(entries.get(i));
    }
  }

  /** Writes a value of the order into its first row, into every row, or into one of them. */
  private void spread(String path, String text, List<Map<String, String>> rows) {
    switch (random.nextInt(3)) {
      case 0 -> rows.get(0).put(path, text);
      case 1 -> rows.forEach(row -> row.put(path, text));
      default -> rows.get(random.nextInt(rows.size())).put(path, text);
    }
  }
}
