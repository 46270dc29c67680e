package orderimport.placement.auth;

import java.util.function.Supplier;
import orderimport.placement.http.HttpResult;

/** Decides when a login may be sent: it is a request to the carrier, whose rate limits count it. */
@FunctionalInterface
public interface LoginPacing {
  /** Sends each login at once. */
  LoginPacing NONE = Supplier::get;

  /**
   * Waits until a login may be sent, and sends it.
   *
   * @return {@link HttpResult.Cancelled} if it was cancelled meanwhile
   */
  HttpResult send(Supplier<HttpResult> login);
}
