package orderimport.column;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import orderimport.carrier.Carrier;
import orderimport.carrier.CarrierSettings;
import orderimport.carrier.Carriers;
import orderimport.carrier.CarriersSettings;
import orderimport.carrier.RequestConstraints;
import orderimport.carrier.RequestRules;
import orderimport.imports.ImportOptions;
import orderimport.imports.Problem;
import orderimport.imports.StagedRow;

/** Binds orders' rows to the carriers' requests. Thread-safe. */
public final class OrderBinder {
  private final RequestRules rules;
  private final Map<String, ForCarrier> byCarrier = new HashMap<>();

  /** What binding needs to know of a carrier. */
  record ForCarrier(Columns columns, Target orderRef, Defaults defaults, CarrierSettings settings) {
    Carrier carrier() {
      return columns.carrier();
    }
  }

  /**
   * @throws orderimport.carrier.SettingException if the settings of a carrier have a default that
   *     cannot be read or sent
   */
  public OrderBinder(
      Carriers carriers, Headings headings, CarriersSettings settings, RequestRules rules) {
    this.rules = rules;
    for (Carrier carrier : carriers.all()) {
      RequestConstraints.requireWords(carrier);
      Columns columns = headings.of(carrier.name());
      CarrierSettings own = settings.of(carrier);
      byCarrier.put(
          carrier.name(),
          new ForCarrier(
              columns,
              columns.find(carrier.orderRefPath()).orElseThrow(),
              new Defaults(columns, own, rules),
              own));
    }
  }

  /**
   * Readers of cells, by carrier.
   *
   * @param textFile whether the cells come from a text file
   */
  Map<String, CellReader> readers(ImportOptions options, boolean textFile) {
    Map<String, CellReader> readers = new HashMap<>();
    byCarrier.forEach(
        (name, own) -> readers.put(name, new CellReader(options, own.settings().zone(), textFile)));
    return readers;
  }

  /**
   * Binds the rows of one order.
   *
   * @param carrier a carrier's name
   * @param rows at least one, in the file's order
   * @param sheets the headings of the rows' sheets, by the sheet's position
   * @param repeated reports rows that are in the file more than once
   */
  BoundOrder bind(
      String carrier,
      String orderRef,
      List<StagedRow> rows,
      Map<Integer, SheetHeadings> sheets,
      CellReader reader,
      RepeatedRows repeated) {
    ForCarrier own = of(carrier);
    return own.carrier().ordersSpanRows() || rows.size() == 1
        ? new Binding(own, rows, sheets, reader).bind(orderRef, rules, repeated)
        : bindApart(own, orderRef, rows, sheets, reader, repeated);
  }

  /** Each row is an order by itself, so they are not compared; the others are one too many. */
  private BoundOrder bindApart(
      ForCarrier own,
      String orderRef,
      List<StagedRow> rows,
      Map<Integer, SheetHeadings> sheets,
      CellReader reader,
      RepeatedRows repeated) {
    StagedRow first = rows.get(0);
    BoundOrder bound =
        new Binding(own, List.of(first), sheets, reader).bind(orderRef, rules, repeated);
    List<Problem> problems = new ArrayList<>(bound.problems());
    CellPlaces places =
        new CellPlaces(own.columns(), new Draft(own.columns().root(), first), rows, sheets);
    Spellings.among(rows, places, problems::add);
    repeated.onCopies(rows, places, problems::add);
    for (StagedRow row : rows.subList(1, rows.size())) {
      problems.add(
          places.atOrderRef(row, RepeatedRows.second(first, row, places, own.carrier().name())));
      problems.addAll(new Binding(own, List.of(row), sheets, reader).problemsOfCells(rules));
    }
    return new BoundOrder(bound.request(), List.copyOf(problems), bound.places());
  }

  /** Whether an order of a carrier can have several rows. */
  boolean spansRows(String carrier) {
    return of(carrier).carrier().ordersSpanRows();
  }

  /** What is wrong with a row whose order nobody knows. */
  List<Problem> problemsAlone(
      String carrier, StagedRow row, Map<Integer, SheetHeadings> sheets, CellReader reader) {
    return new Binding(of(carrier), List.of(row), sheets, reader).problemsAlone(rules);
  }

  private ForCarrier of(String carrier) {
    ForCarrier own = byCarrier.get(carrier);
    if (own == null) {
      throw new IllegalArgumentException("No carrier " + carrier);
    }
    return own;
  }
}
