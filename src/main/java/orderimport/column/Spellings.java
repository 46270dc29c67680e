package orderimport.column;

import java.util.List;
import java.util.function.Consumer;
import orderimport.column.ParseResult.Issue;
import orderimport.imports.Problem;
import orderimport.imports.Problem.Severity;
import orderimport.imports.StagedRow;

/** Checks that the rows of an order spell its name in the same way. */
public final class Spellings {
  /**
   * The code of the warning that rows of an order, or earlier imports, spell its name differently.
   */
  public static final String DIFFER = "order_ref_spelled_differently";

  private Spellings() {}

  /** Warns of each row that spells the name differently from the first row. */
  static void among(List<StagedRow> rows, CellLocator places, Consumer<Problem> problems) {
    StagedRow first = rows.get(0);
    for (StagedRow row : rows) {
      if (first.orderRef() != null && !first.orderRef().equals(row.orderRef())) {
        problems.accept(
            places.atOrderRef(
                row,
                new Issue(
                    DIFFER,
                    Severity.WARNING,
                    "is another spelling of \"%s\" in %s: the rows are one order, \"%s\""
                        .formatted(
                            first.orderRef(), places.name(first, null, row), first.orderRef()),
                    "If they are two orders, rename one of them; otherwise enter the same name in"
                        + " each row.")));
      }
    }
  }
}
