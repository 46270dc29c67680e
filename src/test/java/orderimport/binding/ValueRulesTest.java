package orderimport.binding;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import orderimport.binding.value.CellReader;
import orderimport.binding.value.ParseResult;
import orderimport.binding.value.ParseResult.Issue;
import orderimport.binding.value.ParseResult.Parsed;
import orderimport.binding.value.ParseResult.Rejected;
import orderimport.binding.value.TextPrefix;
import orderimport.carrier.fjordnet.Fjordnet;
import orderimport.heading.CarrierColumns;
import orderimport.heading.HeadingAliases;
import orderimport.heading.ValueSpec;
import orderimport.problem.English;
import orderimport.spreadsheet.Cell;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * The value that each cell results in. The cases are the lines of {@code values.txt}: carrier,
 * path, kind, text, number format, options ({@code csv} for a cell of a text file), and the result:
 * a JSON value, {@code !} and the code of an error, or {@code ~} and the code of a warning.
 */
class ValueRulesTest {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Pattern ESCAPE = Pattern.compile("\\\\u([0-9a-f]{4})");
  private static final CarrierColumns FJORDNET =
      new CarrierColumns(new Fjordnet(), HeadingAliases.NONE);

  private final Importing importing = new Importing();

  @Test
  void a_heading_may_end_in_a_control_character_and_a_period() {
    ValuesTarget.fuzzerTestOneInput(new byte[] {2, 0, 'n', 0x1d, '.'});
  }

  @Test
  void a_long_text_with_a_text_prefix_does_not_overflow_the_stack() {
    String text = "x".repeat(100_000);
    ValueSpec valueSpec =
        new ValueSpec(ValueSpec.Type.TEXT, String.class, false, List.of(), 0, false, false);

    assertThat(TextPrefix.remove("= \"" + text + "\"\"\"", valueSpec)).isEqualTo(text + "\"");
    assertThat(TextPrefix.remove("=\"" + text + "\"x\"", valueSpec)).startsWith("=");
  }

  @TestFactory
  Stream<DynamicTest> values() {
    List<String> lines =
        TestFiles.resource("/binding/values.txt")
            .lines()
            .filter(line -> !line.isBlank() && !line.startsWith("#"))
            .toList();
    assertThat(lines).hasSizeGreaterThan(150);
    return lines.stream().map(line -> DynamicTest.dynamicTest(line, () -> check(line)));
  }

  private void check(String line) {
    String[] parts = line.split("\\|", -1);
    assertThat(parts).hasSize(7);
    String options = parts[5].strip();

    ParseResult parseResult =
        new CellReader(
                Importing.options(options), ZoneId.of("Europe/Oslo"), options.contains("csv"))
            .read(cell(parts), valueSpec(parts[0].strip(), parts[1].strip()));

    assertThat(describe(parseResult)).isEqualTo(parts[6].strip());
  }

  private ValueSpec valueSpec(String carrier, String path) {
    CarrierColumns columns =
        carrier.equals("fjordnet") ? FJORDNET : importing.headingCatalog.of(carrier);
    return columns.find(path).orElseThrow().spec();
  }

  /** With a time the text of a day is an error; all else is as for a point in time. */
  @TestFactory
  Stream<DynamicTest> a_day_is_read_like_the_midnight_of_that_day() {
    List<String> lines =
        TestFiles.resource("/binding/values.txt")
            .lines()
            .filter(line -> line.startsWith("globalconnect|requested_date|"))
            .toList();
    assertThat(lines).hasSizeGreaterThan(60);
    return lines.stream()
        .map(
            line -> {
              String[] parts = line.split("\\|", -1);
              parts[0] = "fjordnet";
              parts[1] = "delivery_date";
              parts[6] = asDay(parts[6].strip());
              String day = String.join("|", parts);
              return DynamicTest.dynamicTest(day, () -> check(day));
            });
  }

  private static String asDay(String expected) {
    if (expected.startsWith("!")) {
      return expected;
    }
    ZonedDateTime time = Instant.parse(expected.substring(1, 21)).atZone(ZoneId.of("Europe/Oslo"));
    return time.toLocalTime().equals(LocalTime.MIDNIGHT)
        ? "\"%s\"".formatted(time.toLocalDate())
        : "!not_a_date";
  }

  private static Cell cell(String[] parts) {
    String text =
        ESCAPE
            .matcher(parts[3].substring(1, parts[3].length() - 1))
            .replaceAll(match -> String.valueOf((char) Integer.parseInt(match.group(1), 16)));
    String format = parts[4].strip();
    return new Cell(0, Cell.Kind.valueOf(parts[2].strip()), text, format.isEmpty() ? null : format);
  }

  private static String describe(ParseResult parseResult) {
    if (parseResult instanceof Rejected rejected) {
      assertReadable(rejected.why());
      return "!" + rejected.why().kind().code();
    }
    Parsed parsed = (Parsed) parseResult;
    List<String> result = new ArrayList<>();
    result.add(JSON.writeValueAsString(parsed.value()));
    parsed.issues().forEach(ValueRulesTest::assertReadable);
    parsed.issues().forEach(remark -> result.add("~" + remark.kind().code()));
    return String.join(" ", result);
  }

  private static void assertReadable(Issue issue) {
    assertThat(English.of(issue.about("Zip"))).matches("(?s)Zip [a-z].*[.]");
    assertThat(English.of(issue.about("Zip").hint())).matches("(?s)[A-Z].*[.]");
  }

  @Test
  void the_value_that_a_hint_suggests_is_valid() {
    CellReader reader =
        new CellReader(Importing.options("decimal=comma"), ZoneId.of("Europe/Oslo"), true);
    ValueSpec price = valueSpec("globalconnect", "new_lines.recurring_price");
    Rejected rejected = (Rejected) reader.read(Cell.text(0, "12,50 kr"), price);

    assertThat(English.of(rejected.why().about("Zip").hint())).contains("1234,50");
    assertThat(reader.read(Cell.text(0, "1234,50"), price)).isInstanceOf(Parsed.class);
  }
}
