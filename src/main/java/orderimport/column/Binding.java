package orderimport.column;

import static java.util.Comparator.comparing;
import static java.util.Comparator.naturalOrder;
import static java.util.Comparator.nullsFirst;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import orderimport.carrier.RequestRules;
import orderimport.column.OrderBinder.ForCarrier;
import orderimport.column.Reading.Finding;
import orderimport.column.Reading.Read;
import orderimport.column.Reading.Refused;
import orderimport.column.Slot.Filled;
import orderimport.column.Slot.Origin;
import orderimport.imports.Problem;
import orderimport.imports.Problem.Place;
import orderimport.imports.Problem.Severity;
import orderimport.imports.StagedRow;
import orderimport.spreadsheet.Cell;
import org.jspecify.annotations.Nullable;

/** One order being bound: its cells go into a draft, the draft is built and checked. */
final class Binding {
  private static final Comparator<Problem> BY_PLACE =
      comparing(
          Problem::place,
          comparing(Place::sheet, nullsFirst(naturalOrder()))
              .thenComparing(Place::row, nullsFirst(naturalOrder()))
              .thenComparing(Place::column, nullsFirst(naturalOrder())));

  private final ForCarrier own;
  private final List<StagedRow> rows;
  private final CellReader reader;
  private final Draft root;
  private final CellPlaces places;
  private final List<Problem> problems = new ArrayList<>();

  /**
   * @param rows at least one, in the file's order
   */
  Binding(
      ForCarrier own, List<StagedRow> rows, Map<Integer, SheetHeadings> sheets, CellReader reader) {
    this.own = own;
    this.rows = rows;
    this.reader = reader;
    this.root = new Draft(own.columns().root(), rows.get(0));
    this.places = new CellPlaces(own.columns(), root, rows, sheets);
  }

  /** Binds an order. */
  BoundOrder bind(String orderRef, RequestRules rules, RepeatedRows repeated) {
    RuleCheck check = prepared(rules, orderRef);
    Spellings.among(rows, places, problems::add);
    repeated.onCopies(rows, places, problems::add);
    repeated.among(own.carrier().name(), rows, places, problems::add);
    Record request = root.build();
    problems.addAll(check.of(request, rows.get(0)));
    return new BoundOrder(root.hasRefused() ? null : request, inOrder(), places);
  }

  /**
   * What is wrong with a row whose order nobody knows. Of an order that spans rows another row may
   * have what is missing in this one.
   */
  List<Problem> problemsAlone(RequestRules rules) {
    if (own.carrier().ordersSpanRows()) {
      return problemsOfCells(rules);
    }
    RuleCheck check = prepared(rules, null);
    problems.addAll(check.of(root.build(), rows.get(0)));
    return inOrder();
  }

  /** What is wrong with the filled cells by themselves. */
  List<Problem> problemsOfCells(RequestRules rules) {
    RuleCheck check = prepared(rules, null);
    problems.addAll(check.ofFilledCells(root.build()));
    return inOrder();
  }

  private RuleCheck prepared(RequestRules rules, @Nullable String orderRef) {
    rows.forEach(this::put);
    fillOrderRef(orderRef);
    own.defaults().fill(root);
    return new RuleCheck(rules, own.columns(), root, places);
  }

  private List<Problem> inOrder() {
    if (problems.size() > 1) {
      problems.sort(BY_PLACE);
    }
    return List.copyOf(problems);
  }

  private void fillOrderRef(@Nullable String orderRef) {
    Shape.Field field = own.orderRef().field();
    if (root.slot(field) == null) {
      root.put(field, new Filled(orderRef, new Origin(rows.get(0), null)));
    }
  }

  private void put(StagedRow row) {
    SheetHeadings sheet = places.sheet(row);
    for (Cell cell : row.cells()) {
      if (CellText.isBlank(cell)) {
        continue;
      }
      Target target = sheet.target(own.carrier().name(), cell.column());
      if (target != null) {
        put(row, cell, target);
      } else if (Integer.valueOf(cell.column()).equals(sheet.orderRefColumn())) {
        OrderRefs.remarks(cell).forEach(remark -> problems.add(places.problem(row, cell, remark)));
      } else {
        refuseForeign(row, cell, sheet);
      }
    }
  }

  private void put(StagedRow row, Cell cell, Target target) {
    Reading reading = reader.read(cell, target.form());
    Draft holder = root.holder(target, row);
    Shape.Field field = target.valueField();
    Origin origin = new Origin(row, cell);
    if (reading instanceof Refused refused) {
      problems.add(places.problem(row, cell, refused.why()));
      holder.put(field, new Filled(null, origin));
      return;
    }
    Read read = (Read) reading;
    read.remarks().forEach(remark -> problems.add(places.problem(row, cell, remark)));
    if (holder.slot(field) instanceof Filled earlier) {
      contradict(earlier, read.value(), row, cell);
    } else {
      holder.put(field, new Filled(read.value(), origin));
    }
  }

  private void contradict(Filled earlier, Object value, StagedRow row, Cell cell) {
    Origin origin = earlier.origin();
    Cell other = origin == null ? null : origin.cell();
    if (origin == null || other == null || earlier.refused() || same(value, earlier.value())) {
      return;
    }
    problems.add(
        places.problem(
            row,
            cell,
            new Finding(
                "contradiction",
                Severity.ERROR,
                "is \"%s\" in %s but \"%s\" in %s of the same order"
                    .formatted(
                        CellText.strip(cell.text()),
                        places.name(row, cell, row),
                        CellText.strip(other.text()),
                        places.name(origin.row(), other, row)),
                "Type the same value in each row of the order, or in one of them only.")));
  }

  private static boolean same(Object value, @Nullable Object earlier) {
    return value instanceof BigDecimal number && earlier instanceof BigDecimal other
        ? number.compareTo(other) == 0
        : value.equals(earlier);
  }

  private void refuseForeign(StagedRow row, Cell cell, SheetHeadings sheet) {
    Map<String, Target> meanings = sheet.meanings(cell.column());
    if (!meanings.isEmpty()) {
      String carrier = own.carrier().name();
      problems.add(
          places.problem(
              row,
              cell,
              new Finding(
                  "not_this_carriers",
                  Severity.ERROR,
                  "is a field of %s, and %s has no such field"
                      .formatted(String.join(" and ", meanings.keySet()), carrier),
                  "Clear the cell, or type the value in the column of %s that is meant."
                      .formatted(carrier))));
    }
  }
}
