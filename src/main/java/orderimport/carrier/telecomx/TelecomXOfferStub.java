package orderimport.carrier.telecomx;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import orderimport.carrier.Carrier.AcceptedOrder;
import orderimport.carrier.Carrier.StubResponse;
import orderimport.carrier.StubEndpoint;
import orderimport.carrier.StubEndpoint.Call;
import orderimport.carrier.StubState;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Accounts, that is orders on an offer. Errors are not documented.
 *
 * <p>An account is confirmed after {@link #CONFIRMED_AFTER} and active after {@link #ACTIVE_AFTER},
 * unless it is cancelled.
 */
final class TelecomXOfferStub extends AbstractTelecomXStub {
  private static final String CARRIER = "telecomx-offer";
  private static final Duration CONFIRMED_AFTER = Duration.ofDays(2);
  private static final Duration ACTIVE_AFTER = Duration.ofDays(21);

  /** The response if each request and each offer exists. */
  @Override
  public StubResponse accept(JsonNode request, long number, Instant now) {
    return accepted(new AcceptedOrder(number, now, request, null), null, now);
  }

  /** In a sandbox without the carrier of the requests, each of them exists. */
  @Override
  public StubResponse accept(JsonNode request, long number, StubState state) {
    if (!state.has(TelecomXStub.CARRIER)) {
      return accept(request, number, state.now());
    }
    AcceptedOrder requested = requested(request, state).orElse(null);
    if (requested == null) {
      return error(404, "request", "Request not found");
    } else if (offer(request, requested, state.now()) == null) {
      return error(404, "offer", "Offer not found");
    } else if (requested.hasAge(
        TelecomXStub.ANSWERED_AFTER.plus(TelecomXStub.OFFERS_LAST), state.now())) {
      return error(422, "offer", "Offer has expired");
    } else if (customer(request, requested) == null) {
      return error(422, "customer", "Customer is required");
    } else if (state.orders(CARRIER).stream()
        .anyMatch(account -> number(account.request()) == requested.number())) {
      return error(409, "request", "An account has already been ordered on this request");
    }
    return accepted(new AcceptedOrder(number, state.now(), request, null), requested, state.now());
  }

  @Override
  public List<StubEndpoint> endpoints() {
    return List.of(StubEndpoint.get("/internet/account/{id}", TelecomXOfferStub::show));
  }

  private static StubResponse show(Call call, StubState state) {
    StubResponse unknown = unknown(call.parameters().keySet(), Set.of());
    return unknown != null
        ? unknown
        : state
            .order(CARRIER, TelecomXStub.number(call.id()))
            .map(
                account ->
                    accepted(
                        account, requested(account.request(), state).orElse(null), state.now()))
            .orElseGet(() -> error(404, "account", "Account not found"));
  }

  private static long number(JsonNode account) {
    return TelecomXStub.number(account.path("request").asString(""));
  }

  private static Optional<AcceptedOrder> requested(JsonNode account, StubState state) {
    return state.order(TelecomXStub.CARRIER, number(account));
  }

  /** The offer that is ordered; null if the carrier has not made it. */
  private static @Nullable JsonNode offer(JsonNode account, AcceptedOrder requested, Instant now) {
    ObjectNode request = TelecomXStub.request(requested, now);
    if (request.has("answered")) {
      for (JsonNode offer : request.path("Offers")) {
        if (offer.path("_id").asString("").equalsIgnoreCase(account.path("offer").asString(""))) {
          return offer;
        }
      }
    }
    return null;
  }

  private static @Nullable String customer(JsonNode account, @Nullable AcceptedOrder requested) {
    String customer = account.path("customer").asString("");
    String ofRequest = requested == null ? "" : requested.request().path("customer").asString("");
    return !customer.isEmpty() ? customer : ofRequest.isEmpty() ? null : ofRequest;
  }

  private static StubResponse accepted(
      AcceptedOrder account, @Nullable AcceptedOrder requested, Instant now) {
    Instant cancelled = account.cancelled();
    boolean confirmed = account.hasAge(CONFIRMED_AFTER, now);
    JsonNode offer =
        requested == null ? null : offer(account.request(), requested, account.received());
    ObjectNode response = JsonMapper.shared().createObjectNode();
    response.put("_id", TelecomXStub.id(account.number(), 0));
    response.put("type", requested == null ? "FIBER" : requested.request().path("type").asString());
    response.put("state", state(account, now));
    response.put("customer", customer(account.request(), requested));
    response.put("orderDate", TelecomXStub.time(account.received()));
    if (offer != null) {
      response.set("product", offer.path("product"));
    }
    if (confirmed) {
      response.put("circuit", "TX" + account.number());
      response.put("startDate", TelecomXStub.time(account.received().plus(ACTIVE_AFTER)));
    }
    if (cancelled != null) {
      response.put("terminationDate", TelecomXStub.time(cancelled));
    }
    return new StubResponse(200, response.toString());
  }

  private static String state(AcceptedOrder account, Instant now) {
    if (account.cancelled() != null) {
      return "CANCELLED";
    } else if (account.hasAge(ACTIVE_AFTER, now)) {
      return "ACTIVE";
    }
    return account.hasAge(CONFIRMED_AFTER, now) ? "CONFIRMED" : "ORDERED";
  }
}
