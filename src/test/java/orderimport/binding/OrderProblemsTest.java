package orderimport.binding;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import orderimport.heading.HeadingAliases;
import orderimport.problem.English;
import orderimport.problem.Problem;
import orderimport.spreadsheet.Cell;
import orderimport.spreadsheet.ReadOptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The problems of invalid orders, and their cells. Each case of {@code problems.txt} is {@code ?
 * CARRIER | options | change | change | …}: a valid row with the changes {@code heading = value}
 * ({@code heading =} clears the cell, {@code -heading} removes the column); {@code +} adds a row to
 * the order with only the values that follow. The lines below list all problems: cell, severity,
 * code, message, hint.
 */
class OrderProblemsTest {
  private static final Map<String, Map<String, String>> VALID =
      Map.of(
          "globalconnect",
          row(
              "order_ref=A-1",
              "order_type=NEW",
              "customer.id=136001",
              "to_address.street_name=Storgata",
              "to_address.postcode=0150",
              "to_address.city=OSLO",
              "new_lines.article_id=1234"),
          "globalconnect-testing",
          row(
              "order_ref=A-1",
              "orderType=NEW",
              "customer.id=136001",
              "toAddress.gabId=104729316",
              "new_lines.articleId=1234"),
          "granite",
          row(
              "order_ref=A-1",
              "quote_request_id=3f2b8c1e-5a47-4d0b-9c8e-1b6f0a2d7e91",
              "requester=Ann Lee",
              "customer_name=Acme",
              "order_items.location_id=7c9e6679-7425-40de-944b-e07fc1f90ae7",
              "order_items.formal_product_id=550e8400-e29b-41d4-a716-446655440000",
              "order_items.local_contact_name=John",
              "order_items.location_contact_email=john@example.com",
              "order_items.local_contact_phone=212-555-0143",
              "order_items.business_name=Acme 12",
              "order_items.account_macnum=01234567"),
          "telecomx",
          row(
              "order_ref=A-1",
              "type=FIBER",
              "address.address=Vestergade 12",
              "address.zip=8000",
              "address.city=Aarhus C",
              "ipAddresses=8"),
          "telecomx-offer",
          row(
              "order_ref=A-1",
              "request=5a1b2c3d4e5f60718293a4b5",
              "offer=5a1b2c3d4e5f60718293a4b6",
              "expires=2018-01-15"));

  private static final Importing WITHOUT_DEFAULTS = new Importing();

  private final Path folder;

  OrderProblemsTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private static Map<String, String> row(String... cells) {
    Map<String, String> row = new LinkedHashMap<>();
    for (String cell : cells) {
      int sign = cell.indexOf('=');
      row.put(cell.substring(0, sign).strip(), cell.substring(sign + 1).strip());
    }
    return row;
  }

  @TestFactory
  Stream<DynamicTest> problems() {
    Map<String, List<String>> cases = new LinkedHashMap<>();
    List<String> expected = new ArrayList<>();
    for (String line : TestFiles.resource("/binding/problems.txt").lines().toList()) {
      if (line.startsWith("?")) {
        expected = new ArrayList<>();
        assertThat(cases.put(line.substring(1).strip(), expected)).as(line).isNull();
      } else if (!line.isBlank() && !line.startsWith("#")) {
        expected.add(line.strip().replace("{carriers}", Importing.carrierNames()));
      }
    }
    assertThat(cases).hasSizeGreaterThan(50);
    return cases.entrySet().stream()
        .map(
            each ->
                DynamicTest.dynamicTest(
                    each.getKey(),
                    () ->
                        assertThat(problemsAfter(each.getKey()))
                            .containsExactlyElementsOf(each.getValue())));
  }

  private List<String> problemsAfter(String change) {
    String[] parts = change.split("\\|");
    List<Map<String, String>> rows = rows(parts);
    List<String> headings = new ArrayList<>(new LinkedHashMap<>(rows.get(0)).keySet());
    rows.forEach(
        row ->
            row.keySet().stream().filter(name -> !headings.contains(name)).forEach(headings::add));
    List<List<String>> table = new ArrayList<>(List.of(headings));
    rows.forEach(
        row -> table.add(headings.stream().map(name -> row.getOrDefault(name, "")).toList()));

    Importing importing =
        parts[1].contains("default:")
            ? new Importing(defaults(parts[1]), HeadingAliases.NONE)
            : WITHOUT_DEFAULTS;
    return importing
        .read(
            TestFiles.csv(folder.resolve("orders.csv"), table),
            Importing.options("carrier=" + parts[0].strip() + " " + parts[1]),
            ReadOptions.NONE)
        .problems()
        .stream()
        .map(OrderProblemsTest::describe)
        .toList();
  }

  private static Map<String, Map<String, String>> defaults(String options) {
    Map<String, Map<String, String>> defaults = new LinkedHashMap<>();
    for (String word : options.strip().split("\\s+")) {
      if (word.startsWith("default:")) {
        String[] parts = word.split("[:=]");
        defaults.computeIfAbsent(parts[1], any -> new LinkedHashMap<>()).put(parts[2], parts[3]);
      }
    }
    return defaults;
  }

  private static List<Map<String, String>> rows(String[] parts) {
    List<Map<String, String>> rows = new ArrayList<>();
    Map<String, String> row = new LinkedHashMap<>(VALID.get(parts[0].strip()));
    rows.add(row);
    for (int i = 2; i < parts.length; i++) {
      String change = parts[i].strip();
      if (change.startsWith("+")) {
        row = new LinkedHashMap<>(Map.of("order_ref", "A-1"));
        rows.add(row);
        change = change.substring(1).strip();
      }
      if (change.startsWith("-")) {
        row.remove(change.substring(1));
      } else if (!change.isEmpty()) {
        row.putAll(row(change));
      }
    }
    return rows;
  }

  private static String describe(Problem problem) {
    Integer column = problem.location().column();
    String cell =
        column == null
            ? "row " + problem.location().row()
            : Cell.letters(column) + problem.location().row();
    return String.join(
        " | ",
        cell,
        problem.severity().toString().toLowerCase(Locale.ROOT),
        problem.code(),
        English.message(problem),
        English.hint(problem));
  }
}
