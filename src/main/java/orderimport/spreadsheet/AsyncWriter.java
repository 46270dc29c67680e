package orderimport.spreadsheet;

import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Text on its way into a stream, which another thread encodes and writes, so that making and
 * compressing it go on side by side. What went wrong there is thrown at the next call here.
 */
final class AsyncWriter extends Writer {
  private static final int UNDER_WAY = 16;

  private final OutputStream to;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread writer = new Thread(work, "workbook");
            writer.setDaemon(true);
            return writer;
          });
  private final Semaphore room = new Semaphore(UNDER_WAY);
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
    room.acquireUninterruptibly();
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
      room.release();
    }
  }

  /** Waits until all is written. */
  @Override
  public void flush() throws IOException {
    room.acquireUninterruptibly(UNDER_WAY);
    room.release(UNDER_WAY);
    check();
  }

  private void check() throws IOException {
    Throwable met = failure;
    if (met instanceof IOException e) {
      throw e;
    } else if (met != null) {
      throw new IllegalStateException("A workbook could not be written", met);
    }
  }

  /** Leaves the stream open. */
  @Override
  public void close() throws IOException {
    thread.shutdown();
    flush();
  }
}
