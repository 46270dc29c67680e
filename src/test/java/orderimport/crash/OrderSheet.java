package orderimport.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A sheet of valid orders. */
final class OrderSheet {
  private static final String HEADINGS =
      "carrier,order_ref,order_type,to_address.gab_id,customer.id,new_lines.article_id,"
          + "toAddress.gabId,new_lines.articleId,"
          + "quote_request_id,requester,customer_name,order_items.location_id,"
          + "order_items.formal_product_id,order_items.local_contact_name,"
          + "order_items.location_contact_email,order_items.local_contact_phone,"
          + "order_items.business_name,order_items.account_macnum,"
          + "type,address.address,address.zip,address.city,ipAddresses";

  private final List<String> lines = new ArrayList<>(List.of(HEADINGS));
  private final List<String> orders = new ArrayList<>();

  /** Adds an order of two rows; of one for telecomx, whose orders have a single line. */
  OrderSheet order(String carrier, String orderRef) {
    orders.add(carrier + " " + orderRef);
    for (int i = 0; i < (carrier.equals("telecomx") ? 1 : 2); i++) {
      lines.add(carrier + "," + orderRef + "," + fields(carrier, orders.size() + 1000 * i));
    }
    return this;
  }

  /** Adds that many orders, for the four carriers in turn. */
  OrderSheet orders(String prefix, int count) {
    String[] carriers = {"globalconnect", "globalconnect-testing", "granite", "telecomx"};
    for (int i = 0; i < count; i++) {
      order(carriers[i % carriers.length], prefix + "-" + i);
    }
    return this;
  }

  /** Adds orders of one row each that are not valid, as most of their fields are blank. */
  OrderSheet invalidOrders(String prefix, int count) {
    for (int i = 0; i < count; i++) {
      orders.add("granite " + prefix + "-" + i);
      lines.add("granite," + prefix + "-" + i + "," + ",".repeat(20));
    }
    return this;
  }

  private static String fields(String carrier, int number) {
    return switch (carrier) {
      case "globalconnect" -> "NEW_SALE,223864814,136748,A%d".formatted(number);
      case "globalconnect-testing" -> "NEW_SALE,,136748,,223864814,%d".formatted(number);
      case "granite" ->
          ",,,,,,1d7c6e52-93f4-4b60-8a2e-0c5b7d9e4f31,Ann Lee,Harbor Bakeries,"
              + "a3e1f9d0-6c2b-4f7a-b8d5-2e9c%08x,".formatted(number)
              + "5b8f0d3c-7e1a-4c96-9d42-f3a6b0c8e5d7,Sam Cole,sam@example.com,"
              + "617-555-0137,Bakery %d,00412233".formatted(number);
      default -> ",".repeat(16) + "FIBER,Vallensbækvej %d,2605,Brøndby,8".formatted(number);
    };
  }

  int rows() {
    return lines.size() - 1;
  }

  /** {@code CARRIER ORDER_REF} of each order. */
  List<String> orders() {
    return orders;
  }

  Path write(Path file) throws IOException {
    return Files.write(file, lines);
  }
}
