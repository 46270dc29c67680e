package orderimport.imports;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Reads ahead in another thread. To be used by a single thread. */
public final class PrefetchingIterator<T> implements AutoCloseable {
  private static final int BATCH_SIZE = 500;
  private static final int MAX_BATCHES = 8;

  /** A batch of items; the last batch may be empty or end with a failure. */
  private record Batch<T>(List<T> items, boolean last, @Nullable Throwable failure) {}

  private final BlockingQueue<Batch<T>> batches = new ArrayBlockingQueue<>(MAX_BATCHES);
  private final Thread thread;
  private volatile boolean closed;
  private @Nullable Batch<T> batch;
  private int next;

  public PrefetchingIterator(Iterator<T> items) {
    thread = new Thread(() -> read(items), Thread.currentThread().getName() + "-reader");
    thread.setDaemon(true);
    thread.start();
  }

  private void read(Iterator<T> items) {
    boolean last = false;
    while (!last && !closed) {
      List<T> read = new ArrayList<>(BATCH_SIZE);
      Throwable failure = null;
      try {
        while (read.size() < BATCH_SIZE && items.hasNext()) {
          read.add(items.next());
        }
        last = read.size() < BATCH_SIZE;
      } catch (RuntimeException | Error e) {
        failure = e;
        last = true;
      }
      enqueue(new Batch<>(read, last, failure));
    }
  }

  private void enqueue(Batch<T> read) {
    try {
      while (!closed && !batches.offer(read, 100, TimeUnit.MILLISECONDS)) {
        // Retry until there is room or the iterator is closed.
      }
    } catch (InterruptedException e) {
      closed = true;
    }
  }

  /**
   * Returns the next item; null after the last.
   *
   * @throws RuntimeException thrown by reading the item
   */
  public @Nullable T next() {
    if (batch == null || next == batch.items().size() && !batch.last()) {
      batch = dequeue();
      next = 0;
    }
    if (next < batch.items().size()) {
      return batch.items().get(next++);
    }
    if (batch.failure() instanceof Error error) {
      throw error;
    } else if (batch.failure() instanceof RuntimeException exception) {
      throw exception;
    }
    return null;
  }

  private Batch<T> dequeue() {
    try {
      return batches.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while reading", e);
    }
  }

  /** Waits until the other thread has stopped reading. */
  @Override
  public void close() {
    closed = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
