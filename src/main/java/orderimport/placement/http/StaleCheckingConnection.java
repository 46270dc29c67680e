package orderimport.placement.http;

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
 * A connection without the library's wire and header logs, which would log credentials at debug
 * level. It is reused only if the server has sent nothing since the last response. Its sockets
 * belong to channels. See ADR 0010.
 */
final class StaleCheckingConnection extends DefaultBHttpClientConnection
    implements ManagedHttpClientConnection {

  private static final Timeout STALE_CHECK_TIMEOUT = Timeout.ofMilliseconds(1);
  private static final Timeout ALERT_TIMEOUT = Timeout.ofSeconds(1);

  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile boolean checkingStale;
  private volatile Timeout socketTimeout = Timeout.INFINITE;

  StaleCheckingConnection(Http1Config config) {
    super(config);
  }

  /** Unsolicited bytes would be read as the response to the next order. */
  @Override
  public boolean isStale() {
    if (!isOpen()) {
      return true;
    }
    checkingStale = true;
    try {
      awaitInput(STALE_CHECK_TIMEOUT);
      return true;
    } catch (SocketTimeoutException silent) {
      return false;
    } catch (IOException disconnected) {
      return true;
    } finally {
      checkingStale = false;
    }
  }

  /** A socket that detects the absence of input without waiting for the socket timeout. */
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
          if (checkingStale && in.available() == 0 && !isReadable(channel)) {
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
            checkForAlert(e);
            throw e;
          }
        }
      };
    }

    /** Before it closed the connection, the server may have sent an alert that is not read yet. */
    private void checkForAlert(IOException failure) throws HandshakeRejectedException {
      if (getSSLSocket() == null) {
        return;
      }
      try {
        getSocket().setSoTimeout(ALERT_TIMEOUT.toMillisecondsIntBound());
        getInputStream().read(new byte[1], 0, 1);
      } catch (HandshakeRejectedException e) {
        e.addSuppressed(failure);
        throw e;
      } catch (IOException e) {
        failure.addSuppressed(e);
      }
    }

    /** An alert concerns the handshake only if no response was received before. */
    private SSLException rejection(SSLException failure) {
      return !received && TransportErrors.handshakeAlert(failure).isPresent()
          ? new HandshakeRejectedException(failure)
          : failure;
    }
  }

  /** Whether there is input or the end of the stream. */
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
      throw new InterruptedIOException("closed while connecting");
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
