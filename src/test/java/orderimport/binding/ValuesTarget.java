package orderimport.binding;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import orderimport.binding.value.CellReader;
import orderimport.binding.value.DateText;
import orderimport.binding.value.NumberText;
import orderimport.binding.value.ParseResult;
import orderimport.carrier.Carriers;
import orderimport.heading.FieldPath;
import orderimport.heading.HeadingAliases;
import orderimport.heading.HeadingCatalog;
import orderimport.heading.HeadingText;
import orderimport.heading.Suggestions;
import orderimport.heading.ValueSpec;
import orderimport.heading.ValueSpec.Type;
import orderimport.imports.ImportOptions;
import orderimport.imports.ImportOptions.DateOrder;
import orderimport.imports.ImportOptions.Decimal;
import orderimport.problem.English;
import orderimport.spreadsheet.Cell;
import org.jspecify.annotations.Nullable;

/** A fuzzing target: any text as a value, a heading or the name of a field. */
public final class ValuesTarget {
  private static final HeadingCatalog HEADINGS =
      new HeadingCatalog(Carriers.registered(), HeadingAliases.NONE);

  private ValuesTarget() {}

  /** Does the lazy initialization, so that the first input is not slower than the others. */
  public static void fuzzerInitialize() {
    for (int as = 0; as < 5; as++) {
      fuzzerTestOneInput(new byte[] {(byte) as, '1'});
    }
  }

  /** Called by the fuzzer under this name; the first byte selects how the text is read. */
  public static void fuzzerTestOneInput(byte[] input) {
    if (input.length == 0) {
      return;
    }
    int as = input[0] & 0x7f;
    String text = new String(input, 1, input.length - 1, UTF_8);
    switch (as % 5) {
      case 0 -> NumberText.read(text, pick(Decimal.values(), as / 5));
      case 1 -> DateText.read(text, pick(DateOrder.values(), as / 5));
      case 2 -> heading(text);
      case 3 -> FieldPath.parse(text);
      default -> cell(text, as / 5);
    }
  }

  private static void heading(String text) {
    String once = HeadingText.normalize(text);
    if (!HeadingText.normalize(once).equals(once)) {
      throw new IllegalStateException("normalized twice: " + text);
    }
    HEADINGS.carrierNamed(text);
    Suggestions.near(text, HEADINGS.all().stream().map(each -> each.carrier().name()).toList());
    HEADINGS.all().forEach(carrierColumns -> carrierColumns.find(text));
  }

  private static void cell(String text, int as) {
    if (text.isBlank()) {
      return;
    }
    Type type = List.of(Type.values()).get(as % Type.values().length);
    Class<?> javaType = type == Type.WHOLE_NUMBER ? Integer.class : Object.class;
    ValueSpec spec = new ValueSpec(type, javaType, as % 2 == 0, List.of("a", "b"), 4, true, true);
    ParseResult parseResult =
        new CellReader(ImportOptions.NONE, ZoneOffset.UTC, as % 3 == 0)
            .read(Cell.text(0, text), spec);
    if (parseResult instanceof ParseResult.Rejected rejected) {
      Objects.requireNonNull(English.of(rejected.why().about("Cell").hint()));
    }
  }

  private static <T> @Nullable T pick(T[] values, int at) {
    int index = at % (values.length + 1);
    return index == values.length ? null : values[index];
  }
}
