package orderimport.report;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import orderimport.carrier.CarrierProperties;
import orderimport.carrier.OrderTracking.Offer;
import orderimport.carrier.OrderTracking.OfferCell;
import orderimport.problem.Text;
import orderimport.problem.TextRenderer;
import orderimport.spreadsheet.Cell;
import orderimport.spreadsheet.write.CellStyleName;
import orderimport.spreadsheet.write.CsvWriter;
import orderimport.spreadsheet.write.SheetColumn;
import orderimport.spreadsheet.write.SheetWriter;
import orderimport.spreadsheet.write.WorkbookWriter;
import org.jspecify.annotations.Nullable;

/**
 * Writes {@code tracking.csv}, and {@code offers.xlsx} if there are offers to order. The workbook
 * can be imported as it is: its headings are those of the form that orders on an offer.
 */
final class TrackingFiles {
  static final String CSV = "tracking.csv";
  static final String OFFERS = "offers.xlsx";
  static final List<String> NAMES = List.of(CSV, OFFERS);

  private static final String[] HEADINGS = {
    "carrier",
    "order_ref",
    "carrier_order_id",
    "carrier_status",
    "final",
    "since",
    "checked",
    "details"
  };
  private static final List<String> OFFER_HEADINGS = List.of("order_ref", "carrier");
  private static final List<String> NONE = List.of();
  private static final int WIDTH = 18;
  private static final int WIDTH_OF_ID = 28;

  /** The beginning of headings that the import ignores. */
  private static final String IGNORED = "_";

  private final TextRenderer texts;

  TrackingFiles(TextRenderer texts) {
    this.texts = texts;
  }

  /** The files of an import: none before a carrier was asked for one of its orders. */
  static List<String> names(Snapshot snapshot, long importId) throws SQLException {
    return snapshot
        .list(
            ResultTracking.FILES,
            importId,
            row -> row.getBoolean("offers") ? NAMES : row.getBoolean("asked") ? List.of(CSV) : NONE)
        .get(0);
  }

  /** Writes both, unless no carrier was asked yet. */
  void write(Snapshot snapshot, ImportHeader header, ResultFolder files)
      throws IOException, SQLException {
    if (names(snapshot, header.id()).isEmpty()) {
      return;
    }
    List<ResultTracking> withOffers = new ArrayList<>();
    try (CsvWriter csv = CsvWriter.create(files.file(CSV))) {
      csv.line(HEADINGS);
      snapshot.each(
          ResultTracking.SQL,
          header.id(),
          ResultTracking::read,
          order -> {
            add(order, header, csv);
            if (!order.offers().isEmpty()) {
              withOffers.add(order);
            }
          });
    }
    if (!withOffers.isEmpty()) {
      writeOffers(
          withOffers.stream()
              .flatMap(
                  order ->
                      order.offers().stream().map(offer -> new OfferRow(order.orderRef(), offer)))
              .toList(),
          header,
          files.file(OFFERS));
    }
  }

  private void add(ResultTracking order, ImportHeader header, CsvWriter csv) {
    csv.line(
        order.carrier(),
        order.orderRef(),
        order.carrierOrderId(),
        order.status(),
        String.valueOf(order.isFinal()),
        text(order.since()),
        text(order.checked()),
        details(order, header));
  }

  private static @Nullable String text(@Nullable Instant time) {
    return time == null ? null : time.toString();
  }

  private String details(ResultTracking order, ImportHeader header) {
    List<String> details = new ArrayList<>();
    String environment =
        header.environments().getOrDefault(order.carrier(), CarrierProperties.LIVE);
    if (!environment.equals(CarrierProperties.LIVE)) {
      details.add("environment=" + environment);
    }
    order.details().forEach(detail -> details.add(detail.name() + "=" + detail.value()));
    if (order.problem() != null) {
      details.add(texts.render(order.problem()));
    }
    return String.join("; ", details);
  }

  /** An offer, and the name of the order for which the carrier made it. */
  record OfferRow(String orderRef, Offer offer) {}

  /** Writes a workbook that orders on offers. */
  void writeOffers(List<OfferRow> rows, ImportHeader header, Path file) throws IOException {
    Map<String, Integer> columns = columns(rows);
    Text notLive = NotLive.sentence(header.environments());
    try (WorkbookWriter workbook = WorkbookWriter.create(file, header.fileTime());
        SheetWriter sheet =
            workbook.sheet(
                "Offers", sheetColumns(columns, notLive == null ? null : texts.render(notLive)))) {
      for (OfferRow row : rows) {
        sheet.text(0, row.orderRef(), CellStyleName.PLAIN);
        sheet.text(1, row.offer().carrier(), CellStyleName.PLAIN);
        for (OfferCell cell : row.offer().cells()) {
          add(cell, Objects.requireNonNull(columns.get(cell.heading())), sheet);
        }
        sheet.endRow();
      }
    }
  }

  /** The columns by heading; those for information only come last. */
  private static Map<String, Integer> columns(List<OfferRow> rows) {
    Map<String, Integer> columns = new LinkedHashMap<>();
    OFFER_HEADINGS.forEach(heading -> columns.put(heading, columns.size()));
    for (boolean ignored : new boolean[] {false, true}) {
      rows.stream()
          .flatMap(row -> row.offer().cells().stream())
          .map(OfferCell::heading)
          .filter(heading -> heading.startsWith(IGNORED) == ignored)
          .forEach(heading -> columns.putIfAbsent(heading, columns.size()));
    }
    return columns;
  }

  /**
   * @param notLive the comment of the first heading; null for none
   */
  private static List<SheetColumn> sheetColumns(
      Map<String, Integer> columns, @Nullable String notLive) {
    List<SheetColumn> sheetColumns =
        columns.keySet().stream()
            .map(TrackingFiles::sheetColumn)
            .collect(Collectors.toCollection(ArrayList::new));
    if (notLive != null) {
      sheetColumns.set(0, sheetColumns.get(0).marked(CellStyleName.HEADING, notLive));
    }
    return sheetColumns;
  }

  private static SheetColumn sheetColumn(String heading) {
    return heading.startsWith(IGNORED)
        ? SheetColumn.source(heading, CellStyleName.HEADING, WIDTH)
        : SheetColumn.result(
            heading, heading.matches("request|offer|customer|product") ? WIDTH_OF_ID : WIDTH);
  }

  private static void add(OfferCell cell, int column, SheetWriter sheet) {
    if (cell.isNumber()) {
      sheet.cell(
          column, new Cell(column, Cell.Kind.NUMBER, cell.value(), null), CellStyleName.PLAIN);
    } else {
      sheet.text(column, cell.value(), CellStyleName.PLAIN);
    }
  }
}
