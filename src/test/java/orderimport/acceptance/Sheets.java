package orderimport.acceptance;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Sheets of valid orders, whose references are a prefix, a dash and a number from 0. */
final class Sheets {
  private Sheets() {}

  /** Each order has two items. */
  static String granite(String prefix, int orders) {
    return "carrier,order_ref,quote_request_id,requester,customer_name,order_items.location_id,"
        + "order_items.formal_product_id,order_items.local_contact_name,"
        + "order_items.location_contact_email,order_items.local_contact_phone,"
        + "order_items.business_name,order_items.account_macnum\n"
        + IntStream.range(0, 2 * orders)
            .mapToObj(
                row ->
                    "granite,%s-%d,1d7c6e52-93f4-4b60-8a2e-0c5b7d9e4f31,Ann Lee,Harbor Bakeries,"
                            .formatted(prefix, row / 2)
                        + "a3e1f9d0-6c2b-4f7a-b8d5-2e9c%08x,".formatted(row)
                        + "5b8f0d3c-7e1a-4c96-9d42-f3a6b0c8e5d7,Sam Cole,sam@example.com,"
                        + "617-555-0137,Bakery %d,00412233\n".formatted(row))
            .collect(Collectors.joining());
  }

  /** Requests for a reseller, or for a customer. */
  static String telecomx(String prefix, int orders, String owner) {
    String id =
        owner.equals("customer") ? TelecomXCounterpart.CUSTOMER : TelecomXCounterpart.RESELLER;
    return "carrier,order_ref,type,%s,address.address,address.zip,address.city,ipAddresses\n"
            .formatted(owner)
        + IntStream.range(0, orders)
            .mapToObj(
                row ->
                    "telecomx,%s-%d,Fiber,%s,Vallensbækvej %d,2605,Brøndby,8\n"
                        .formatted(prefix, row, id, row + 1))
            .collect(Collectors.joining());
  }

  /** Each order has two lines. */
  static String globalconnect(String prefix, int orders) {
    return "carrier,order_ref,order_type,to_address.gab_id,customer.id,new_lines.article_id,"
        + "new_lines.recurring_price,new_lines.currency\n"
        + IntStream.range(0, 2 * orders)
            .mapToObj(
                row ->
                    "globalconnect,%s-%d,NEW_SALE,223864814,136748,A%d,%d.5,NOK\n"
                        .formatted(prefix, row / 2, row, 100 + row))
            .collect(Collectors.joining());
  }

  static String globalconnectTesting(String prefix, int orders) {
    return "carrier,order_ref,orderType,toAddress.gabId,customer.id,new_lines.articleId\n"
        + IntStream.range(0, orders)
            .mapToObj(
                row ->
                    "globalconnect-testing,%s-%d,NEW_SALE,223864814,136748,%d\n"
                        .formatted(prefix, row, 22_000_080 + row))
            .collect(Collectors.joining());
  }
}
