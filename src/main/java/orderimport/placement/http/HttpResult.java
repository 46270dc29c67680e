package orderimport.placement.http;

import java.net.URI;
import java.time.Duration;
import orderimport.problem.Text;
import org.jspecify.annotations.Nullable;

/** The result of one HTTP request. */
public sealed interface HttpResult {

  /**
   * No byte of the request was sent.
   *
   * @param why the reason, without a full stop
   */
  record NotSent(Text why) implements HttpResult {}

  /**
   * The proxy rejects the connection; no byte of the request was sent, and a retry does not help.
   *
   * @param why the reason and the setting to change, without a full stop
   */
  record ProxyRejected(Text why) implements HttpResult {}

  /** Cancelled once connected; no byte of the request was sent. */
  record Cancelled() implements HttpResult {}

  /**
   * At least one byte of the request was sent, and no response was received.
   *
   * @param why the reason, without a full stop
   */
  record ConnectionLost(Text why) implements HttpResult {}

  /**
   * A response was received, at least its status line and headers.
   *
   * @param status 200 or more
   * @param retryAfter the pause that {@code Retry-After} requests; null if absent
   * @param limitReset the time until the server's rate limit allows more requests; null if it is
   *     not stated
   * @param location the redirect's target; null if absent
   * @param contentType null if absent
   * @param body as far as it was received and could be decoded
   * @param flaw why the body is incomplete; null if it is complete
   */
  record Response(
      int status,
      @Nullable Duration retryAfter,
      @Nullable Duration limitReset,
      @Nullable URI location,
      @Nullable String contentType,
      String body,
      @Nullable Text flaw)
      implements HttpResult {

    /** The first digit of the status, such as 2 for 2xx. */
    public int family() {
      return status / 100;
    }

    /** How long to wait before the next request; null if the server does not state it. */
    @Nullable public Duration pause() {
      return retryAfter == null ? limitReset : retryAfter;
    }
  }
}
