package orderimport.benchmark;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.IntFunction;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/** Creates valid globalconnect files: 26 columns, three rows per order. */
public final class SiteFiles {
  private static final String[] HEADINGS = {
    "carrier",
    "order_ref",
    "order_type",
    "customer.id",
    "customer.invoice_group_id",
    "seller.id",
    "orderer.id",
    "contact.id",
    "created_by.id",
    "origin_system",
    "status",
    "to_address.street_name",
    "to_address.house_number",
    "to_address.postcode",
    "to_address.city",
    "to_address.country",
    "to_tech_contact.name",
    "to_tech_contact.email",
    "to_tech_contact.telephone",
    "requested_start_date",
    "contract_length",
    "new_lines.article_id",
    "new_lines.recurring_price",
    "new_lines.one_time_price",
    "new_lines.currency",
    "new_lines.number_of_items"
  };

  static final long COLUMNS = HEADINGS.length;

  private SiteFiles() {}

  private static String[] row(int i) {
    int order = i / 3;
    return new String[] {
      "globalconnect",
      "ORD-%07d".formatted(order),
      "NEW_SALE_DIRECT_ORDER",
      String.valueOf(100_000 + order % 1_000),
      String.valueOf(70_000 + order % 50),
      "2884815",
      "2788470",
      "2788470",
      "2884815",
      "YOURSYSTEM",
      "Offer",
      "Storgata " + order % 500,
      String.valueOf(order % 90 + 1),
      "%04d".formatted(order % 9_999),
      "OSLO",
      "NO",
      "Kari Nordmann " + order % 1_000,
      "kari%d@example.com".formatted(order),
      "+47" + (40_000_000 + order),
      "2026-12-%02d".formatted(order % 28 + 1),
      "24",
      String.valueOf(1_000 + i % 7),
      String.format(Locale.ROOT, "%d.50", 100 + i % 900),
      String.valueOf(i % 3 * 500),
      "NOK",
      String.valueOf(i % 4 + 1)
    };
  }

  private static String[] differentRow(int i) {
    int order = i / 3;
    String[] row = row(i);
    for (int column = 0; column < HEADINGS.length; column++) {
      switch (HEADINGS[column]) {
        case "customer.id",
            "customer.invoice_group_id",
            "seller.id",
            "orderer.id",
            "contact.id",
            "created_by.id" ->
            row[column] = String.valueOf(1_000_000 * (column + 1) + order);
        case "to_address.street_name", "to_address.city", "to_tech_contact.name" ->
            row[column] = HEADINGS[column] + " " + order;
        case "to_address.house_number" -> row[column] = String.valueOf(order);
        case "new_lines.article_id", "new_lines.recurring_price", "new_lines.one_time_price" ->
            row[column] = String.valueOf(i + column);
        default -> {}
      }
    }
    return row;
  }

  public static Path csv(Path folder, int rows) throws IOException {
    return csv(folder, "sites-%d.csv".formatted(rows), 0, rows, SiteFiles::row);
  }

  /** A file whose orders are those of the rows from {@code first} on. */
  static Path csv(Path folder, int first, int rows) throws IOException {
    return csv(folder, "sites-%d-%d.csv".formatted(first, rows), first, rows, SiteFiles::row);
  }

  /** A file in which each free text differs from order to order. */
  static Path heterogeneous(Path folder, int rows) throws IOException {
    return csv(folder, "different-%d.csv".formatted(rows), 0, rows, SiteFiles::differentRow);
  }

  private static Path csv(Path folder, String name, int first, int rows, IntFunction<String[]> row)
      throws IOException {
    Path file = folder.resolve(name);
    if (Files.notExists(file)) {
      try (BufferedWriter out = Files.newBufferedWriter(file)) {
        out.write(String.join(",", HEADINGS) + "\n");
        for (int i = first; i < first + rows; i++) {
          out.write(String.join(",", row.apply(i)) + "\n");
        }
      }
    }
    return file;
  }

  public static Path xlsx(Path folder, int rows) throws IOException {
    Path file = folder.resolve("sites-%d.xlsx".formatted(rows));
    if (Files.notExists(file)) {
      try (OutputStream out = Files.newOutputStream(file);
          Workbook workbook = new Workbook(out, "benchmark", "1.0")) {
        Worksheet sheet = workbook.newWorksheet("sites");
        for (int column = 0; column < HEADINGS.length; column++) {
          sheet.value(0, column, HEADINGS[column]);
        }
        for (int i = 0; i < rows; i++) {
          String[] row = row(i);
          for (int column = 0; column < row.length; column++) {
            sheet.value(i + 1, column, row[column]);
          }
          if (i % 1_000 == 999) {
            sheet.flush();
          }
        }
      }
    }
    return file;
  }
}
