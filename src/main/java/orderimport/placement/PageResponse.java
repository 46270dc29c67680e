package orderimport.placement;

import java.time.Duration;
import orderimport.problem.Text;
import org.jspecify.annotations.Nullable;

/** The result of asking a carrier for a page of a list. */
public sealed interface PageResponse {

  /**
   * A complete 2xx response.
   *
   * @param body without our credentials
   */
  record Received(int status, String body) implements PageResponse {}

  /**
   * There is no such response.
   *
   * @param why the reason, without a full stop
   * @param reachedCarrier whether the request counts towards the carrier's rate limit
   * @param retryAfter how long to wait before the request is repeated; null if it is not worthwhile
   * @param status the HTTP status; null without a response
   * @param body of the response, without our credentials; null without a response
   */
  record Failed(
      Text why,
      boolean reachedCarrier,
      @Nullable Duration retryAfter,
      @Nullable Integer status,
      @Nullable String body)
      implements PageResponse {}
}
