package orderimport.column;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import orderimport.carrier.BrokenRule;
import orderimport.carrier.RequestRules;
import orderimport.column.BoundOrder.Places;
import orderimport.column.OrderBinder.ForCarrier;
import orderimport.column.Reading.Finding;
import orderimport.column.Reading.Read;
import orderimport.column.Reading.Refused;
import orderimport.column.Slot.Filled;
import orderimport.column.Slot.Origin;
import orderimport.imports.ImportOptions;
import orderimport.imports.Problem;
import orderimport.imports.Problem.Place;
import orderimport.imports.Problem.Severity;
import orderimport.imports.StagedRow;
import orderimport.spreadsheet.Cell;
import org.jspecify.annotations.Nullable;

/** One order being bound: its cells go into a draft, the draft is built and checked. */
final class Binding implements Places {
  private final ForCarrier own;
  private final List<StagedRow> rows;
  private final Map<Integer, SheetHeadings> sheets;
  private final CellReader reader;
  private final Draft root;
  private final List<Problem> problems = new ArrayList<>();

  Binding(
      ForCarrier own,
      List<StagedRow> rows,
      Map<Integer, SheetHeadings> sheets,
      ImportOptions options) {
    this.own = own;
    this.rows = rows;
    this.sheets = sheets;
    this.reader = new CellReader(options, own.settings().zone());
    this.root = new Draft(own.columns().root(), rows.get(0));
  }

  BoundOrder bind(@Nullable String orderRef, RequestRules rules) {
    rows.forEach(this::put);
    refuseRepeatedRows(orderRef);
    if (orderRef != null && root.slot(own.orderRef().field()) == null) {
      root.put(own.orderRef().field(), new Filled(orderRef, orderRefOrigin(rows.get(0))));
    }
    own.defaults().fill(root);
    Record request = root.build();
    rules.check(request).forEach(this::explain);
    return new BoundOrder(root.hasRefused() ? null : request, List.copyOf(problems), this);
  }

  private void put(StagedRow row) {
    SheetHeadings sheet = sheet(row);
    Map<Integer, Target> targets = sheet.targets(own.carrier().name());
    for (Cell cell : row.cells()) {
      Target target = targets.get(cell.column());
      if (target != null) {
        put(row, cell, target);
      } else {
        refuseForeign(row, cell, sheet);
      }
    }
  }

  private void put(StagedRow row, Cell cell, Target target) {
    Reading reading = reader.read(cell, target.form());
    Draft holder = root.holder(target, row);
    Shape.Field field =
        target.key() == null
            ? target.field()
            : Columns.entry(target.field()).field("value").orElseThrow();
    Origin origin = new Origin(row, cell);
    if (reading instanceof Refused refused) {
      add(row, cell, refused.why());
      holder.put(field, new Filled(null, origin));
      return;
    }
    Read read = (Read) reading;
    read.remarks().forEach(remark -> add(row, cell, remark));
    if (holder.slot(field) instanceof Filled earlier) {
      contradict(earlier, read.value(), row, cell);
    } else {
      holder.put(field, new Filled(read.value(), origin));
    }
  }

  private void contradict(Filled earlier, Object value, StagedRow row, Cell cell) {
    Origin origin = earlier.origin();
    boolean toldAsTwoOrders = !own.carrier().ordersSpanRows();
    if (origin == null || earlier.refused() || toldAsTwoOrders || value.equals(earlier.value())) {
      return;
    }
    Cell other = origin.cell();
    add(
        row,
        cell,
        new Finding(
            "contradiction",
            Severity.ERROR,
            "\"%s\" contradicts \"%s\" in %s of the same order."
                .formatted(
                    cell.text(),
                    other == null ? "" : other.text(),
                    reference(origin.row(), other, row)),
            "A value of the whole order must be the same in each of its rows, or stand in one of them"
                + " only."));
  }

  private static String reference(StagedRow row, @Nullable Cell cell, StagedRow from) {
    String place = (cell == null ? "row " : Cell.letters(cell.column())) + row.number();
    return row.sheet() == from.sheet() ? place : place + " of another sheet";
  }

  private void refuseForeign(StagedRow row, Cell cell, SheetHeadings sheet) {
    List<String> carriers = sheet.carriersOf(cell.column());
    if (!carriers.isEmpty()) {
      add(
          row,
          cell,
          new Finding(
              "not_this_carriers",
              Severity.ERROR,
              "%s has no such field; %s has."
                  .formatted(own.carrier().name(), String.join(" and ", carriers)),
              "Clear the cell, or move the value to the column of %s that is meant."
                  .formatted(own.carrier().name())));
    }
  }

  private void refuseRepeatedRows(@Nullable String orderRef) {
    Map<List<Cell>, StagedRow> seen = new HashMap<>();
    for (int i = 0; i < rows.size(); i++) {
      StagedRow row = rows.get(i);
      StagedRow earlier = seen.putIfAbsent(row.cells(), row);
      if (i > 0 && !own.carrier().ordersSpanRows()) {
        addAtOrderRef(
            row,
            new Finding(
                "order_twice",
                Severity.ERROR,
                "Row %s gives the order %s already, and an order of %s is one row."
                    .formatted(
                        reference(rows.get(0), null, row).replace("row ", ""),
                        orderRef,
                        own.carrier().name()),
                "Delete one of the rows, or give it an order_ref of its own."));
      } else if (earlier != null && earlier.sheet() == row.sheet()) {
        addAtOrderRef(
            row,
            new Finding(
                "row_repeated",
                Severity.WARNING,
                "This row is the same as row %d, so the order has its line twice."
                    .formatted(earlier.number()),
                "Delete the row if it was copied by mistake."));
      }
    }
  }

  private void explain(BrokenRule rule) {
    Location location = locate(own.columns().fieldOf(rule));
    if (!location.refused()) {
      String heading = headingOf(location);
      Optional<Integer> column = columnOf(location);
      add(location, Explanation.of(rule, heading, location, column.isPresent()));
    }
  }

  private Location locate(String path) {
    return FieldPath.parse(path)
        .map(parsed -> Location.of(parsed, root, rows))
        .orElseGet(() -> new Location("", rows.get(0), null, root.hasRefused(), null));
  }

  @Override
  public Problem at(
      @Nullable String path, String code, Severity severity, String message, String hint) {
    Location location = locate(path == null ? "" : path);
    return problem(location, new Finding(code, severity, message, hint));
  }

  @Override
  public Optional<String> heading(String path) {
    Location location = locate(path);
    return location.column().isEmpty() ? Optional.empty() : Optional.of(headingOf(location));
  }

  private Optional<Integer> columnOf(Location location) {
    Cell cell = location.cell();
    return cell != null
        ? Optional.of(cell.column())
        : sheet(location.row()).columnOf(own.carrier().name(), location.column());
  }

  private String headingOf(Location location) {
    String text = columnOf(location).map(column -> sheet(location.row()).text(column)).orElse(null);
    return text != null ? text : location.column().isEmpty() ? "The order" : location.column();
  }

  private void add(Location location, Finding finding) {
    problems.add(problem(location, finding));
  }

  private Problem problem(Location location, Finding finding) {
    Cell cell = location.cell();
    return problem(
        location.row(),
        columnOf(location).orElse(null),
        cell == null ? null : cell.text(),
        finding);
  }

  private void add(StagedRow row, Cell cell, Finding finding) {
    problems.add(problem(row, cell.column(), cell.text(), finding));
  }

  private void addAtOrderRef(StagedRow row, Finding finding) {
    Origin origin = orderRefOrigin(row);
    Cell cell = origin.cell();
    problems.add(
        problem(row, sheet(row).orderRefColumn(), cell == null ? null : cell.text(), finding));
  }

  private Problem problem(
      StagedRow row, @Nullable Integer column, @Nullable String value, Finding finding) {
    return new Problem(
        new Place(row.sheet(), row.number(), column),
        column == null ? null : sheet(row).text(column),
        value,
        finding.code(),
        finding.severity(),
        finding.message(),
        finding.hint());
  }

  private Origin orderRefOrigin(StagedRow row) {
    Integer column = sheet(row).orderRefColumn();
    Cell cell =
        row.cells().stream()
            .filter(each -> column != null && each.column() == column)
            .findFirst()
            .orElse(null);
    return new Origin(row, cell);
  }

  private SheetHeadings sheet(StagedRow row) {
    SheetHeadings sheet = sheets.get(row.sheet());
    if (sheet == null) {
      throw new IllegalStateException("No headings of sheet " + row.sheet());
    }
    return sheet;
  }
}
