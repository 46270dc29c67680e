package orderimport.binding;

import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import orderimport.binding.value.ParseResult.Issue;
import orderimport.carrier.Carrier;
import orderimport.carrier.OrderOnOffer;
import orderimport.heading.CellText;
import orderimport.heading.FieldTarget;
import orderimport.heading.SheetHeader;
import orderimport.imports.RowSurvey.CopiedSheets;
import orderimport.imports.StagedRow;
import orderimport.problem.CellProblem;
import orderimport.problem.Problem;
import orderimport.problem.Problem.Severity;
import orderimport.problem.Text.CellName;
import orderimport.spreadsheet.Cell;
import org.springframework.util.function.SingletonSupplier;

/** Detects rows of an order that are in its file more than once, on one sheet or several. */
final class DuplicateRowCheck {
  private final List<CopiedSheets> copied;
  private final boolean sheetsNamed;

  /**
   * @param copied the pairs of sheets that share most of their orders
   * @param sheetsNamed whether the user named the sheets, so that all of them are intended
   */
  DuplicateRowCheck(List<CopiedSheets> copied, boolean sheetsNamed) {
    this.copied = sheetsNamed ? List.of() : copied;
    this.sheetsNamed = sheetsNamed;
  }

  /** Whether the sheets of two rows are copies of each other. */
  private boolean areCopies(StagedRow one, StagedRow other) {
    return copied.contains(new CopiedSheets(one.sheet(), other.sheet()))
        || copied.contains(new CopiedSheets(other.sheet(), one.sheet()));
  }

  /** Reports an order whose rows are on sheets that are copies of each other. */
  void onCopies(List<StagedRow> rows, CellLocator locator, Consumer<Problem> problems) {
    if (copied.isEmpty()) {
      return;
    }
    Map<Integer, StagedRow> firstOfSheet = new HashMap<>();
    for (StagedRow row : rows) {
      if (firstOfSheet.putIfAbsent(row.sheet(), row) == null) {
        firstOfSheet.values().stream()
            .filter(earlier -> areCopies(earlier, row))
            .findFirst()
            .ifPresent(
                earlier -> problems.accept(locator.atOrderRef(row, onCopy(earlier, row, locator))));
      }
    }
  }

  private static Issue onCopy(StagedRow earlier, StagedRow row, CellLocator locator) {
    String one = locator.sheet(earlier).sheetName();
    String other = locator.sheet(row).sheetName();
    return Issue.error(CellProblem.COPIED_SHEET, one, other);
  }

  /**
   * Reports rows of an order with equal values. On one sheet this may be intended, so it is a
   * warning; on two sheets it is an error unless the user named the sheets.
   */
  void among(
      String carrier,
      List<StagedRow> rows,
      RecordBuilder root,
      CellLocator locator,
      Consumer<Problem> problems) {
    if (rows.size() < 2) {
      return;
    }
    Supplier<Set<StagedRow>> adding = SingletonSupplier.of(() -> adding(root));
    Map<Map<String, String>, StagedRow> seen = new HashMap<>();
    for (StagedRow row : rows) {
      StagedRow earlier = seen.putIfAbsent(content(carrier, row, locator), row);
      if (earlier != null && earlier.sheet() == row.sheet()) {
        boolean added = adding.get().contains(row);
        problems.accept(locator.atOrderRef(row, onOneSheet(earlier, row, added, locator)));
      } else if (earlier != null && !areCopies(earlier, row)) {
        problems.accept(locator.atOrderRef(row, onTwoSheets(earlier, row, locator)));
      }
    }
  }

  /** The values of a row by path, so that the order of the columns does not matter. */
  private static Map<String, String> content(String carrier, StagedRow row, CellLocator locator) {
    SheetHeader sheet = locator.sheet(row);
    Map<String, String> content = new HashMap<>();
    for (Cell cell : row.cells()) {
      FieldTarget fieldTarget = sheet.target(carrier, cell.column());
      if (fieldTarget != null && !CellText.isBlank(cell)) {
        content.put(fieldTarget.path(), CellText.strip(cell.text()));
      }
    }
    return content;
  }

  private static Set<StagedRow> adding(RecordBuilder root) {
    Set<StagedRow> adding = Collections.newSetFromMap(new IdentityHashMap<>());
    root.rowsThatAdd().forEach(adding::add);
    return adding;
  }

  private static Issue onOneSheet(
      StagedRow earlier, StagedRow row, boolean added, CellLocator locator) {
    return Issue.warning(
        added ? CellProblem.ROW_REPEATED : CellProblem.ROW_REPEATED_WITHOUT_EFFECT,
        locator.name(earlier, null, row));
  }

  private Issue onTwoSheets(StagedRow earlier, StagedRow row, CellLocator locator) {
    return new Issue(
        CellProblem.ROW_ON_TWO_SHEETS,
        sheetsNamed ? Severity.WARNING : Severity.ERROR,
        null,
        List.of(
            new CellName(locator.sheet(row).sheetName(), row.number(), null),
            new CellName(locator.sheet(earlier).sheetName(), earlier.number(), null)));
  }

  /** A second row of an order that must be a single row. */
  static Issue second(StagedRow first, StagedRow row, CellLocator locator, Carrier carrier) {
    return OrderOnOffer.class.isAssignableFrom(carrier.requestType())
        ? Issue.error(CellProblem.TWO_OFFERS, locator.name(first, null, row))
        : Issue.error(CellProblem.ORDER_TWICE, locator.name(first, null, row), carrier.name());
  }
}
