package orderimport.placement;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How far one HTTP request came. */
sealed interface HttpResult {

  /**
   * Not a byte of the request left.
   *
   * @param why in plain words
   */
  record NotSent(String why) implements HttpResult {}

  /** Connected, but told not to send; not a byte of the request left. */
  record Cancelled() implements HttpResult {}

  /**
   * The request began to leave and no answer can be made out.
   *
   * @param why in plain words
   */
  record ConnectionLost(String why) implements HttpResult {}

  /**
   * There is an answer, at least its head.
   *
   * @param status 200 or more
   * @param retryAfter how long the server asks to wait by {@code Retry-After}, null if it does not
   *     say
   * @param limitReset how long until its rate limit allows more, null if it does not say
   * @param location where it points to, null if nowhere
   * @param contentType null if it does not say
   * @param body as far as it came and could be decoded
   * @param flaw why the body is not all of it, in plain words; null if it is whole
   */
  record Response(
      int status,
      @Nullable Duration retryAfter,
      @Nullable Duration limitReset,
      @Nullable URI location,
      @Nullable String contentType,
      String body,
      @Nullable String flaw)
      implements HttpResult {

    /** 2 for 2xx, and so on. */
    int family() {
      return status / 100;
    }

    /** How long to wait before the next request, null if it does not say. */
    @Nullable Duration pause() {
      return retryAfter == null ? limitReset : retryAfter;
    }
  }
}
