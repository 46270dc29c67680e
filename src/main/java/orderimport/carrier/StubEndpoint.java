package orderimport.carrier;

import java.util.Map;
import orderimport.carrier.Carrier.StubResponse;
import tools.jackson.databind.JsonNode;

/**
 * An endpoint of a carrier's stub beside the order request, such as the list of orders.
 *
 * @param method GET or POST
 * @param path with a leading slash; one segment may be {@code {id}}, which stands for any text
 * @param issuesCredentials whether it needs no credentials, since its response has them; its
 *     requests do not count towards the rate limit
 */
public record StubEndpoint(
    String method, String path, boolean issuesCredentials, Operation operation) {

  public static StubEndpoint get(String path, Operation operation) {
    return new StubEndpoint("GET", path, false, operation);
  }

  /** An endpoint for user name and password, or similar, as a JSON object. */
  public static StubEndpoint login(String path, Operation operation) {
    return new StubEndpoint("POST", path, true, operation);
  }

  /** What the endpoint does. */
  @FunctionalInterface
  public interface Operation {

    /**
     * The response to a request.
     *
     * @return an error status for parameters that are not documented, or have other values
     */
    StubResponse respond(Call call, StubState state);
  }

  /**
   * A request.
   *
   * @param id the text at {@code {id}} of the path; empty if the path has none
   * @param parameters of the query, decoded, without a token
   * @param body a JSON object; a missing node with GET
   */
  public record Call(String id, Map<String, String> parameters, JsonNode body) {}
}
