package orderimport.web.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import orderimport.order.OrderStatus;
import org.jspecify.annotations.Nullable;

/** An order, named as in {@code orders.jsonl}. */
@Schema(
    name = "Order",
    description = "An order, with the names of orders.jsonl; its id and its import are added",
    requiredProperties = {
      "carrier",
      "order_ref",
      "rows",
      "status",
      "carrier_order_id",
      "attempts",
      "environment",
      "order_id",
      "import_id"
    })
record OrderResource(
    @Schema(example = "granite") String carrier,
    @Schema(example = "SITE-1001") String order_ref,
    @Schema(description = "Its rows in the file") List<RowLocation> rows,
    OrderStatus status,
    @Schema(
            description = "The request, exactly as it is sent; absent if it could not be built",
            implementation = Object.class)
        @JsonRawValue
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable String request,
    @Schema(description = "The carrier's response; absent without one")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable Response response,
    @Schema(types = {"string", "null"}) @Nullable String carrier_order_id,
    @Schema(description = "How often it was sent", example = "1") int attempts,
    @Schema(example = "live") String environment,
    @Schema(description = "The headers of the request that depend on the order; absent without any")
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        Map<String, String> headers,
    @Schema(example = "4711") long order_id,
    @Schema(example = "7") long import_id) {

  /** A row of an order. */
  @Schema(
      name = "RowLocation",
      requiredProperties = {"sheet", "row"})
  record RowLocation(@Schema(example = "Sites") String sheet, @Schema(example = "7") int row) {}

  /** A carrier's response. */
  @Schema(
      name = "CarrierResponse",
      requiredProperties = {"status", "body"})
  record Response(
      @Schema(description = "The HTTP status", example = "201") int status,
      @Schema(
              description = "The body as JSON, or else as a text; null without one",
              implementation = Object.class)
          @JsonRawValue
          @Nullable String body) {}

  /** A page of orders. */
  @Schema(
      name = "Orders",
      requiredProperties = {"items", "next"})
  record Page(
      List<OrderResource> items,
      @Schema(
              description = "The cursor of the next page; null on the last one",
              types = {"string", "null"})
          @Nullable String next) {}
}
