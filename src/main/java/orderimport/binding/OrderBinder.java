package orderimport.binding;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import orderimport.binding.value.CellReader;
import orderimport.carrier.Carrier;
import orderimport.carrier.CarrierProperties;
import orderimport.carrier.Carriers;
import orderimport.carrier.InvalidConfigurationException;
import orderimport.carrier.OrderImportProperties;
import orderimport.carrier.RequestConstraints;
import orderimport.carrier.RequestValidator;
import orderimport.heading.CarrierColumns;
import orderimport.heading.FieldTarget;
import orderimport.heading.HeadingCatalog;
import orderimport.heading.SheetHeader;
import orderimport.imports.ImportOptions;
import orderimport.imports.StagedRow;
import orderimport.problem.Problem;
import org.jspecify.annotations.Nullable;

/** Binds the rows of orders to the carriers' requests. Thread-safe. */
public final class OrderBinder {
  private final RequestValidator rules;
  private final Map<String, CarrierBinding> byCarrier = new HashMap<>();

  /**
   * The binding metadata of a carrier.
   *
   * @param orderRef the field that gets the {@code order_ref}; null if the request has none
   */
  record CarrierBinding(
      CarrierColumns columns,
      @Nullable FieldTarget orderRef,
      Defaults defaults,
      CarrierProperties settings) {
    Carrier carrier() {
      return columns.carrier();
    }
  }

  /**
   * @throws InvalidConfigurationException if a carrier's settings have a default that cannot be
   *     parsed or sent, or if its request cannot be validated
   */
  public OrderBinder(
      Carriers carriers,
      HeadingCatalog headingCatalog,
      OrderImportProperties settings,
      RequestValidator rules) {
    this.rules = rules;
    for (Carrier carrier : carriers.all()) {
      RequestConstraints.requireMessages(carrier);
      CarrierColumns carrierColumns = headingCatalog.of(carrier.name());
      SampleRequest.requireValidatable(carrierColumns, rules);
      requireHeaderFields(carrierColumns);
      CarrierProperties connection = settings.of(carrier);
      byCarrier.put(
          carrier.name(),
          new CarrierBinding(
              carrierColumns,
              orderRef(carrierColumns),
              new Defaults(carrierColumns, connection, rules),
              connection));
    }
  }

  private static @Nullable FieldTarget orderRef(CarrierColumns carrierColumns) {
    String path = carrierColumns.carrier().orderRefPath();
    return path == null ? null : carrierColumns.find(path).orElseThrow();
  }

  private static void requireHeaderFields(CarrierColumns carrierColumns) {
    Carrier carrier = carrierColumns.carrier();
    carrier
        .headers()
        .fields()
        .forEach(
            (header, path) -> {
              if (carrierColumns
                  .find(path)
                  .filter(target -> target.stepsToEntry() == 0 && !target.spec().list())
                  .isEmpty()) {
                throw new InvalidConfigurationException(
                    "The header %s of %s is to carry %s, which is not a single field of the request."
                        .formatted(header, carrier.name(), path));
              }
            });
  }

  /**
   * The cell readers by carrier.
   *
   * @param textFile whether the cells come from a text file
   */
  Map<String, CellReader> readers(ImportOptions options, boolean textFile) {
    Map<String, CellReader> readers = new HashMap<>();
    byCarrier.forEach(
        (name, binding) ->
            readers.put(name, new CellReader(options, binding.settings().zone(), textFile)));
    return readers;
  }

  /**
   * Binds the rows of one order.
   *
   * @param carrier a carrier's name
   * @param rows at least one, in the file's order
   * @param sheets the headers of the rows' sheets, by sheet position
   * @param duplicates reports rows that are in the file more than once
   */
  BoundOrder bind(
      String carrier,
      String orderRef,
      List<StagedRow> rows,
      Map<Integer, SheetHeader> sheets,
      CellReader reader,
      DuplicateRowCheck duplicates) {
    CarrierBinding binding = of(carrier);
    return binding.carrier().ordersSpanRows() || rows.size() == 1
        ? new OrderBindingSession(binding, rows, sheets, reader).bind(orderRef, rules, duplicates)
        : bindSingleRowOrders(binding, orderRef, rows, sheets, reader, duplicates);
  }

  /** Each row is its own order, so the rows are not compared; all but the first are errors. */
  private BoundOrder bindSingleRowOrders(
      CarrierBinding binding,
      String orderRef,
      List<StagedRow> rows,
      Map<Integer, SheetHeader> sheets,
      CellReader reader,
      DuplicateRowCheck duplicates) {
    StagedRow first = rows.get(0);
    BoundOrder bound =
        new OrderBindingSession(binding, List.of(first), sheets, reader)
            .bind(orderRef, rules, duplicates);
    List<Problem> problems = new ArrayList<>(bound.problems());
    CellLocator locator =
        new CellLocator(
            binding.columns(), new RecordBuilder(binding.columns().root(), first), rows, sheets);
    OrderRefSpellingCheck.among(rows, locator, problems::add);
    duplicates.onCopies(rows, locator, problems::add);
    for (StagedRow row : rows.subList(1, rows.size())) {
      problems.add(
          locator.atOrderRef(
              row, DuplicateRowCheck.second(first, row, locator, binding.carrier())));
      problems.addAll(
          new OrderBindingSession(binding, List.of(row), sheets, reader).problemsOfCells(rules));
    }
    return new BoundOrder(
        bound.request(), List.copyOf(problems), bound.places(), bound.draft(), bound.information());
  }

  /** Whether an order of a carrier can have several rows. */
  boolean spansRows(String carrier) {
    return of(carrier).carrier().ordersSpanRows();
  }

  /** The problems of a row without a known order. */
  List<Problem> validateUnassignedRow(
      String carrier, StagedRow row, Map<Integer, SheetHeader> sheets, CellReader reader) {
    return new OrderBindingSession(of(carrier), List.of(row), sheets, reader)
        .validateUnassignedRow(rules);
  }

  private CarrierBinding of(String carrier) {
    CarrierBinding binding = byCarrier.get(carrier);
    if (binding == null) {
      throw new IllegalArgumentException("No carrier " + carrier);
    }
    return binding;
  }
}
