package orderimport.carrier;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * How a carrier can be asked whether it knows an address, before an order names it. Implementations
 * are stateless and do nothing but describe; the program sends the requests, within the rate limit,
 * and keeps the results.
 */
public interface AddressLookup {

  /** The addresses of a request that can be looked up: complete, and not given by an id. */
  List<Address> addresses(JsonNode request);

  /**
   * The next request for an address, or the result.
   *
   * @param answers to the requests so far, the oldest first; none at first
   * @throws UnreadableListException if it is not certain that the last body is a list of addresses,
   *     as with an error message
   */
  Step next(Address address, List<Answer> answers);

  /**
   * An address of a request.
   *
   * @param path of the address in the request, such as {@code address2}
   * @param fields the fields that tell where it is, as they are sent, by name; the first is the one
   *     with the street
   * @param text the address in one line
   * @param key what all spellings of the address have in common
   */
  record Address(String path, Map<String, String> fields, String text, String key) {}

  /** What to do next. */
  sealed interface Step {}

  /**
   * Sends a GET request.
   *
   * @param path below {@code base-url}, with a leading slash
   * @param parameters of the query, not encoded, in their order
   */
  record Ask(String path, Map<String, String> parameters) implements Step {}

  /**
   * What the carrier knows.
   *
   * @param suggestions the addresses that may be meant, the likeliest first; empty for a match
   */
  record Result(Outcome outcome, List<Suggestion> suggestions) implements Step {}

  /**
   * The response to a request.
   *
   * @param body complete, of a 2xx response
   */
  record Answer(Ask ask, String body) {}

  /** What the carrier knows of an address. */
  enum Outcome {
    /** Exactly this address. */
    MATCH,
    /** Not this address. */
    NO_MATCH,
    /** Several addresses that this one may mean. */
    SEVERAL,
    /** A street of this name; a house is missing. */
    STREET_ONLY
  }

  /**
   * An address that may be meant.
   *
   * @param text the address in one line
   * @param changes the fields whose values differ from those of the address, by name, with the
   *     values to enter; empty if it is written the same
   */
  record Suggestion(String text, Map<String, String> changes) {}
}
