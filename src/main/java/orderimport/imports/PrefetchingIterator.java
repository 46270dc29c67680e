package orderimport.imports;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Reads on in another thread while what was read is worked on. Used by one thread. */
public final class PrefetchingIterator<T> implements AutoCloseable {
  private static final int TOGETHER = 500;
  private static final int AHEAD = 8;

  /** Some items; the last ones of all, perhaps none, or those before a failure. */
  private record Part<T>(List<T> items, boolean last, @Nullable Throwable failure) {}

  private final BlockingQueue<Part<T>> parts = new ArrayBlockingQueue<>(AHEAD);
  private final Thread thread;
  private volatile boolean closed;
  private @Nullable Part<T> part;
  private int next;

  public PrefetchingIterator(Iterator<T> items) {
    thread = new Thread(() -> read(items), Thread.currentThread().getName() + "-reader");
    thread.setDaemon(true);
    thread.start();
  }

  private void read(Iterator<T> items) {
    boolean last = false;
    while (!last && !closed) {
      List<T> read = new ArrayList<>(TOGETHER);
      Throwable failure = null;
      try {
        while (read.size() < TOGETHER && items.hasNext()) {
          read.add(items.next());
        }
        last = read.size() < TOGETHER;
      } catch (RuntimeException | Error e) {
        failure = e;
        last = true;
      }
      enqueue(new Part<>(read, last, failure));
    }
  }

  private void enqueue(Part<T> read) {
    try {
      while (!closed && !parts.offer(read, 100, TimeUnit.MILLISECONDS)) {
        // Until there is room, or nobody wants more.
      }
    } catch (InterruptedException e) {
      closed = true;
    }
  }

  /**
   * The next item; null after the last.
   *
   * @throws RuntimeException what reading it threw
   */
  public @Nullable T next() {
    if (part == null || next == part.items().size() && !part.last()) {
      part = dequeue();
      next = 0;
    }
    if (next < part.items().size()) {
      return part.items().get(next++);
    }
    if (part.failure() instanceof Error error) {
      throw error;
    } else if (part.failure() instanceof RuntimeException exception) {
      throw exception;
    }
    return null;
  }

  private Part<T> dequeue() {
    try {
      return parts.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while reading", e);
    }
  }

  /** Waits until the other thread has let go of what it reads. */
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
