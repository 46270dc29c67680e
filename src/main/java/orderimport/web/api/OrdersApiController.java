package orderimport.web.api;

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

  @GetMapping
  Page<OrderResource> find(
      @RequestParam(required = false) @Nullable String carrier,
      @RequestParam(name = "order_ref", required = false) @Nullable String orderRef,
      @RequestParam(required = false) @Nullable OrderStatus status,
      PageRequest page) {
    return orderResources.find(carrier, orderRef, status, page);
  }

  /** What an operator found out about an order in doubt. */
  record ResolutionRequest(@Nullable Outcome outcome, @Nullable String carrier_order_id) {}

  /** The outcome of an order that was in doubt. */
  enum Outcome {
    ACCEPTED,
    NOT_RECEIVED
  }

  @PostMapping("/{id}/resolve")
  OrderResource resolve(
      @PathVariable long id, @RequestBody ResolutionRequest request, Authentication user) {
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
