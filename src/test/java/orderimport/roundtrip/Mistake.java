package orderimport.roundtrip;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A wrong value that was typed into a cell; null if the cell was left blank. */
record Mistake(String kind, String sheet, int number, String heading, Object typed) {

  /** An error value, as of a failed formula. */
  static final Object ERROR_VALUE = new Object();

  private record Kind(String name, String heading, Object typed) {}

  private static final List<Kind> GRANITE =
      List.of(
          new Kind("required cell left blank", "order_items.local_contact_name", null),
          new Kind("e-mail without a domain", "order_items.location_contact_email", "john@"),
          new Kind("text that is not a phone number", "order_items.local_contact_phone", "ring me"),
          new Kind("allowed value misspelt", "order_items.network_monitoring_package", "enhansed"),
          new Kind("id cut short", "order_items.location_id", "7c9e6679-7425-40de"),
          new Kind("contradiction within an order", "customer_name", "Acme Shops"),
          new Kind("digits lost", "order_items.account_macnum", 1.234567890123e19),
          new Kind(
              "id that the carrier does not find",
              "order_items.formal_product_id",
              "not-a-product"));

  private static final List<Kind> NORWAY =
      List.of(
          new Kind("letter O in a postcode", "to_address.postcode", "O579"),
          new Kind("line without its article", "new_lines.article_id", null),
          new Kind("ambiguous date", "requested_date", "03/04/2026"),
          new Kind("ambiguous number", "new_lines.recurring_price", "1,499"),
          new Kind("negative price", "new_lines.recurring_price", -5.0),
          new Kind("none ordered", "new_lines.number_of_items", 0.0),
          new Kind("text for a number", "customer.id", "Acme"),
          new Kind("price without currency", "new_lines.currency", null),
          new Kind("error value", "to_address.house_number", ERROR_VALUE),
          new Kind("carrier misspelt", "carrier", "globalconect"));

  private static final List<Kind> DENMARK =
      List.of(
          new Kind("no order_ref", "order_ref", null),
          new Kind("type misspelt", "type", "FIBRE"),
          new Kind("number not on offer", "ipAddresses", 3.0),
          new Kind("date far away", "startDate", "2019-01-01"),
          new Kind("time of day unknown", "installTime", "7:30-12"),
          new Kind("product that the carrier does not find", "product", "000000000000000000000000"),
          new Kind("zip beyond 9999", "address.zip", 80000.0));

  static List<Mistake> plan(List<Site> sites) {
    List<Mistake> mistakes = new ArrayList<>();
    Map.of("granite", GRANITE, "Utrulling Norge", NORWAY, "telecomx", DENMARK)
        .forEach(
            (sheet, kinds) -> {
              List<Site> rows = sites.stream().filter(site -> site.sheet().equals(sheet)).toList();
              for (int i = 0; i < kinds.size() * 3; i++) {
                Kind kind = kinds.get(i % kinds.size());
                Site site = rows.get(3 + i * (rows.size() - 8) / (kinds.size() * 3));
                mistakes.add(
                    new Mistake(kind.name, sheet, site.number(), kind.heading, kind.typed));
              }
            });
    return mistakes;
  }
}
