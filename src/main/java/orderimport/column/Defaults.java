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
import orderimport.column.Reading.Read;
import orderimport.column.Slot.Filled;
import orderimport.column.Target.Step;
import orderimport.imports.ImportOptions;
import orderimport.spreadsheet.Cell;

/**
 * What blank cells mean for a carrier. Defaults fill entries of lists that are there; an object
 * that no cell fills is made of defaults alone only if they make a whole one, such as a seller's
 * id.
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
   * @throws SettingException if one names no column or cannot be read; the message says which
   */
  Defaults(Columns columns, CarrierSettings settings, RequestRules rules) {
    CellReader reader = new CellReader(ImportOptions.NONE, settings.zone());
    settings.defaults().entrySet().stream()
        .filter(entry -> !entry.getValue().isBlank())
        .forEach(entry -> all.add(read(columns, entry, reader)));
    all.replaceAll(each -> new Default(each.target(), each.value(), isWhole(each, rules)));
  }

  private static Default read(Columns columns, Map.Entry<String, String> entry, CellReader reader) {
    String name =
        "order-import.carriers.%s.defaults.%s".formatted(columns.carrier().name(), entry.getKey());
    Target target =
        find(columns, entry.getKey())
            .orElseThrow(
                () ->
                    new SettingException(
                        "%s names no column. `order-import columns %s` lists them all."
                            .formatted(name, columns.carrier().name())));
    Reading reading = reader.read(Cell.text(0, entry.getValue()), target.form());
    if (reading instanceof Read value) {
      return new Default(target, value.value(), false);
    }
    throw new SettingException(
        "%s: %s".formatted(name, ((Reading.Refused) reading).why().message()));
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
    if (steps.isEmpty() || steps.get(steps.size() - 1).index() != Step.NONE) {
      return false;
    }
    Draft alone = new Draft(Columns.entry(steps.get(steps.size() - 1).field()), null);
    for (Default other : all) {
      if (other.target().steps().equals(steps)) {
        alone.put(other.target().field(), new Filled(other.value(), null));
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
    List<Step> steps = each.target().steps();
    if (depth == steps.size()) {
      Shape.Field field = each.target().field();
      if (draft.slot(field) == null) {
        draft.put(field, new Filled(each.value(), null));
      }
      return;
    }
    Shape.Field field = steps.get(depth).field();
    Slot slot = draft.slot(field);
    if (slot instanceof Slot.Entries entries) {
      entries.all().forEach(entry -> fill(entry, each, depth + 1));
    } else if (slot instanceof Draft nested) {
      fill(nested, each, depth + 1);
    } else if (slot == null && each.whole() && field.shape() instanceof Shape.Group group) {
      Draft made = new Draft(group, null);
      draft.put(field, made);
      fill(made, each, depth + 1);
    }
  }
}
