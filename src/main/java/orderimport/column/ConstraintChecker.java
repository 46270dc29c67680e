package orderimport.column;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import orderimport.carrier.BrokenRule;
import orderimport.carrier.RequestValidator;
import orderimport.imports.Problem;
import orderimport.imports.StagedRow;

/**
 * Checks an order's request and ties what it breaks to the cells. A rule that may be broken only
 * because a cell could not be read is not told: the cell has been. Nor is what is wrong within a
 * record that is wrong as a whole, such as one that should not be there.
 */
final class ConstraintChecker {
  private final RequestValidator rules;
  private final CarrierColumns carrierColumns;
  private final RecordBuilder root;
  private final CellLocator places;

  ConstraintChecker(
      RequestValidator rules,
      CarrierColumns carrierColumns,
      RecordBuilder root,
      CellLocator places) {
    this.rules = rules;
    this.carrierColumns = carrierColumns;
    this.root = root;
    this.places = places;
  }

  /**
   * What an order breaks.
   *
   * @param request as the draft gives it
   * @param first the row to blame where no other is known
   */
  List<Problem> of(Record request, StagedRow first) {
    List<BrokenRule> broken = rules.check(request);
    if (broken.stream().anyMatch(this::wantsRecord)) {
      root.complete(first);
      broken = rules.check(root.build());
    }
    return explain(broken);
  }

  /** What the filled cells break by themselves, whatever is missing beside them. */
  List<Problem> ofFilledCells(Record request) {
    List<BrokenRule> ofCells =
        rules.check(request).stream()
            .filter(rule -> places.locate(rule.path()).cell() != null)
            .toList();
    return explain(ofCells);
  }

  private boolean wantsRecord(BrokenRule rule) {
    return rule.code().equals("required") && isRecord(rule.path());
  }

  private boolean isRecord(String path) {
    return places.locate(path).field() == null;
  }

  private List<Problem> explain(List<BrokenRule> broken) {
    if (broken.isEmpty()) {
      return List.of();
    }
    List<BrokenRule> certain = new ArrayList<>(broken);
    if (root.hasRefused()) {
      Set<BrokenRule> stillBroken = new HashSet<>(rules.check(root.build(PlaceholderValues::of)));
      certain.retainAll(stillBroken);
    }
    List<String> unwanted =
        certain.stream()
            .map(BrokenRule::path)
            .filter(this::isRecord)
            .map(path -> path + ".")
            .toList();
    List<Problem> problems = new ArrayList<>();
    for (BrokenRule rule : certain) {
      if (unwanted.stream().anyMatch(rule.path()::startsWith)) {
        continue;
      }
      FieldLocation fieldLocation = places.locate(rule.path());
      if (!fieldLocation.refused()) {
        problems.add(
            places.problem(
                fieldLocation, ViolationMessages.of(rule, fieldLocation, carrierColumns, places)));
      }
    }
    return problems;
  }
}
