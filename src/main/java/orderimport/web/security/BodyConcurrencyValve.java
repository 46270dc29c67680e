package orderimport.web.security;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;

/**
 * Limits the concurrent requests with a body, in total and per client address. A client that sends
 * its body slowly occupies a thread meanwhile, and other requests need threads too.
 */
final class BodyConcurrencyValve extends ValveBase {
  /** An office, or a proxy that is not configured, is one address: it cannot use all permits. */
  private static final int MAX_PER_ADDRESS = 50;

  /** The most that is read of a rejected body, so that the browser receives the response. */
  private static final long MAX_DRAINED_BYTES = 256L << 20;

  private static final String TEXT = "Too many requests at once. Try again in a minute.\n";

  /** As the problems of the API, whose types are not ready this early. */
  private static final String PROBLEM =
      """
      {"type": "urn:order-import:problem:rate_limited", "title": "Too many requests", "status": 429,
       "detail": "Too many requests at once. Try again in a minute.", "code": "rate_limited"}
      """;

  private final Semaphore permits;
  private final Map<String, Integer> byAddress = new ConcurrentHashMap<>();

  /**
   * @param limit of concurrent requests from all addresses; at least 1
   */
  BodyConcurrencyValve(int limit) {
    super(true);
    this.permits = new Semaphore(limit);
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    if (request.getContentLengthLong() <= 0 && request.getHeader("Transfer-Encoding") == null) {
      getNext().invoke(request, response);
      return;
    }
    String address = request.getRemoteAddr();
    if (!acquire(address)) {
      reject(request, response);
      return;
    }
    try {
      getNext().invoke(request, response);
      if (!request.isAsync() && !isFullyRead(request)) {
        finishUnread(request, response);
      }
    } finally {
      release(address);
    }
  }

  private boolean acquire(String address) {
    if (!permits.tryAcquire()) {
      return false;
    }
    if (byAddress.merge(address, 1, Integer::sum) > MAX_PER_ADDRESS) {
      release(address);
      return false;
    }
    return true;
  }

  private void release(String address) {
    byAddress.computeIfPresent(address, (key, count) -> count == 1 ? null : count - 1);
    permits.release();
  }

  private static boolean isFullyRead(Request request) {
    AtomicBoolean read = new AtomicBoolean();
    request.getCoyoteRequest().action(ActionCode.REQUEST_BODY_FULLY_READ, read);
    return read.get();
  }

  /**
   * Reads the rest of an upload, since a browser shows the response only after it has sent the
   * file. Tomcat would read the rest of any body, but after the permit is released.
   */
  private static void finishUnread(Request request, Response response) throws IOException {
    if (String.valueOf(request.getContentType()).startsWith("multipart/")) {
      response.finishResponse();
      drain(request);
    } else {
      request.getCoyoteRequest().action(ActionCode.DISABLE_SWALLOW_INPUT, null);
    }
  }

  private static void drain(Request request) {
    try {
      InputStream rest = request.getStream();
      byte[] buffer = new byte[8192];
      long left = MAX_DRAINED_BYTES;
      for (int read = 0; read >= 0 && left > 0; left -= read) {
        read = rest.read(buffer);
      }
    } catch (IOException e) {
      // The client has disconnected or is too slow.
    }
  }

  private static void reject(Request request, Response response) throws IOException {
    request.getCoyoteRequest().action(ActionCode.DISABLE_SWALLOW_INPUT, null);
    response.setStatus(HttpStatus.TOO_MANY_REQUESTS.value());
    response.setHeader("Connection", "close");
    response.setHeader("Retry-After", "20");
    boolean api = request.getRequestURI().startsWith("/api/");
    response.setContentType(
        api ? MediaType.APPLICATION_PROBLEM_JSON_VALUE : "text/plain;charset=utf-8");
    byte[] body = (api ? PROBLEM : TEXT).getBytes(StandardCharsets.UTF_8);
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }
}
