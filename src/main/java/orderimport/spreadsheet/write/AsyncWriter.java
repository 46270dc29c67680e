package orderimport.spreadsheet.write;

import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.apache.commons.lang3.concurrent.BasicThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * Writes text to a stream in a background thread, so that the text is produced and compressed in
 * parallel. A failure of the background thread is thrown by the next call.
 */
final class AsyncWriter extends Writer {
  private static final int MAX_PENDING = 16;

  private final OutputStream to;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          BasicThreadFactory.builder().namingPattern("workbook").daemon().build());
  private final Semaphore permits = new Semaphore(MAX_PENDING);
  private volatile @Nullable Throwable failure;

  AsyncWriter(OutputStream to) {
    this.to = to;
  }

  @Override
  public void write(char[] text, int offset, int length) throws IOException {
    enqueue(new String(text, offset, length));
  }

  @Override
  public Writer append(@Nullable CharSequence text) throws IOException {
    enqueue(String.valueOf(text));
    return this;
  }

  private void enqueue(String text) throws IOException {
    permits.acquireUninterruptibly();
    thread.execute(() -> write(text.getBytes(StandardCharsets.UTF_8)));
    check();
  }

  private void write(byte[] bytes) {
    try {
      if (failure == null) {
        to.write(bytes);
      }
    } catch (IOException | RuntimeException | Error e) {
      failure = e;
    } finally {
      permits.release();
    }
  }

  /** Waits until all text is written. */
  @Override
  public void flush() throws IOException {
    permits.acquireUninterruptibly(MAX_PENDING);
    permits.release(MAX_PENDING);
    check();
  }

  private void check() throws IOException {
    Throwable thrown = failure;
    if (thrown instanceof IOException e) {
      throw e;
    } else if (thrown != null) {
      throw new IllegalStateException("A workbook could not be written", thrown);
    }
  }

  /** Stops the thread; the stream stays open. */
  @Override
  public void close() throws IOException {
    thread.shutdown();
    flush();
  }
}
