package orderimport.report;

import java.util.List;
import orderimport.carrier.WebAddress;
import orderimport.spreadsheet.write.CellStyleName;
import orderimport.spreadsheet.write.SheetColumn;
import orderimport.spreadsheet.write.SheetWriter;
import orderimport.spreadsheet.write.WorkbookWriter;

/** Writes the sheet with all orders. */
final class OrdersSheet implements AutoCloseable {

  private static final int MAX_RESPONSE_LENGTH = 2_000;
  private static final int LINK = 4;

  private final MultiSheetTable table;
  private final boolean severalSheets;

  OrdersSheet(WorkbookWriter workbook, boolean severalSheets) {
    this.severalSheets = severalSheets;
    this.table =
        new MultiSheetTable(
            workbook,
            "Orders",
            List.of(
                SheetColumn.result("carrier", 22),
                SheetColumn.result("order_ref", 20),
                SheetColumn.result("status", 14),
                SheetColumn.result("carrier_order_id", 30),
                SheetColumn.result("link", 36),
                SheetColumn.result("rows", 18),
                SheetColumn.result("attempts", 12),
                SheetColumn.result("response", 60),
                SheetColumn.result("environment", 14)));
  }

  void add(ResultOrder order) {
    SheetWriter sheet = table.sheet();
    sheet.text(0, order.carrier(), CellStyleName.PLAIN);
    sheet.text(1, order.orderRef(), CellStyleName.PLAIN);
    sheet.text(2, order.status().name(), order.status().style());
    sheet.text(3, order.carrierOrderId(), CellStyleName.PLAIN);
    sheet.text(LINK, order.link(), CellStyleName.LINK);
    WebAddress.parse(order.link()).ifPresent(link -> sheet.linkOut(LINK, link));
    sheet.text(5, RowLocation.text(order.rows(), severalSheets), CellStyleName.PLAIN);
    sheet.number(6, order.attempts());
    sheet.text(7, order.responseText(MAX_RESPONSE_LENGTH), CellStyleName.PLAIN);
    sheet.text(8, order.environment(), CellStyleName.PLAIN);
    sheet.endRow();
  }

  @Override
  public void close() {
    table.close();
  }
}
