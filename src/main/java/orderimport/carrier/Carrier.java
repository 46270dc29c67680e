package orderimport.carrier;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import orderimport.problem.Text;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A carrier that accepts orders. Implementations are stateless and registered in {@code
 * META-INF/services} (by {@code @AutoService}).
 */
public interface Carrier {

  /** The name in the {@code carrier} column, in {@code job-config} and on the command line. */
  String name();

  /**
   * The carrier whose connection settings this one uses for all that it does not set itself, apart
   * from {@code order-path} and {@code defaults}. Carriers with the same connection are forms of
   * one interface and share its rate limits.
   */
  default String connection() {
    return name();
  }

  /**
   * The request's record. Its components, and those of its nested records, define the columns;
   * their annotations define the checks. What is not supported is reported at start, by component.
   *
   * <p>Components have one of these types; null is a blank cell, so primitive types are not
   * supported:
   *
   * <ul>
   *   <li>{@code String}: text, with {@link FixedDigits}, {@link CodeText}, {@link LowerCased},
   *       {@link AllowedValues} or {@link DecimalText} where they apply
   *   <li>{@code Integer}, {@code Long}, {@code BigDecimal}: numbers, exact
   *   <li>{@code Boolean}: yes or no
   *   <li>{@code LocalDate}: a day, sent as {@code 2026-01-31}, or as the pattern of
   *       {@code @JsonFormat} says
   *   <li>{@code Instant}: a point in time, sent in UTC; a cell with only a day is its midnight in
   *       the carrier's time zone
   *   <li>an enum: its constants, or their {@code @JsonProperty} or {@code @JsonValue}, are the
   *       allowed values
   *   <li>a list of these: one cell, whose values are separated by {@code ,} or {@code ;}
   *   <li>a record: columns {@code address.city}
   *   <li>a list of records: one entry per row, or by index ({@code lines[0].speed}); with {@link
   *       KeyValueColumns} one column for each key
   *   <li>a list of records within a list of records ({@code sites.lines.speed}): rows with the
   *       same values in all columns of a site itself are one site, and a row in which all of these
   *       are blank belongs to the site of the row above; each row adds a line
   * </ul>
   *
   * <p>{@code Object}, or a type variable, is a text; the type argument decides the JSON type.
   *
   * <p>A text with {@link Informative} is only for the reader of the sheet. A component with
   * {@code @JsonIgnore} is read and checked, but not sent. A record that implements {@link
   * OrderOnOffer} orders one of several offers.
   */
  Class<? extends Record> requestType();

  /** The path of the order request below {@code base-url}, unless {@code order-path} is set. */
  String orderPath();

  /**
   * The path of the field that is set to our {@code order_ref} when the sheet leaves it blank; null
   * if the request has no field for it.
   */
  @Nullable String orderRefPath();

  /**
   * Whether the rows that share an {@code order_ref} form one order. If false, an order is a single
   * row and a second row for it is an error.
   */
  default boolean ordersSpanRows() {
    return true;
  }

  /** The fields by which people recognize an order, and its prices; none by default. */
  default OrderSummaryFields summaryFields() {
    return OrderSummaryFields.NONE;
  }

  /** The extra headers of an order request. */
  default RequestHeaders headers() {
    return RequestHeaders.NONE;
  }

  /**
   * Parses a 2xx response.
   *
   * @param status the HTTP status, 200 to 299
   * @param body the whole body as text, empty if there was none
   * @return {@link OrderResponse.Accepted} for the documented response, otherwise {@link
   *     OrderResponse.Ambiguous}
   */
  OrderResponse readSuccess(int status, String body);

  /**
   * Parses the errors of a response that rejects an order; by default in the usual formats.
   *
   * @param status the HTTP status, 400 to 499
   * @param body the whole body as text, in any format, empty if there was none
   * @return at least one error; a body in an unknown format is one error without a path
   */
  default List<CarrierError> readRejection(int status, String body) {
    return new ErrorResponseParser(requestType()).read(status, body);
  }

  /**
   * How to ask the carrier whether it has an order whose outcome is not known; empty if its
   * interface has no way to find an order by our reference.
   */
  default Optional<OrderLookup> lookup() {
    return Optional.empty();
  }

  /** How to ask the carrier whether it knows an address; empty if its interface has no way. */
  default Optional<AddressLookup> addressLookup() {
    return Optional.empty();
  }

  /**
   * How to ask the carrier for the state of an accepted order; empty if its interface has no way.
   */
  default Optional<OrderTracking> tracking() {
    return Optional.empty();
  }

  /** The stub of this carrier for the built-in sandbox. */
  CarrierStub stub();

  /** The content of a 2xx response. */
  sealed interface OrderResponse {

    /**
     * The order was created.
     *
     * @param carrierOrderId the carrier's id of the order, null if the response has none
     * @param link the order's page at the carrier, null if the response has none
     * @param warnings what is unusual about the response, shown as warnings
     * @param trackingPath the path of the link to the order itself, for {@link OrderTracking}; null
     *     if the response has none
     */
    record Accepted(
        @Nullable String carrierOrderId,
        @Nullable String link,
        List<Text> warnings,
        @Nullable String trackingPath)
        implements OrderResponse {
      public Accepted(@Nullable String carrierOrderId, @Nullable String link, List<Text> warnings) {
        this(carrierOrderId, link, warnings, null);
      }
    }

    /**
     * The response is not the documented one, so it is not known whether the order was created.
     *
     * @param why the reason, without a full stop
     */
    record Ambiguous(Text why) implements OrderResponse {}
  }

  /**
   * An error that a carrier reports for an order.
   *
   * @param path the field that the error names, as a path from the request's root with indexes
   *     ({@code order_items[1].location_id}); null if it names none; an index that the carrier
   *     omits is empty ({@code offers[].product})
   * @param message the carrier's message, unchanged; empty if it gives no reason
   */
  record CarrierError(@Nullable String path, String message) {}

  /**
   * The carrier's part of the sandbox: its responses. The sandbox itself checks the constraints of
   * the request records and the {@link #headers}. {@link AbstractCarrierStub} has the usual errors.
   */
  interface CarrierStub {

    /** Whether a request without a token gets a 401, whatever {@code auth} says. */
    boolean requiresBearerToken();

    /**
     * The response to a valid request.
     *
     * @param number unique across all orders and restarts; the source of ids
     * @param now the time for the response's timestamps
     * @return 2xx if the order is accepted; an error status otherwise, e.g. for an unknown id
     */
    StubResponse accept(JsonNode request, long number, Instant now);

    /** The response to a valid request in the sandbox, where it may depend on other orders. */
    default StubResponse accept(JsonNode request, long number, StubState state) {
      return accept(request, number, state.now());
    }

    /**
     * The response to an invalid request.
     *
     * @param errors at least one
     */
    StubResponse rejection(List<CarrierError> errors);

    /** The response to a request that is unauthorized, over the rate limit, or not JSON. */
    StubResponse error(int status, String message);

    /**
     * The response to a request without valid credentials.
     *
     * @param expired whether its token was valid until it expired
     */
    default StubResponse unauthorized(boolean expired) {
      return error(401, "Authentication failed");
    }

    /** The query parameter that may have the token; empty if none may. */
    default String tokenParameter() {
      return "";
    }

    /** The endpoints beside the order request. */
    default List<StubEndpoint> endpoints() {
      return List.of();
    }
  }

  /**
   * An order that a stub accepted.
   *
   * @param number the number that {@link CarrierStub#accept} got
   * @param received the time that it got
   * @param cancelled when it was cancelled; null if it is not
   */
  record AcceptedOrder(
      long number, Instant received, JsonNode request, @Nullable Instant cancelled) {

    /** Whether at least this much time has passed since it was received. */
    public boolean hasAge(Duration age, Instant now) {
      return !received.plus(age).isAfter(now);
    }
  }

  /**
   * An HTTP response of the sandbox.
   *
   * @param body JSON, or empty
   */
  record StubResponse(int status, String body) {}
}
