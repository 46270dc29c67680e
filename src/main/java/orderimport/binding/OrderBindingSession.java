package orderimport.binding;

import static java.util.Comparator.comparing;
import static java.util.Comparator.naturalOrder;
import static java.util.Comparator.nullsFirst;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import orderimport.binding.FieldSlot.FilledValue;
import orderimport.binding.FieldSlot.Origin;
import orderimport.binding.OrderBinder.CarrierBinding;
import orderimport.binding.RowValues.ReadCell;
import orderimport.binding.value.CellReader;
import orderimport.binding.value.ParseResult.Issue;
import orderimport.binding.value.ParseResult.Parsed;
import orderimport.binding.value.ParseResult.Rejected;
import orderimport.carrier.RequestHeaders;
import orderimport.carrier.RequestJson;
import orderimport.carrier.RequestValidator;
import orderimport.heading.CellText;
import orderimport.heading.FieldTarget;
import orderimport.heading.RequestSchema;
import orderimport.heading.SheetHeader;
import orderimport.imports.StagedRow;
import orderimport.problem.CellProblem;
import orderimport.problem.Phrase;
import orderimport.problem.Problem;
import orderimport.problem.Problem.Location;
import orderimport.spreadsheet.Cell;
import org.jspecify.annotations.Nullable;

/** Binds one order: collects its cells in a {@link RecordBuilder}, builds and validates it. */
final class OrderBindingSession {
  static final Comparator<Problem> BY_LOCATION =
      comparing(
          Problem::location,
          comparing(Location::sheet, nullsFirst(naturalOrder()))
              .thenComparing(Location::row, nullsFirst(naturalOrder()))
              .thenComparing(Location::column, nullsFirst(naturalOrder())));

  /** The problem of a value that is sent in an HTTP header. */
  private static final Issue UNSENDABLE = Issue.error(CellProblem.WRONG_FORM_HEADER);

  private final CarrierBinding binding;
  private final List<StagedRow> rows;
  private final CellReader reader;
  private final RecordBuilder root;
  private final CellLocator locator;
  private final List<Problem> problems = new ArrayList<>();
  private final Map<String, String> information = new TreeMap<>();

  /**
   * @param rows at least one, in the file's order
   */
  OrderBindingSession(
      CarrierBinding binding,
      List<StagedRow> rows,
      Map<Integer, SheetHeader> sheets,
      CellReader reader) {
    this.binding = binding;
    this.rows = rows;
    this.reader = reader;
    this.root = new RecordBuilder(binding.columns().root(), rows.get(0));
    this.locator = new CellLocator(binding.columns(), root, rows, sheets);
  }

  /** Binds an order. */
  BoundOrder bind(String orderRef, RequestValidator rules, DuplicateRowCheck duplicates) {
    ConstraintChecker check = prepared(rules, orderRef);
    OrderRefSpellingCheck.among(rows, locator, problems::add);
    duplicates.onCopies(rows, locator, problems::add);
    duplicates.among(binding.carrier().name(), rows, root, locator, problems::add);
    Record request = root.build();
    problems.addAll(check.of(request, rows.get(0)));
    checkHeaders(request);
    return new BoundOrder(
        root.hasRejected() ? null : request, inOrder(), locator, request, information);
  }

  private void checkHeaders(Record request) {
    RequestHeaders headers = binding.carrier().headers();
    if (headers.fields().isEmpty()) {
      return;
    }
    Map<String, String> values = headers.of(RequestJson.write(request));
    headers
        .fields()
        .forEach(
            (header, path) -> {
              String value = values.get(header);
              if (value != null && !RequestHeaders.isSendable(value)) {
                FieldLocation location = locator.locate(path);
                boolean isOrderRef =
                    location.cell() == null && path.equals(binding.carrier().orderRefPath());
                problems.add(
                    isOrderRef
                        ? locator.atOrderRef(rows.get(0), UNSENDABLE)
                        : locator.problem(location, UNSENDABLE));
              }
            });
  }

  /**
   * The problems of a row without a known order. Missing values are not reported if orders span
   * rows, since another row of the order may have them.
   */
  List<Problem> validateUnassignedRow(RequestValidator rules) {
    if (binding.carrier().ordersSpanRows()) {
      return problemsOfCells(rules);
    }
    ConstraintChecker check = prepared(rules, null);
    problems.addAll(check.of(root.build(), rows.get(0)));
    return inOrder();
  }

  /** The problems of the filled cells themselves. */
  List<Problem> problemsOfCells(RequestValidator rules) {
    ConstraintChecker check = prepared(rules, null);
    problems.addAll(check.ofFilledCells(root.build()));
    return inOrder();
  }

  private ConstraintChecker prepared(RequestValidator rules, @Nullable String orderRef) {
    rows.forEach(this::put);
    fillOrderRef(orderRef);
    binding.defaults().fill(root);
    return new ConstraintChecker(rules, binding.columns(), root, locator);
  }

  private List<Problem> inOrder() {
    if (problems.size() > 1) {
      problems.sort(BY_LOCATION);
    }
    return List.copyOf(problems);
  }

  private void fillOrderRef(@Nullable String orderRef) {
    FieldTarget orderRefField = binding.orderRef();
    if (orderRefField != null && root.slot(orderRefField.field()) == null) {
      root.put(orderRefField.field(), new FilledValue(orderRef, new Origin(rows.get(0), null)));
    }
  }

  private void put(StagedRow row) {
    SheetHeader sheet = locator.sheet(row);
    List<ReadCell> readCells = new ArrayList<>();
    for (Cell cell : row.cells()) {
      if (CellText.isBlank(cell)) {
        continue;
      }
      FieldTarget fieldTarget = sheet.target(binding.carrier().name(), cell.column());
      if (fieldTarget != null && fieldTarget.field().informative()) {
        information.putIfAbsent(fieldTarget.path(), CellText.strip(cell.text()));
        continue;
      }
      if (fieldTarget != null) {
        readCells.add(
            new ReadCell(cell, fieldTarget, reader.read(sheet.matched(cell), fieldTarget.spec())));
      } else if (Integer.valueOf(cell.column()).equals(sheet.orderRefColumn())) {
        OrderRefParser.issues(cell)
            .forEach(issue -> problems.add(locator.problem(row, cell, issue)));
      } else {
        rejectForeign(row, cell, sheet);
        if (cell.strike() == Cell.Strike.WHOLE
            && Integer.valueOf(cell.column()).equals(sheet.carrierColumn())) {
          problems.add(locator.problem(row, cell, CellReader.struck(cell)));
        }
      }
    }
    RowValues rowValues = new RowValues(readCells);
    readCells.forEach(each -> put(row, each, rowValues));
  }

  private void put(StagedRow row, ReadCell readCell, RowValues rowValues) {
    Cell cell = readCell.cell();
    RecordBuilder holder = root.holder(readCell.target(), row, rowValues);
    RequestSchema.Field field = readCell.target().valueField();
    Origin origin = new Origin(row, cell);
    if (readCell.parseResult() instanceof Rejected rejected) {
      problems.add(locator.problem(row, cell, rejected.why()));
      holder.put(field, new FilledValue(null, origin));
      return;
    }
    Parsed parsed = (Parsed) readCell.parseResult();
    parsed.issues().forEach(issue -> problems.add(locator.problem(row, cell, issue)));
    if (holder.slot(field) instanceof FilledValue earlier) {
      contradict(earlier, parsed.value(), row, cell);
    } else {
      holder.put(field, new FilledValue(parsed.value(), origin));
    }
  }

  private void contradict(FilledValue earlier, Object value, StagedRow row, Cell cell) {
    Origin origin = earlier.origin();
    Cell other = origin == null ? null : origin.cell();
    if (origin == null || other == null || earlier.isRejected() || same(value, earlier.value())) {
      return;
    }
    problems.add(
        locator.problem(
            row,
            cell,
            Issue.error(
                CellProblem.CONTRADICTION,
                CellText.strip(cell.text()),
                locator.name(row, cell, row),
                CellText.strip(other.text()),
                locator.name(origin.row(), other, row))));
  }

  private static boolean same(Object value, @Nullable Object earlier) {
    return value instanceof BigDecimal number && earlier instanceof BigDecimal other
        ? number.compareTo(other) == 0
        : value.equals(earlier);
  }

  private void rejectForeign(StagedRow row, Cell cell, SheetHeader sheet) {
    Map<String, FieldTarget> meanings = sheet.meanings(cell.column());
    if (!meanings.isEmpty()) {
      String carrier = binding.carrier().name();
      problems.add(
          locator.problem(
              row,
              cell,
              Issue.error(CellProblem.NOT_THIS_CARRIERS, Phrase.and(meanings.keySet()), carrier)));
    }
  }
}
