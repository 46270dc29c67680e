package orderimport.placement.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;
import orderimport.carrier.ProxyProperties;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.Method;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.HttpResponseInformationCallback;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/**
 * Marks the point between connecting and sending, immediately before a request's first byte.
 * Secrets join the request only here: the library logs the address of a request before, and a
 * proxy's credentials belong to the proxy alone.
 */
final class GuardedRequestExecutor extends HttpRequestExecutor {

  /** The name of the context's attribute with the part of the address that is secret. */
  static final String SECRET_QUERY = "order-import.secret-query";

  private final @Nullable ProxyProperties proxy;

  GuardedRequestExecutor(@Nullable ProxyProperties proxy) {
    this.proxy = proxy;
  }

  @Override
  public ClassicHttpResponse execute(
      ClassicHttpRequest request,
      HttpClientConnection connection,
      HttpResponseInformationCallback ignored,
      HttpContext context)
      throws IOException, HttpException {
    if (Method.CONNECT.isSame(request.getMethod())) {
      return connect(request, connection, context);
    }
    if ("http".equalsIgnoreCase(request.getScheme())) {
      authorizeAtProxy(request);
    }
    RequestDeadline requestDeadline =
        (RequestDeadline) Objects.requireNonNull(context.getAttribute(RequestDeadline.KEY));
    requestDeadline.begin();
    String secret = (String) context.getAttribute(SECRET_QUERY);
    if (secret != null && !secret.isEmpty()) {
      String path = request.getPath();
      request.setPath(path + (path.contains("?") ? "&" : "?") + secret);
    }
    return super.execute(
        request, connection, GuardedRequestExecutor::rejectProtocolSwitch, context);
  }

  /** Asks the proxy for a tunnel, which is part of connecting. */
  private ClassicHttpResponse connect(
      ClassicHttpRequest request, HttpClientConnection connection, HttpContext context)
      throws IOException, HttpException {
    authorizeAtProxy(request);
    ClassicHttpResponse response = super.execute(request, connection, null, context);
    if (response.getCode() != HttpStatus.SC_OK) {
      throw new ProxyRejectedException(response.getCode());
    }
    return response;
  }

  private void authorizeAtProxy(ClassicHttpRequest request) {
    if (proxy != null && proxy.hasCredentials()) {
      request.setHeader(HttpHeaders.PROXY_AUTHORIZATION, authorization(proxy));
    }
  }

  /** The header's value for the proxy's user. */
  static String authorization(ProxyProperties proxy) {
    String credentials = proxy.username() + ":" + proxy.password();
    return "Basic "
        + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
  }

  private static void rejectProtocolSwitch(
      org.apache.hc.core5.http.HttpResponse response,
      org.apache.hc.core5.http.HttpConnection connection,
      HttpContext context)
      throws HttpException {
    if (response.getCode() == HttpStatus.SC_SWITCHING_PROTOCOLS) {
      throw new ProtocolException("the server switches to a protocol that was not requested");
    }
  }
}
