package orderimport.roundtrip;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A row without mistakes.
 *
 * @param number in the ignored column {@code _nr}, which identifies the row
 * @param cells by heading: a text, a number, a date, or nothing
 */
record Site(String sheet, int number, Map<String, Object> cells) {

  static Site granite(int number, int order) {
    Map<String, Object> cells = commonCells(number, "G-%03d".formatted(order));
    cells.put("quote_request_id", "3F2B8C1E-5A47-4D0B-9C8E-%012d".formatted(order + 1));
    cells.put("requester", "Maria Jensen");
    cells.put("customer_name", "Acme Stores Inc. " + order);
    cells.put("order_items.location_id", "7c9e6679-7425-40de-944b-%012d".formatted(number + 1));
    cells.put("order_items.formal_product_id", "550e8400-e29b-41d4-a716-446655440000");
    cells.put("order_items.local_contact_name", "Åse Ødegård");
    cells.put("order_items.location_contact_email", "site%d@example.com".formatted(number));
    cells.put("order_items.local_contact_phone", "+47 22 33 %02d 55".formatted(number % 100));
    cells.put("order_items.business_name", "=Acme \"Nord\" & Søn");
    cells.put("order_items.network_monitoring_package", "enhanced");
    cells.put("order_items.account_macnum", "01%06d".formatted(number));
    return new Site("granite", number, cells);
  }

  static Site globalConnect(int number, int order, LocalDate day) {
    Map<String, Object> cells = commonCells(number, "N-%03d".formatted(order));
    cells.put("carrier", "globalconnect");
    cells.put("order_type", "NEW_SALE_DIRECT_ORDER");
    cells.put("customer.id", 136748.0);
    cells.put("to_address.street_name", "Karvesvingen");
    cells.put("to_address.house_number", 3.0);
    cells.put("to_address.postcode", "0579");
    cells.put("to_address.city", "Oslo");
    cells.put("requested_date", day);
    cells.put("new_lines.article_id", "1234");
    cells.put("new_lines.recurring_price", 1499.5);
    cells.put("new_lines.currency", "NOK");
    cells.put("new_lines.number_of_items", 1.0);
    return new Site("Utrulling Norge", number, cells);
  }

  static Site telecomX(int number, LocalDate day) {
    Map<String, Object> cells = commonCells(number, "T-%03d".formatted(number));
    cells.put("type", "FIBER");
    cells.put("reseller", "5a1b2c3d4e5f60718293a4b5");
    cells.put("product", "5a1b2c3d4e5f60718293a4b6");
    cells.put("address.address", "Vestergade 12, 2. tv.");
    cells.put("address.zip", 8000.0);
    cells.put("address.city", "Aarhus C");
    cells.put("ipAddresses", 8.0);
    cells.put("startDate", day);
    cells.put("installTime", "7_30_TO_12");
    cells.put("installCallNumber", "70 12 34 56");
    cells.put("commitment1", "ja");
    return new Site("telecomx", number, cells);
  }

  private static Map<String, Object> commonCells(int number, String ref) {
    Map<String, Object> cells = new LinkedHashMap<>();
    cells.put("_nr", (double) number);
    cells.put("order_ref", ref);
    return cells;
  }
}
