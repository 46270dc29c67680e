package orderimport.binding;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import orderimport.carrier.Carrier;
import orderimport.carrier.Carriers;
import orderimport.carrier.RequestJson;
import orderimport.carrier.fjordnet.Fjordnet;
import orderimport.heading.HeadingAliases;
import orderimport.imports.ImportOptions;
import orderimport.problem.Problem.Severity;
import orderimport.spreadsheet.ReadOptions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Any valid request, written as rows in any way, results in the same JSON. */
class RequestsAsRowsTest {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Carriers CARRIERS = withFjordnet();
  private static final Importing IMPORTING = new Importing(CARRIERS, Map.of(), HeadingAliases.NONE);
  private static final ReadOptions TEXT = new ReadOptions(StandardCharsets.UTF_8, ',');

  /** Also the carrier of the worked example, which has fields that the others do not have. */
  private static Carriers withFjordnet() {
    List<Carrier> carriers = new ArrayList<>(Carriers.registered().all());
    carriers.add(new Fjordnet());
    return new Carriers(carriers);
  }

  /** The seed determines everything that varies. */
  @Property(tries = 40, shrinking = ShrinkingMode.OFF)
  void any_request_survives_a_text_file(@ForAll long seed) throws Exception {
    Orders orders = new Orders(new Random(seed));
    Path file = Files.createTempFile("orders", ".csv");
    try {
      check(orders, TestFiles.csv(file, orders.table()));
    } finally {
      Files.delete(file);
    }
  }

  @Property(tries = 10, shrinking = ShrinkingMode.OFF)
  void any_request_survives_a_workbook(@ForAll long seed) throws Exception {
    Orders orders = new Orders(new Random(seed));
    Path file = Files.createTempFile("orders", ".xlsx");
    try {
      check(
          orders,
          TestFiles.xlsx(
              file, book -> TestFiles.texts(book.createSheet("Orders"), 0, orders.table())));
    } finally {
      Files.delete(file);
    }
  }

  private static void check(Orders orders, Path file) {
    Importing.Result result = IMPORTING.read(file, ImportOptions.NONE, TEXT);

    assertThat(result.problems())
        .noneMatch(problem -> problem.severity() == Severity.ERROR)
        .noneMatch(problem -> problem.code().contains("heading"));
    Map<String, JsonNode> read = new LinkedHashMap<>();
    result
        .orders()
        .forEach(
            (key, order) ->
                read.put(
                    key,
                    sorted(
                        JSON.readTree(
                            RequestJson.write(Objects.requireNonNull(order.request()))))));
    assertThat(read).isEqualTo(orders.expected);
  }

  /** Configuration entries are in the order of their columns, which is arbitrary. */
  private static JsonNode sorted(JsonNode request) {
    for (JsonNode line : request.path("new_lines")) {
      if (line.get("configuration") instanceof ArrayNode choices) {
        List<JsonNode> all = new ArrayList<>();
        choices.forEach(all::add);
        all.sort(Comparator.comparing(choice -> choice.get("key").asString()));
        choices.removeAll().addAll(all);
      }
    }
    return request;
  }

  /** Orders of several carriers, and one way to write them as rows. */
  private static final class Orders {
    final Map<String, JsonNode> expected = new LinkedHashMap<>();
    private final Random random;
    private final List<Map<String, String>> rows = new ArrayList<>();

    Orders(Random random) {
      this.random = random;
      List<Carrier> carriers = List.copyOf(CARRIERS.all());
      List<List<Map<String, String>>> each = new ArrayList<>();
      int count = 1 + random.nextInt(4);
      for (int i = 0; i < count; i++) {
        Carrier carrier = carriers.get(random.nextInt(carriers.size()));
        String name = carrier.name();
        String orderRef = random.nextInt(3) == 0 ? "Same name" : "Order %d".formatted(i);
        if (!expected.containsKey(name + " " + orderRef)) {
          ObjectNode request = new RandomRequest(random).of(carrier);
          RowsOfRequest written =
              new RowsOfRequest(random, request, carrier.requestType(), !carrier.ordersSpanRows());
          each.add(written.rows(name, orderRef));
          String reference = carrier.orderRefPath();
          if (reference != null && !request.has(reference)) {
            request.put(reference, orderRef);
          }
          expected.put(name + " " + orderRef, sorted(request));
        }
      }
      interleave(each);
    }

    /** Mixes the rows of the orders; the rows of each order keep their sequence. */
    private void interleave(List<List<Map<String, String>>> each) {
      List<Integer> owners = new ArrayList<>();
      for (int i = 0; i < each.size(); i++) {
        owners.addAll(Collections.nCopies(each.get(i).size(), i));
      }
      Collections.shuffle(owners, random);
      int[] next = new int[each.size()];
      owners.forEach(owner -> rows.add(each.get(owner).get(next[owner]++)));
    }

    List<List<String>> table() {
      List<String> columns =
          new ArrayList<>(rows.stream().flatMap(row -> row.keySet().stream()).distinct().toList());
      Collections.shuffle(columns, random);
      List<List<String>> table = new ArrayList<>();
      table.add(columns.stream().map(this::spelled).toList());
      rows.forEach(
          row -> table.add(columns.stream().map(name -> row.getOrDefault(name, "")).toList()));
      return table;
    }

    /** A heading in a random spelling; the part in brackets stays unchanged. */
    private String spelled(String heading) {
      int bracket = heading.indexOf('[');
      String name = bracket < 0 ? heading : heading.substring(0, bracket);
      String rest = bracket < 0 ? "" : heading.substring(bracket);
      return switch (random.nextInt(5)) {
        case 0 -> "  " + name.toUpperCase(Locale.ROOT) + rest + " ";
        case 1 -> name.replace('_', ' ') + rest;
        case 2 -> "\u00a0" + name.replace('_', '-') + rest;
        case 3 -> name.replace("_", " \u00a0") + rest + "\u200b";
        default -> heading;
      };
    }
  }
}
