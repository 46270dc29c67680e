package orderimport.report;

import static orderimport.report.ImportInDatabase.date;
import static orderimport.report.ImportInDatabase.number;
import static orderimport.report.ImportInDatabase.text;

import javax.sql.DataSource;
import orderimport.carrier.Carriers;
import orderimport.heading.HeadingAliases;
import orderimport.heading.HeadingCatalog;

/** An import with every outcome: one sheet, with each status at least once. */
final class Sites {

  static final HeadingCatalog HEADINGS =
      new HeadingCatalog(Carriers.registered(), HeadingAliases.NONE);

  private Sites() {}

  static ImportInDatabase of(DataSource dataSource) {
    ImportInDatabase sites =
        ImportInDatabase.of(dataSource)
            .sheet(
                0,
                "Sites",
                "order_ref",
                "carrier",
                "Postnr",
                "phone",
                "date",
                "price",
                "",
                "notes");
    row(sites, 3, "granite", "A-1", "0579", "+47 22 33 44 55");
    row(sites, 4, "granite", "A-1", "0580", "+47 22 33 44 55");
    row(sites, 6, "granite", "A-2", "12345", "=cmd|'/c calc'!A1");
    row(sites, 7, "granite", "A-3", "123", "@SUM(A1)");
    row(sites, 8, "granite", "A-3", "0579", "-1.5");
    row(sites, 9, "telecomx", "B-1", "0101", "1");
    row(sites, 10, "telecomx", "B-2", "0102", "1");
    row(sites, 11, "telecomx", "B-3", "0103", "1");
    row(sites, 12, "telecomx", "B-4", "0104", "1");
    sites.row(0, 13, null, null, text(2, "0105"), text(6, "beside the headings"));
    sites.row(0, 14, true, "granite", "A-1", text(0, "A-1"), text(1, "granite"));
    String granted = "{\"opportunity_id\": \"0061\", \"order_status\": \"submitted\"}";
    return sites
        .order(
            "granite",
            "A-1",
            "ACCEPTED",
            "{\"order_name\":\"A-1\",\"n\":1.50}",
            "0061",
            200,
            granted)
        .order(
            "granite", "A-2", "REJECTED", "{\"order_name\":\"A-2\"}", null, 400, "<html>no</html>")
        .order("granite", "A-3", "INVALID")
        .order("telecomx", "B-1", "DUPLICATE")
        .order("telecomx", "B-2", "HELD", "{}", null, null, null)
        .order("telecomx", "B-3", "IN_DOUBT", "{}", null, null, null)
        .order("telecomx", "B-4", "SENDING", "{}", null, null, null)
        .problem(null, null, null, null, null, "NOTICE", "The file was read as a workbook.")
        .problem(0, null, 7, "notes", null, "WARNING", "No carrier has a column called notes.")
        .problem(0, 6, 3, "phone", "=cmd|'/c calc'!A1", "ERROR", "The carrier says: no phone.")
        .problem(0, 7, 2, "Postnr", "123", "ERROR", "123 has three digits, a postcode has four.")
        .problem(0, 7, 4, "date", null, "ERROR", "The date is missing.")
        .problem(0, 8, 2, "Postnr", "0579", "WARNING", "The zero in front was put back.")
        .problem(0, 13, 0, "order_ref", null, "ERROR", "The order's name is missing.");
  }

  private static void row(
      ImportInDatabase sites, int row, String carrier, String ref, String zip, String phone) {
    sites.row(
        0,
        row,
        carrier,
        ref,
        text(0, ref),
        text(1, carrier),
        text(2, zip),
        text(3, phone),
        date(4, "2026-03-04", "dd.mm.yyyy"),
        number(5, "1234.5", "#,##0.00"),
        text(7, "a <b>note</b> & \"more\""));
  }
}
