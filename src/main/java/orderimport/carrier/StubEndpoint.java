package orderimport.carrier;

import java.util.Map;
import orderimport.carrier.Carrier.StubResponse;
import tools.jackson.databind.JsonNode;

/**
 * An endpoint of a carrier's stub beside the order request, such as the list of orders.
 *
 * @param method GET or POST
 * @param path with a leading slash; one segment may be {@code {id}}, which stands for any text
 * @param isForm whether the body is a form instead of a JSON object
 * @param issuesCredentials whether it needs no credentials, since its response has them; its
 *     requests do not count towards the rate limit
 */
public record StubEndpoint(
    String method, String path, boolean isForm, boolean issuesCredentials, Operation operation) {

  public static StubEndpoint get(String path, Operation operation) {
    return new StubEndpoint("GET", path, false, false, operation);
  }

  /** An endpoint for user name and password, or similar, as a JSON object. */
  public static StubEndpoint login(String path, Operation operation) {
    return new StubEndpoint("POST", path, false, true, operation);
  }

  /**
   * A token endpoint of OAuth 2.0 (RFC 6749). The fields of the form, and {@code basic} with the
   * credentials of the header in their encoded form if it has any, become those of the body.
   */
  public static StubEndpoint tokens(String path, Operation operation) {
    return new StubEndpoint("POST", path, true, true, operation);
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
   * @param body a JSON object, or a form as one; a missing node with GET
   */
  public record Call(String id, Map<String, String> parameters, JsonNode body) {}
}
