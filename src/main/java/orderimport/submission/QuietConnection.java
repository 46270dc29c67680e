package orderimport.submission;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.io.ManagedHttpClientConnection;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.impl.io.SocketHolder;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * A connection without the library's wire and header logs, which would print credentials at debug
 * level, and which is fit for another request only if the other side has been silent since.
 */
final class QuietConnection extends DefaultBHttpClientConnection
    implements ManagedHttpClientConnection {

  private static final Timeout A_MOMENT = Timeout.ofMilliseconds(1);

  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile Timeout socketTimeout = Timeout.INFINITE;

  QuietConnection(Http1Config config) {
    super(config);
  }

  /** Bytes that nobody asked for would be read as the answer to the next order. */
  @Override
  public boolean isStale() {
    if (!isOpen()) {
      return true;
    }
    try {
      awaitInput(A_MOMENT);
      return true;
    } catch (SocketTimeoutException silent) {
      return false;
    } catch (IOException gone) {
      return true;
    }
  }

  @Override
  protected void bind(SocketHolder holder) throws IOException {
    if (closed.get()) {
      holder.getBaseSocket().close();
      throw new InterruptedIOException("given up while connecting");
    }
    super.bind(holder);
    socketTimeout = Timeout.ofMilliseconds(holder.getSocket().getSoTimeout());
  }

  @Override
  public void bind(Socket socket) throws IOException {
    bind(new SocketHolder(socket));
  }

  @Override
  public void bind(SSLSocket secure, Socket socket) throws IOException {
    bind(new SocketHolder(secure, socket));
  }

  @Override
  public @Nullable Socket getSocket() {
    SocketHolder holder = getSocketHolder();
    return holder == null ? null : holder.getSocket();
  }

  @Override
  public void close() throws IOException {
    if (closed.compareAndSet(false, true)) {
      super.close();
    }
  }

  @Override
  public void close(CloseMode mode) {
    if (closed.compareAndSet(false, true)) {
      super.close(mode);
    }
  }

  @Override
  public void setSocketTimeout(Timeout timeout) {
    super.setSocketTimeout(timeout);
    socketTimeout = timeout;
  }

  @Override
  public void passivate() {
    super.setSocketTimeout(Timeout.INFINITE);
  }

  @Override
  public void activate() {
    super.setSocketTimeout(socketTimeout);
  }
}
