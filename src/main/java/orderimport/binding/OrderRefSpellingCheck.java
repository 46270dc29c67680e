package orderimport.binding;

import java.util.List;
import java.util.function.Consumer;
import orderimport.binding.value.ParseResult.Issue;
import orderimport.imports.StagedRow;
import orderimport.problem.CellProblem;
import orderimport.problem.Problem;

/** Checks that the rows of an order spell its name in the same way. */
public final class OrderRefSpellingCheck {
  /**
   * The code of the warning that rows of an order, or earlier imports, spell its name differently.
   */
  public static final String DIFFER = CellProblem.ORDER_REF_SPELLED_DIFFERENTLY.code();

  private OrderRefSpellingCheck() {}

  /** Warns of each row that spells the name differently from the first row. */
  static void among(List<StagedRow> rows, CellLocator locator, Consumer<Problem> problems) {
    StagedRow first = rows.get(0);
    for (StagedRow row : rows) {
      if (first.orderRef() != null && !first.orderRef().equals(row.orderRef())) {
        problems.accept(
            locator.atOrderRef(
                row,
                Issue.warning(
                    CellProblem.ORDER_REF_SPELLED_DIFFERENTLY,
                    first.orderRef(),
                    locator.name(first, null, row))));
      }
    }
  }
}
