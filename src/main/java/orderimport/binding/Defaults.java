package orderimport.binding;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import orderimport.binding.FieldSlot.FilledValue;
import orderimport.binding.value.CellReader;
import orderimport.binding.value.ParseResult;
import orderimport.binding.value.ParseResult.Issue;
import orderimport.binding.value.ParseResult.Parsed;
import orderimport.binding.value.ParseResult.Rejected;
import orderimport.carrier.BrokenRule;
import orderimport.carrier.CarrierProperties;
import orderimport.carrier.InvalidConfigurationException;
import orderimport.carrier.RequestValidator;
import orderimport.heading.CarrierColumns;
import orderimport.heading.CellText;
import orderimport.heading.Column;
import orderimport.heading.FieldTarget;
import orderimport.heading.FieldTarget.PathStep;
import orderimport.heading.RequestSchema;
import orderimport.heading.Suggestions;
import orderimport.imports.ImportOptions;
import orderimport.problem.Text;
import orderimport.problem.TextRenderer;
import orderimport.spreadsheet.Cell;

/**
 * The default values of a carrier's blank cells. Defaults are applied to existing list entries. An
 * object of the order without any filled cell is created only if its defaults alone make it valid,
 * such as a seller's id. Within a list entry, objects exist only if a cell fills them.
 */
final class Defaults {
  private final List<Default> all = new ArrayList<>();

  /**
   * @param whole whether the defaults of the field's record alone make a valid record
   */
  private record Default(FieldTarget target, Object value, boolean whole) {}

  /**
   * Parses a carrier's defaults.
   *
   * @throws InvalidConfigurationException if a default names no column, or has a value that cannot
   *     be parsed or sent; the message names the default
   */
  Defaults(CarrierColumns carrierColumns, CarrierProperties settings, RequestValidator rules) {
    CellReader reader = new CellReader(ImportOptions.NONE, settings.zone(), false);
    settings.defaults().entrySet().stream()
        .filter(entry -> !CellText.strip(entry.getValue()).isEmpty())
        .forEach(entry -> all.add(read(carrierColumns, entry, reader, rules)));
    all.replaceAll(each -> new Default(each.target(), each.value(), isWhole(each, rules)));
  }

  private static Default read(
      CarrierColumns carrierColumns,
      Map.Entry<String, String> entry,
      CellReader reader,
      RequestValidator rules) {
    String name =
        "order-import.carriers.%s.defaults.%s"
            .formatted(carrierColumns.carrier().name(), entry.getKey());
    FieldTarget fieldTarget =
        find(carrierColumns, entry.getKey())
            .orElseThrow(
                () ->
                    new InvalidConfigurationException(
                        noColumn(name, carrierColumns, entry.getKey())));
    if (fieldTarget.steps().stream().anyMatch(pathStep -> pathStep.index() >= 0)) {
      throw new InvalidConfigurationException(
          "%s is for one entry of a list, but a default applies to all entries: remove the index."
              .formatted(name));
    }
    ParseResult parseResult = reader.read(Cell.text(0, entry.getValue()), fieldTarget.spec());
    if (parseResult instanceof Rejected rejected) {
      throw invalid(name, rejected.why());
    }
    Default read = new Default(fieldTarget, ((Parsed) parseResult).value(), false);
    brokenBy(read, carrierColumns, rules)
        .ifPresent(
            issue -> {
              throw invalid(name, issue);
            });
    return read;
  }

  private static String noColumn(String name, CarrierColumns carrierColumns, String key) {
    List<String> paths = carrierColumns.all().stream().map(Column::path).toList();
    Text near = Suggestions.sentence(Suggestions.near(key, paths));
    return "%s names no column of %s. %s`order-import columns %s` lists all columns."
        .formatted(
            name,
            carrierColumns.carrier().name(),
            near == null ? "" : TextRenderer.ENGLISH.render(near) + " ",
            carrierColumns.carrier().name());
  }

  private static InvalidConfigurationException invalid(String name, Issue why) {
    Text message = why.about(name);
    return new InvalidConfigurationException(
        "%s %s"
            .formatted(
                TextRenderer.ENGLISH.render(message), TextRenderer.ENGLISH.render(message.hint())));
  }

  /** The violation of a default alone, independent of the rest of the order. */
  private static Optional<Issue> brokenBy(
      Default one, CarrierColumns carrierColumns, RequestValidator rules) {
    FieldTarget fieldTarget = one.target();
    RecordBuilder alone = new RecordBuilder(record(fieldTarget, carrierColumns), null);
    put(alone, fieldTarget, one.value());
    return rules.check(alone.build()).stream()
        .filter(rule -> !rule.warning() && rule.path().equals(fieldTarget.field().name()))
        .findFirst()
        .map(rule -> Issue.error(rule.kind(), rule.arguments().toArray()));
  }

  private static RequestSchema.Group record(
      FieldTarget fieldTarget, CarrierColumns carrierColumns) {
    List<PathStep> steps = fieldTarget.steps();
    return steps.isEmpty() ? carrierColumns.root() : steps.get(steps.size() - 1).entry();
  }

  /** Ignores _ and brackets, which Spring Boot removes from unquoted keys. */
  private static Optional<FieldTarget> find(CarrierColumns carrierColumns, String key) {
    String bareKey = bare(key);
    return carrierColumns
        .find(key)
        .or(
            () ->
                carrierColumns.all().stream()
                    .filter(column -> bare(column.path()).equals(bareKey))
                    .findFirst()
                    .flatMap(column -> carrierColumns.find(column.path())));
  }

  private static String bare(String path) {
    return path.replaceAll("[^\\p{Alnum}.]", "").toLowerCase(Locale.ROOT);
  }

  private boolean isWhole(Default one, RequestValidator rules) {
    List<PathStep> steps = one.target().steps();
    if (steps.isEmpty() || steps.stream().anyMatch(PathStep::list)) {
      return false;
    }
    RecordBuilder alone = new RecordBuilder(steps.get(steps.size() - 1).entry(), null);
    for (Default other : all) {
      if (other.target().steps().equals(steps)) {
        put(alone, other.target(), other.value());
      }
    }
    return rules.check(alone.build()).stream().allMatch(BrokenRule::warning);
  }

  /** Sets the defaults of fields that are still blank. */
  void fill(RecordBuilder root) {
    for (Default each : all) {
      fill(root, each, 0);
    }
  }

  private static void fill(RecordBuilder recordBuilder, Default each, int depth) {
    FieldTarget fieldTarget = each.target();
    if (depth == fieldTarget.steps().size()) {
      put(recordBuilder, fieldTarget, each.value());
      return;
    }
    PathStep pathStep = fieldTarget.steps().get(depth);
    FieldSlot fieldSlot = recordBuilder.slot(pathStep.field());
    if (fieldSlot instanceof FieldSlot.Entries entries) {
      entries.all().forEach(entry -> fill(entry, each, depth + 1));
    } else if (fieldSlot instanceof RecordBuilder nested) {
      fill(nested, each, depth + 1);
    } else if (fieldSlot == null && each.whole()) {
      RecordBuilder created = new RecordBuilder(pathStep.entry(), null);
      recordBuilder.put(pathStep.field(), created);
      fill(created, each, depth + 1);
    }
  }

  private static void put(RecordBuilder recordBuilder, FieldTarget fieldTarget, Object value) {
    String key = fieldTarget.key();
    RecordBuilder holder =
        key == null ? recordBuilder : recordBuilder.keyed(fieldTarget.field(), key, null);
    if (holder.slot(fieldTarget.valueField()) == null) {
      holder.put(fieldTarget.valueField(), new FilledValue(value, null));
    }
  }
}
