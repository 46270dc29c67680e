package orderimport.column;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import orderimport.carrier.BrokenRule;
import orderimport.carrier.CarrierSettings;
import orderimport.carrier.RequestRules;
import orderimport.carrier.SettingException;
import orderimport.column.Reading.Finding;
import orderimport.column.Reading.Read;
import orderimport.column.Reading.Refused;
import orderimport.column.Slot.Filled;
import orderimport.column.Target.Step;
import orderimport.imports.ImportOptions;
import orderimport.imports.Problem.Severity;
import orderimport.spreadsheet.Cell;

/**
 * What blank cells mean for a carrier. Defaults fill entries of lists that are there; an object of
 * the order that no cell fills is made of defaults alone only if they make a whole one, such as a
 * seller's id. Within an entry only cells decide which objects are there.
 */
final class Defaults {
  private final List<Default> all = new ArrayList<>();

  /**
   * @param whole whether the defaults of the field's record make a valid one by themselves
   */
  private record Default(Target target, Object value, boolean whole) {}

  /**
   * Reads a carrier's defaults.
   *
   * @throws SettingException if one names no column or cannot be read or sent; the message says
   *     which
   */
  Defaults(Columns columns, CarrierSettings settings, RequestRules rules) {
    CellReader reader = new CellReader(ImportOptions.NONE, settings.zone(), false);
    settings.defaults().entrySet().stream()
        .filter(entry -> !CellText.strip(entry.getValue()).isEmpty())
        .forEach(entry -> all.add(read(columns, entry, reader, rules)));
    all.replaceAll(each -> new Default(each.target(), each.value(), isWhole(each, rules)));
  }

  private static Default read(
      Columns columns, Map.Entry<String, String> entry, CellReader reader, RequestRules rules) {
    String name =
        "order-import.carriers.%s.defaults.%s".formatted(columns.carrier().name(), entry.getKey());
    Target target =
        find(columns, entry.getKey())
            .orElseThrow(() -> new SettingException(noColumn(name, columns, entry.getKey())));
    if (target.steps().stream().anyMatch(step -> step.index() >= 0)) {
      throw new SettingException(
          "%s is for one entry of a list; a default is for all of them: leave out the index."
              .formatted(name));
    }
    Reading reading = reader.read(Cell.text(0, entry.getValue()), target.form());
    if (reading instanceof Refused refused) {
      throw refused(name, refused.why());
    }
    Default read = new Default(target, ((Read) reading).value(), false);
    brokenBy(read, columns, rules)
        .ifPresent(
            finding -> {
              throw refused(name, finding);
            });
    return read;
  }

  private static String noColumn(String name, Columns columns, String key) {
    List<String> paths = columns.all().stream().map(Column::path).toList();
    return "%s names no column of %s. %s`order-import columns %s` lists them all."
        .formatted(
            name,
            columns.carrier().name(),
            Suggestions.sentence(Suggestions.near(key, paths)),
            columns.carrier().name());
  }

  private static SettingException refused(String name, Finding why) {
    return new SettingException("%s %s".formatted(why.about(name), why.hint()));
  }

  /** What a default breaks whatever else the order says. */
  private static Optional<Finding> brokenBy(Default one, Columns columns, RequestRules rules) {
    Target target = one.target();
    Draft alone = new Draft(record(target, columns), null);
    put(alone, target, one.value());
    return rules.check(alone.build()).stream()
        .filter(rule -> !rule.warning() && rule.path().equals(target.field().name()))
        .findFirst()
        .map(rule -> new Finding(rule.code(), Severity.ERROR, rule.message(), rule.hint()));
  }

  private static Shape.Group record(Target target, Columns columns) {
    List<Step> steps = target.steps();
    return steps.isEmpty() ? columns.root() : steps.get(steps.size() - 1).entry();
  }

  /** Spring Boot takes _ and brackets out of a key that is not quoted, so they do not count. */
  private static Optional<Target> find(Columns columns, String key) {
    String wanted = bare(key);
    return columns
        .find(key)
        .or(
            () ->
                columns.all().stream()
                    .filter(column -> bare(column.path()).equals(wanted))
                    .findFirst()
                    .flatMap(column -> columns.find(column.path())));
  }

  private static String bare(String path) {
    return path.replaceAll("[^\\p{Alnum}.]", "").toLowerCase(Locale.ROOT);
  }

  private boolean isWhole(Default one, RequestRules rules) {
    List<Step> steps = one.target().steps();
    if (steps.isEmpty() || steps.stream().anyMatch(Step::list)) {
      return false;
    }
    Draft alone = new Draft(steps.get(steps.size() - 1).entry(), null);
    for (Default other : all) {
      if (other.target().steps().equals(steps)) {
        put(alone, other.target(), other.value());
      }
    }
    return rules.check(alone.build()).stream().allMatch(BrokenRule::warning);
  }

  /** Fills what is still blank. */
  void fill(Draft root) {
    for (Default each : all) {
      fill(root, each, 0);
    }
  }

  private static void fill(Draft draft, Default each, int depth) {
    Target target = each.target();
    if (depth == target.steps().size()) {
      put(draft, target, each.value());
      return;
    }
    Step step = target.steps().get(depth);
    Slot slot = draft.slot(step.field());
    if (slot instanceof Slot.Entries entries) {
      entries.all().forEach(entry -> fill(entry, each, depth + 1));
    } else if (slot instanceof Draft nested) {
      fill(nested, each, depth + 1);
    } else if (slot == null && each.whole()) {
      Draft made = new Draft(step.entry(), null);
      draft.put(step.field(), made);
      fill(made, each, depth + 1);
    }
  }

  private static void put(Draft draft, Target target, Object value) {
    String key = target.key();
    Draft holder = key == null ? draft : draft.keyed(target.field(), key, null);
    if (holder.slot(target.valueField()) == null) {
      holder.put(target.valueField(), new Filled(value, null));
    }
  }
}
