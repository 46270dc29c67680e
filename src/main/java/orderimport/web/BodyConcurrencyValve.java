package orderimport.web;

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

/**
 * Lets a few requests that bring a body in at one time, over all and from one address: a client
 * that sends its body slowly holds a thread for as long, and the page needs some for its readers.
 */
final class BodyConcurrencyValve extends ValveBase {
  /** A proxy that is not named, or an office, is one address; some places are left to others. */
  private static final int FROM_ONE_ADDRESS = 50;

  /** So much is read of a body that nobody wants, so that the browser hears why. */
  private static final long MOST_DRAINED = 256L << 20;

  private final Semaphore all;
  private final Map<String, Integer> ofAddress = new ConcurrentHashMap<>();

  /**
   * @param most at one time, from all addresses
   */
  BodyConcurrencyValve(int most) {
    super(true);
    this.all = new Semaphore(most);
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    if (request.getContentLengthLong() <= 0 && request.getHeader("Transfer-Encoding") == null) {
      getNext().invoke(request, response);
      return;
    }
    String address = request.getRemoteAddr();
    if (!enter(address)) {
      reject(request, response);
      return;
    }
    try {
      getNext().invoke(request, response);
      if (!request.isAsync() && !isRead(request)) {
        endUnread(request, response);
      }
    } finally {
      leave(address);
    }
  }

  private boolean enter(String address) {
    if (!all.tryAcquire()) {
      return false;
    }
    if (ofAddress.merge(address, 1, Integer::sum) > FROM_ONE_ADDRESS) {
      leave(address);
      return false;
    }
    return true;
  }

  private void leave(String address) {
    ofAddress.computeIfPresent(address, (key, count) -> count == 1 ? null : count - 1);
    all.release();
  }

  private static boolean isRead(Request request) {
    AtomicBoolean read = new AtomicBoolean();
    request.getCoyoteRequest().action(ActionCode.REQUEST_BODY_FULLY_READ, read);
    return read.get();
  }

  /**
   * Tomcat would read the rest after us, when the request counts no longer. Only that of an upload
   * is worth it: a browser hears why it is rejected when it has sent the file.
   */
  private static void endUnread(Request request, Response response) throws IOException {
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
      long left = MOST_DRAINED;
      for (int read = 0; read >= 0 && left > 0; left -= read) {
        read = rest.read(buffer);
      }
    } catch (IOException e) {
      // The client is gone, or too slow.
    }
  }

  private static void reject(Request request, Response response) throws IOException {
    request.getCoyoteRequest().action(ActionCode.DISABLE_SWALLOW_INPUT, null);
    response.setStatus(HttpStatus.TOO_MANY_REQUESTS.value());
    response.setHeader("Connection", "close");
    response.setHeader("Retry-After", "20");
    response.setContentType("text/plain;charset=utf-8");
    byte[] words =
        "Too many requests at once. Try again in a minute.\n".getBytes(StandardCharsets.UTF_8);
    response.setContentLength(words.length);
    response.getOutputStream().write(words);
  }
}
