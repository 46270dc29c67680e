package orderimport.binding;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.BiConsumer;
import orderimport.carrier.FieldName;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes a request as the rows of a sheet, in one of many ways. */
final class RowsOfRequest {
  private final Random random;
  private final boolean oneRow;
  private final Map<String, DateTimeFormatter> datePatterns = new HashMap<>();
  private final Map<String, String> orderValues = new LinkedHashMap<>();
  private final List<List<Map<String, String>>> lists = new ArrayList<>();

  RowsOfRequest(Random random, ObjectNode request, Class<? extends Record> type, boolean oneRow) {
    this.random = random;
    this.oneRow = oneRow;
    addDatePatterns(type);
    for (String name : request.propertyNames()) {
      JsonNode value = request.get(name);
      if (isList(value)) {
        lists.add(rows(name, value, oneRow));
      } else {
        put(name, value, orderValues::put);
      }
    }
  }

  /** The patterns of the wire, by name of the field. */
  private void addDatePatterns(Class<?> type) {
    for (RecordComponent component : type.getRecordComponents()) {
      JsonFormat format = component.getAccessor().getAnnotation(JsonFormat.class);
      if (format != null && component.getType() == LocalDate.class) {
        datePatterns.put(
            FieldName.of(component), DateTimeFormatter.ofPattern(format.pattern(), Locale.ROOT));
      }
      Class<?> within =
          component.getGenericType() instanceof ParameterizedType list
                  && list.getActualTypeArguments()[0] instanceof Class<?> entry
              ? entry
              : component.getType();
      if (within.isRecord()) {
        addDatePatterns(within);
      }
    }
  }

  /** Whether a value is a list of records without keys. */
  private static boolean isList(JsonNode value) {
    return value.isArray() && value.get(0).isObject() && !value.get(0).has("key");
  }

  /** The cells of a list's entries, by row: with an index in the heading or without. */
  private List<Map<String, String>> rows(String name, JsonNode list, boolean oneRow) {
    List<Map<String, String>> rows = new ArrayList<>();
    boolean indexed = oneRow || random.nextBoolean() || !canShareRows(list);
    int index = random.nextInt(2);
    for (JsonNode entry : list) {
      String prefix = name + (indexed ? "[" + index + "]" : "") + ".";
      List<Map<String, String>> own = rowsOfEntry(prefix, entry, oneRow);
      for (int i = 0; i < own.size(); i++) {
        if (!indexed || i >= rows.size()) {
          rows.add(own.get(i));
        } else {
          rows.get(i).putAll(own.get(i));
        }
      }
      // The indexes may have gaps.
      index += 1 + random.nextInt(2);
    }
    return rows;
  }

  /** Entries with lists of their own are distinguished by their other values. */
  private static boolean canShareRows(JsonNode list) {
    List<Map<String, JsonNode>> own = new ArrayList<>();
    boolean nested = false;
    for (JsonNode entry : list) {
      Map<String, JsonNode> values = new LinkedHashMap<>();
      for (String name : entry.propertyNames()) {
        if (isList(entry.get(name))) {
          nested = true;
        } else {
          values.put(name, entry.get(name));
        }
      }
      own.add(values);
    }
    return !nested
        || own.stream().distinct().count() == own.size() && own.stream().noneMatch(Map::isEmpty);
  }

  private List<Map<String, String>> rowsOfEntry(String prefix, JsonNode entry, boolean oneRow) {
    Map<String, String> own = cells(prefix, entry);
    List<Map<String, String>> rows = new ArrayList<>(List.of(new LinkedHashMap<>(own)));
    boolean repeated = random.nextBoolean();
    for (String name : entry.propertyNames()) {
      if (isList(entry.get(name))) {
        List<Map<String, String>> inner = rows(prefix + name, entry.get(name), oneRow);
        for (int i = 0; i < inner.size(); i++) {
          if (i == rows.size()) {
            rows.add(repeated ? new LinkedHashMap<>(own) : new LinkedHashMap<>());
          }
          rows.get(i).putAll(inner.get(i));
        }
      }
    }
    return rows;
  }

  private Map<String, String> cells(String prefix, JsonNode object) {
    Map<String, String> cells = new LinkedHashMap<>();
    for (String name : object.propertyNames()) {
      if (!isList(object.get(name))) {
        put(prefix + name, object.get(name), cells::put);
      }
    }
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
      DateTimeFormatter pattern = datePatterns.get(path.substring(path.lastIndexOf('.') + 1));
      cells.accept(
          path,
          pattern == null ? text(value) : LocalDate.parse(value.stringValue(), pattern).toString());
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
    int needed = lists.stream().mapToInt(List::size).max().orElse(1);
    int count = oneRow ? 1 : Math.max(1, needed + random.nextInt(3));
    List<Map<String, String>> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Map<String, String> row = new LinkedHashMap<>();
      row.put("order_ref", orderRef);
      row.put("carrier", carrier);
      rows.add(row);
    }
    lists.forEach(entries -> spread(entries, rows));
    orderValues.forEach((path, text) -> spread(path, text, rows));
    return rows;
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
