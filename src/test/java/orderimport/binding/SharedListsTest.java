package orderimport.binding;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.validation.Valid;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import orderimport.carrier.Carriers;
import orderimport.carrier.FieldDoc;
import orderimport.carrier.RequestJson;
import orderimport.carrier.fjordnet.Fjordnet;
import orderimport.heading.HeadingAliases;
import orderimport.imports.ImportOptions;
import orderimport.problem.Problem;
import orderimport.problem.Problem.Severity;
import orderimport.problem.TextRenderer;
import orderimport.spreadsheet.ReadOptions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Lists within lists: which rows of an order share an entry. */
class SharedListsTest {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Importing IMPORTING =
      new Importing(new Carriers(List.of(new Fjordnet())), Map.of(), HeadingAliases.NONE);

  @TempDir Path folder = Path.of("");

  private Importing.Result read(String... lines) {
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < lines.length; i++) {
      List<String> row =
          new ArrayList<>(
              i == 0
                  ? List.of("order_ref", "delivery_date", "access")
                  : List.of("A", "2027-03-01", "radio"));
      Arrays.stream(lines[i].split(",", -1)).map(String::strip).forEach(row::add);
      rows.add(row);
    }
    return IMPORTING.read(
        TestFiles.csv(folder.resolve("fjordnet.csv"), rows),
        Importing.options("carrier=fjordnet"),
        ReadOptions.NONE);
  }

  /** {@code CODE/CITY: SPEED SPEED} for each site. */
  private static List<String> sites(Importing.Result result) {
    assertThat(result.problems()).noneMatch(problem -> problem.severity() == Severity.ERROR);
    List<String> sites = new ArrayList<>();
    JsonNode request =
        JSON.readTree(RequestJson.write(Objects.requireNonNull(result.only().request())));
    for (JsonNode site : request.path("sites")) {
      List<String> speeds = new ArrayList<>();
      site.path("lines").forEach(line -> speeds.add(line.path("speed").asString()));
      sites.add(
          "%s/%s: %s"
              .formatted(
                  site.path("code").asString(),
                  site.path("city").asString(),
                  String.join(" ", speeds)));
    }
    return sites;
  }

  private static final String HEADINGS = "sites.code, sites.city, sites.lines.speed";

  @Test
  void rows_with_the_same_site_are_one_site_wherever_they_are() {
    assertThat(sites(read(HEADINGS, "O, Oslo, 10", "B, Bergen, 20", "O, Oslo, 30")))
        .containsExactly("O/Oslo: 10 30", "B/Bergen: 20");
  }

  @Test
  void a_row_without_a_site_adds_to_that_of_the_row_above() {
    assertThat(
            sites(
                read(HEADINGS, "O, Oslo, 10", ", , 11", "B, Bergen, 20", "O, Oslo, 30", ", , 31")))
        .containsExactly("O/Oslo: 10 11 30 31", "B/Bergen: 20");
  }

  @Test
  void two_equal_rows_are_two_lines_and_a_warning() {
    Importing.Result result = read(HEADINGS, "O, Oslo, 10", "O, Oslo, 10");

    assertThat(sites(result)).containsExactly("O/Oslo: 10 10");
    assertThat(result.problems()).extracting(Problem::code).containsExactly("row_repeated");
  }

  @Test
  void the_columns_may_stand_in_any_order() {
    assertThat(
            sites(
                read(
                    "sites.lines.speed, sites.city, sites.code",
                    "10, Oslo, O",
                    "20, Bergen, B",
                    "11, Oslo, O")))
        .containsExactly("O/Oslo: 10 11", "B/Bergen: 20");
  }

  @Test
  void indexes_name_the_site_or_the_line() {
    assertThat(
            sites(
                read(
                    "sites[0].code, sites[0].city, sites[0].lines.speed, sites[1].code,"
                        + " sites[1].city, sites[1].lines[0].speed",
                    "O, Oslo, 10, B, Bergen, 20",
                    ", , 11, , ,")))
        .containsExactly("O/Oslo: 10 11", "B/Bergen: 20");
    assertThat(
            sites(
                read(
                    "sites.code, sites.city, sites.lines[0].speed, sites.lines[1].speed",
                    "O, Oslo, 10, 11",
                    "B, Bergen, 20,")))
        .containsExactly("O/Oslo: 10 11", "B/Bergen: 20");
  }

  @Test
  void a_site_that_is_repeated_in_part_is_another_one_whose_missing_cell_is_named() {
    assertThat(read(HEADINGS, "O, Oslo, 10", "O, , 11").problems())
        .filteredOn(problem -> problem.severity() == Severity.ERROR)
        .extracting(
            problem -> problem.location().row() + " " + problem.heading() + " " + problem.code())
        .contains("3 sites.city required");
  }

  @Test
  void a_line_before_any_site_lacks_its_site() {
    assertThat(read(HEADINGS, ", , 10", "O, Oslo, 11").problems())
        .filteredOn(problem -> problem.severity() == Severity.ERROR)
        .extracting(
            problem -> problem.location().row() + " " + problem.heading() + " " + problem.code())
        .containsExactly("2 sites.code required", "2 sites.city required");
  }

  @Test
  void a_site_without_a_line_is_an_error_of_its_row() {
    assertThat(read(HEADINGS, "O, Oslo, 10", "B, Bergen, ").problems())
        .filteredOn(problem -> problem.severity() == Severity.ERROR)
        .extracting(problem -> problem.location().row())
        .containsExactly(3);
  }

  record Shop(@FieldDoc("r") String reference, @FieldDoc("i") @Valid List<Item> items) {}

  record Item(
      @FieldDoc("n") String name,
      @FieldDoc("o") @Valid List<Extra> extras,
      @FieldDoc("p") @Valid List<Extra> parts) {}

  record Extra(@FieldDoc("k") String kind) {}

  private Importing.Result shop(String... lines) {
    Carriers carriers = new Carriers(List.of(new CarrierDefinitionTest.MadeUp(Shop.class)));
    List<List<String>> rows =
        Arrays.stream(lines).map(line -> List.of(line.split(" *, *", -1))).toList();
    return new Importing(carriers, Map.of(), HeadingAliases.NONE)
        .read(
            TestFiles.csv(folder.resolve("shop.csv"), rows),
            Importing.options("carrier=made-up"),
            ReadOptions.NONE);
  }

  private static String items(Importing.Result result) {
    return JSON.readTree(RequestJson.write(Objects.requireNonNull(result.only().request())))
        .path("items")
        .toString()
        .replaceAll("\"(name|kind)\":|[\"{}]", "");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          A,x,    ; A,x,           | [x,x]                       | 3 row_repeated
          A,x,a   ; A,x,a          | [x,extras:[a,a]]            | 3 row_repeated
          A,x,a   ; A,x,b          | [x,extras:[a,b]]            |
          A,x,a   ; A,x,           | [x,extras:[a],x]            |
          A,x,    ; A,x,a          | [x,extras:[a]]              |
          A,x,    ; A,x,   ; A,x,a | [x,x,extras:[a]]            | 3 row_repeated
          A,x,    ; A,x,   ; A,,a  | [x,x,extras:[a]]            | 3 row_repeated
          """)
  void a_row_that_fills_no_inner_list_is_an_entry_of_its_own(
      String rows, String items, @Nullable String problem) {
    Importing.Result result =
        shop(("order_ref,items.name,items.extras.kind;" + rows).split(" *; *"));

    assertThat(items(result)).isEqualTo(items);
    assertThat(result.problems())
        .extracting(each -> each.location().row() + " " + each.code())
        .isEqualTo(problem == null ? List.of() : List.of(problem));
  }

  @Test
  void a_row_that_names_inner_entries_by_index_is_an_entry_of_its_own() {
    String headings = "order_ref, items.name, items.extras[0].kind, items.parts.kind";

    assertThat(items(shop(headings, "A, x, a,", "A, x, b,", "A, x, b,")))
        .isEqualTo("[x,extras:[a],x,extras:[b],x,extras:[b]]");
    assertThat(items(shop(headings, "A, x, a, p", "A, x, , q")))
        .isEqualTo("[x,extras:[a],parts:[p,q]]");
  }

  @Test
  void the_warning_says_whether_an_equal_row_adds_an_entry() {
    String headings = "order_ref, items.name, items[7].name, items.extras[0].kind";

    assertThat(shop(headings, "A, x, ,", "A, x, ,").problems())
        .extracting(SharedListsTest::english)
        .containsExactly(
            "order_ref is repeated: this row has the same values as row 2, so the order contains"
                + " them twice.");
    assertThat(shop(headings, "A, , x,", "A, , x,").problems())
        .extracting(SharedListsTest::english)
        .containsExactly(
            "order_ref is repeated: this row has the same values as row 2 and adds nothing to the"
                + " order.");
    assertThat(shop(headings, "A, x, ,", "A, , , a", "A, , , a").problems())
        .extracting(SharedListsTest::english)
        .containsExactly(
            "order_ref is repeated: this row has the same values as row 3 and adds nothing to the"
                + " order.");
  }

  private static String english(Problem problem) {
    return TextRenderer.ENGLISH.render(problem.message());
  }

  @Property(tries = 40, shrinking = ShrinkingMode.OFF)
  void any_request_comes_back_from_its_rows(@ForAll long seed) throws Exception {
    Random random = new Random(seed);
    ObjectNode request = request(random);
    List<Map<String, String>> rows =
        new RowsOfRequest(random, request, new Fjordnet().requestType(), false)
            .rows("fjordnet", "A");
    List<String> columns =
        new ArrayList<>(rows.stream().flatMap(row -> row.keySet().stream()).distinct().toList());
    Collections.shuffle(columns, random);
    List<List<String>> table = new ArrayList<>(List.of(columns));
    rows.forEach(
        row -> table.add(columns.stream().map(name -> row.getOrDefault(name, "")).toList()));
    Path file = Files.createTempFile("orders", ".csv");
    try {
      Importing.Result result =
          IMPORTING.read(TestFiles.csv(file, table), ImportOptions.NONE, ReadOptions.NONE);

      assertThat(result.problems()).noneMatch(problem -> problem.severity() == Severity.ERROR);
      assertThat(JSON.readTree(RequestJson.write(Objects.requireNonNull(result.only().request()))))
          .isEqualTo(request);
    } finally {
      Files.delete(file);
    }
  }

  private static ObjectNode request(Random random) {
    ObjectNode request = JSON.createObjectNode();
    request.put("customer_ref", "Ref-" + random.nextInt(1000));
    request.put("delivery_date", "2027-03-0%d".formatted(1 + random.nextInt(9)));
    request.put("access", List.of("fibre", "dark-fibre", "radio").get(random.nextInt(3)));
    ArrayNode sites = request.putArray("sites");
    for (int i = 0; i <= random.nextInt(4); i++) {
      ObjectNode site = sites.addObject();
      site.put("code", "S-" + i);
      site.put("city", List.of("Oslo", "Tromsø", "Århus").get(random.nextInt(3)));
      ArrayNode lines = site.putArray("lines");
      for (int j = 0; j <= random.nextInt(4); j++) {
        ObjectNode line = lines.addObject();
        line.put("speed", 10 + random.nextInt(3));
        if (random.nextBoolean()) {
          line.putArray("visits").add("2027-02-01").add("2027-02-02");
        }
      }
    }
    return request;
  }
}
