package orderimport.placement;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLException;
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
 * level, and which is fit for another request only if the other side has been silent since. Its
 * sockets are those of channels.
 */
final class StaleCheckingConnection extends DefaultBHttpClientConnection
    implements ManagedHttpClientConnection {

  private static final Timeout A_MOMENT = Timeout.ofMilliseconds(1);
  private static final Timeout LAST_WORD = Timeout.ofSeconds(1);

  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile boolean glancing;
  private volatile Timeout socketTimeout = Timeout.INFINITE;

  StaleCheckingConnection(Http1Config config) {
    super(config);
  }

  /** Bytes that nobody asked for would be read as the answer to the next order. */
  @Override
  public boolean isStale() {
    if (!isOpen()) {
      return true;
    }
    glancing = true;
    try {
      awaitInput(A_MOMENT);
      return true;
    } catch (SocketTimeoutException silent) {
      return false;
    } catch (IOException gone) {
      return true;
    } finally {
      glancing = false;
    }
  }

  /** A socket whose silence is seen at once, while a socket's own timeout is a wait. */
  private final class StaleCheckSocketHolder extends SocketHolder {
    private final SocketChannel channel;
    private volatile boolean received;

    private StaleCheckSocketHolder(Socket socket) {
      super(socket);
      channel = socket.getChannel();
    }

    private StaleCheckSocketHolder(SSLSocket secure, Socket socket) {
      super(secure, socket);
      channel = socket.getChannel();
    }

    @Override
    protected InputStream getInputStream(Socket socket) throws IOException {
      return new FilterInputStream(super.getInputStream(socket)) {
        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
          if (glancing && in.available() == 0 && !isReadable(channel)) {
            throw new SocketTimeoutException("silent");
          }
          try {
            int count = in.read(bytes, from, length);
            if (count > 0) {
              received = true;
            }
            return count;
          } catch (SSLException e) {
            throw rejection(e);
          }
        }
      };
    }

    @Override
    protected OutputStream getOutputStream(Socket socket) throws IOException {
      return new FilterOutputStream(super.getOutputStream(socket)) {
        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
          try {
            out.write(bytes, from, length);
          } catch (SSLException e) {
            throw e;
          } catch (IOException e) {
            findAlert(e);
            throw e;
          }
        }
      };
    }

    /** A server that closes its end may have sent an alert before, which is not read yet. */
    private void findAlert(IOException failure) throws HandshakeRejectedException {
      if (getSSLSocket() == null) {
        return;
      }
      try {
        getSocket().setSoTimeout(LAST_WORD.toMillisecondsIntBound());
        getInputStream().read(new byte[1], 0, 1);
      } catch (HandshakeRejectedException e) {
        e.addSuppressed(failure);
        throw e;
      } catch (IOException e) {
        failure.addSuppressed(e);
      }
    }

    /** After a response, no alert is about the handshake. */
    private SSLException rejection(SSLException failure) {
      return !received && TransportErrors.handshakeAlert(failure).isPresent()
          ? new HandshakeRejectedException(failure)
          : failure;
    }
  }

  /** Whether there is something to read, or the end. */
  private static boolean isReadable(SocketChannel channel) throws IOException {
    channel.configureBlocking(false);
    try (Selector selector = Selector.open()) {
      channel.register(selector, SelectionKey.OP_READ);
      return selector.selectNow() > 0;
    } finally {
      channel.configureBlocking(true);
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
    bind(new StaleCheckSocketHolder(socket));
  }

  @Override
  public void bind(SSLSocket secure, Socket socket) throws IOException {
    bind(new StaleCheckSocketHolder(secure, socket));
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
