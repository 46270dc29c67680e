package orderimport.placement.http;

import java.io.IOException;
import java.util.Objects;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.HttpResponseInformationCallback;
import org.apache.hc.core5.http.protocol.HttpContext;

/** Marks the point between connecting and sending, immediately before a request's first byte. */
final class GuardedRequestExecutor extends HttpRequestExecutor {

  @Override
  public ClassicHttpResponse execute(
      ClassicHttpRequest request,
      HttpClientConnection connection,
      HttpResponseInformationCallback ignored,
      HttpContext context)
      throws IOException, HttpException {
    RequestDeadline requestDeadline =
        (RequestDeadline) Objects.requireNonNull(context.getAttribute(RequestDeadline.KEY));
    requestDeadline.begin();
    return super.execute(
        request, connection, GuardedRequestExecutor::rejectProtocolSwitch, context);
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
