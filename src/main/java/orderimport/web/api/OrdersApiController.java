package orderimport.web.api;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import orderimport.order.Order;
import orderimport.order.OrderStatus;
import orderimport.order.Orders;
import orderimport.order.Resolution;
import orderimport.web.ResourceNotFoundException;
import orderimport.web.imports.InDoubtResolver;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The orders of all imports. */
@RestController
@RequestMapping(path = "/api/v1/orders", produces = MediaType.APPLICATION_JSON_VALUE)
@CommonProblems
@Tag(name = "orders")
class OrdersApiController {
  private final OrderResources orderResources;
  private final Orders orders;
  private final InDoubtResolver inDoubtResolver;

  OrdersApiController(
      OrderResources orderResources, Orders orders, InDoubtResolver inDoubtResolver) {
    this.orderResources = orderResources;
    this.orders = orders;
    this.inDoubtResolver = inDoubtResolver;
  }

  @Operation(
      operationId = "listOrders",
      summary = "Finds orders",
      description = "Of all imports, the newest first.")
  @ApiResponse(responseCode = "200", description = "A page of orders")
  @GetMapping
  OrderResource.Page find(
      @Parameter(description = "The name of the carrier", example = "granite")
          @RequestParam(required = false)
          @Nullable String carrier,
      @Parameter(
              name = "order_ref",
              description =
                  "Your name for the order, in any spelling that means the same order: case, blanks,"
                      + " hyphens, invisible and full-width characters make no difference",
              example = "SITE-1001")
          @RequestParam(name = "order_ref", required = false)
          @Nullable String orderRef,
      @RequestParam(required = false) @Nullable OrderStatus status,
      PageRequest page) {
    return orderResources.find(carrier, orderRef, status, page);
  }

  /** What an operator found out about an order in doubt. */
  @Schema(name = "Resolution")
  record ResolutionRequest(
      @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable Outcome outcome,
      @Schema(
              description = "The id that the carrier has given the order; needed for ACCEPTED",
              types = {"string", "null"},
              maxLength = InDoubtResolver.MAX_ID_LENGTH,
              example = "4500123")
          @Nullable String carrier_order_id) {}

  /** The outcome of an order that was in doubt. */
  @Schema(name = "ResolutionOutcome")
  enum Outcome {
    ACCEPTED,
    NOT_RECEIVED
  }

  @Operation(
      operationId = "resolveOrder",
      summary = "Records the outcome of an order in doubt",
      description =
          "ACCEPTED: the carrier has the order, which is never sent again. NOT_RECEIVED: the"
              + " carrier never received it; it is on hold again, and sent the next time that its"
              + " import is placed. If the carrier does have it, it will be ordered twice.")
  @ApiResponse(responseCode = "200", description = "The order as it is now")
  @ProblemResponse.Conflict("The order is not in doubt, or another order has the carrier's id")
  @PostMapping("/{id}/resolve")
  OrderResource resolve(
      @Parameter(description = "The `order_id` of the order", example = "4711") @PathVariable
          long id,
      @RequestBody ResolutionRequest request,
      @Parameter(hidden = true) Authentication user) {
    Order order = orders.find(id).orElseThrow(() -> new ResourceNotFoundException("order " + id));
    if (request.outcome() == null) {
      throw new ApiException(ProblemCode.MISSING_PARAMETER, "outcome");
    }
    Resolution resolution =
        switch (request.outcome()) {
          case ACCEPTED -> inDoubtResolver.accepted(order, carrierOrderId(request), user.getName());
          case NOT_RECEIVED -> inDoubtResolver.notReceived(order, user.getName());
        };
    if (resolution instanceof Resolution.NotInDoubt) {
      throw new ApiException(ProblemCode.NOT_IN_DOUBT);
    } else if (resolution instanceof Resolution.IdTaken taken) {
      throw new ApiException(ProblemCode.CARRIER_ORDER_ID_TAKEN, taken.holder().orderRef());
    }
    return orderResources.get(id);
  }

  private static String carrierOrderId(ResolutionRequest request) {
    String id = request.carrier_order_id() == null ? "" : request.carrier_order_id().strip();
    if (id.isEmpty()) {
      throw new ApiException(ProblemCode.MISSING_PARAMETER, "carrier_order_id");
    } else if (id.length() > InDoubtResolver.MAX_ID_LENGTH) {
      throw new ApiException(ProblemCode.INVALID_PARAMETER, "carrier_order_id", "…");
    }
    return id;
  }
}
