package orderimport.carrier;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A carrier that takes orders. Implementations are stateless and registered with {@code
 * META-INF/services} (by {@code @AutoService}).
 */
public interface Carrier {

  /** The name in the {@code carrier} column, in {@code job-config} and on the command line. */
  String name();

  /**
   * The request's record. Its components, and those of the records within it, are the columns;
   * their annotations the checks.
   */
  Class<? extends Record> requestType();

  /** The path of the field that carries our {@code order_ref} when the sheet leaves it blank. */
  String orderRefPath();

  /**
   * Whether the rows that share an {@code order_ref} make one order; if false an order is one row,
   * and a second row for it is an error.
   */
  default boolean ordersSpanRows() {
    return true;
  }

  /**
   * Reads an answer of the 2xx class.
   *
   * @param status the HTTP status, 200 to 299
   * @param body the whole body as text, empty if there was none
   * @return {@link OrderResponse.Accepted} if this is the documented answer, else {@link
   *     Response.Ambiguous}
   */
  OrderResponse readSuccess(int status, String body);

  /**
   * The carrier's words in an answer that refuses an order.
   *
   * @param status the HTTP status, 400 to 499
   * @param body the whole body as text, of any shape, empty if there was none
   * @return at least one; a body of unknown shape as it came, without a path
   */
  List<CarrierError> readRefusal(int status, String body);

  /** How the built-in stand-in for this carrier answers. */
  CarrierStub standIn();

  /** What a 2xx answer says. */
  sealed interface OrderResponse {

    /**
     * The order was created.
     *
     * @param carrierOrderId the carrier's own id, null where its answer has none
     * @param link where a person sees the order at the carrier, null where the answer has none
     * @param remarks what is unusual about the answer, in plain words; shown as warnings
     */
    record Accepted(@Nullable String carrierOrderId, @Nullable String link, List<String> remarks)
        implements OrderResponse {}

    /**
     * The answer does not make sense, so nobody knows whether the order was created.
     *
     * @param why in plain words
     */
    record Ambiguous(String why) implements OrderResponse {}
  }

  /**
   * Something that a carrier says against an order.
   *
   * @param path the field that it names, as a path from the request's root with indexes ({@code
   *     order_items[1].location_id}), null if it names none; an index that the carrier does not
   *     give is empty ({@code offers[].product})
   * @param words the carrier's words
   */
  record CarrierError(@Nullable String path, String words) {}

  /** The carrier's part of the stand-in: what its answers look like. */
  interface CarrierStub {

    /** Whether a request needs an {@code Authorization: Bearer} header, else 401. */
    boolean requiresBearerToken();

    /**
     * The answer to a valid request.
     *
     * @param number unique over all orders and restarts, for ids
     * @param now for the answer's times
     * @return 2xx if the order was taken; else it was not, such as for an id that nobody has
     */
    StubResponse accept(JsonNode request, long number, Instant now);

    /**
     * The answer to a request that breaks a rule.
     *
     * @param complaints what is wrong, at least one
     */
    StubResponse rejection(List<CarrierError> complaints);

    /** The answer to a request that is not authorized, is too much, or is no JSON. */
    StubResponse error(int status, String words);
  }

  /**
   * An HTTP answer of the stand-in.
   *
   * @param body JSON, or empty
   */
  record StubResponse(int status, String body) {}
}
