package orderimport.web.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import java.util.List;
import java.util.Map;
import orderimport.order.OrderStatus;
import org.jspecify.annotations.Nullable;

/** An order, named as in {@code orders.jsonl}. */
record OrderResource(
    String carrier,
    String order_ref,
    List<RowLocation> rows,
    OrderStatus status,
    @JsonRawValue @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String request,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Response response,
    @Nullable String carrier_order_id,
    int attempts,
    String environment,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> headers,
    long order_id,
    long import_id) {

  /** A row of an order. */
  record RowLocation(String sheet, int row) {}

  /** A carrier's response. */
  record Response(int status, @JsonRawValue @Nullable String body) {}
}
