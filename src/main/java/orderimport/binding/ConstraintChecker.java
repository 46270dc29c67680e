package orderimport.binding;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import orderimport.binding.value.PlaceholderValues;
import orderimport.carrier.BrokenRule;
import orderimport.carrier.RequestValidator;
import orderimport.heading.CarrierColumns;
import orderimport.imports.StagedRow;
import orderimport.problem.CellProblem;
import orderimport.problem.Problem;

/**
 * Validates an order's request and maps violations to cells. Two kinds of violations are not
 * reported: those that may follow from a cell that could not be parsed, since that cell has its own
 * problem; and those within a record that is invalid as a whole, such as one that must be blank.
 */
final class ConstraintChecker {
  private final RequestValidator rules;
  private final CarrierColumns carrierColumns;
  private final RecordBuilder root;
  private final CellLocator locator;

  ConstraintChecker(
      RequestValidator rules,
      CarrierColumns carrierColumns,
      RecordBuilder root,
      CellLocator locator) {
    this.rules = rules;
    this.carrierColumns = carrierColumns;
    this.root = root;
    this.locator = locator;
  }

  /**
   * The violations of an order.
   *
   * @param request the request as built by the {@link RecordBuilder}
   * @param first the row of problems without a more specific location
   */
  List<Problem> of(Record request, StagedRow first) {
    List<BrokenRule> broken = rules.check(request);
    if (broken.stream().anyMatch(this::requiresRecord)) {
      root.complete(first);
      broken = rules.check(root.build());
    }
    return explain(broken);
  }

  /** The violations of the filled cells themselves, regardless of missing cells. */
  List<Problem> ofFilledCells(Record request) {
    List<BrokenRule> ofCells =
        rules.check(request).stream()
            .filter(rule -> locator.locate(rule.path()).cell() != null)
            .toList();
    return explain(ofCells);
  }

  private boolean requiresRecord(BrokenRule rule) {
    return rule.kind().code().equals(CellProblem.REQUIRED.code()) && isRecord(rule.path());
  }

  private boolean isRecord(String path) {
    return locator.locate(path).field() == null;
  }

  private List<Problem> explain(List<BrokenRule> broken) {
    if (broken.isEmpty()) {
      return List.of();
    }
    List<BrokenRule> certain = new ArrayList<>(broken);
    if (root.hasRejected()) {
      Set<BrokenRule> stillBroken = new HashSet<>(rules.check(root.build(PlaceholderValues::of)));
      certain.retainAll(stillBroken);
    }
    List<String> invalidRecords =
        certain.stream()
            .map(BrokenRule::path)
            .filter(this::isRecord)
            .map(path -> path + ".")
            .toList();
    List<Problem> problems = new ArrayList<>();
    for (BrokenRule rule : certain) {
      if (invalidRecords.stream().anyMatch(rule.path()::startsWith)) {
        continue;
      }
      FieldLocation fieldLocation = locator.locate(rule.path());
      if (!fieldLocation.isRejected()) {
        problems.add(ViolationMessages.of(rule, fieldLocation, carrierColumns, locator));
      }
    }
    return problems;
  }
}
