package orderimport.report;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.apache.commons.lang3.concurrent.BasicThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * Passes items to a consumer in a background thread, in their order, so that two files are written
 * in parallel. To be used by a single thread.
 */
final class BackgroundConsumer<T> implements AutoCloseable {
  private static final int BATCH_SIZE = 500;
  private static final int MAX_BATCHES = 8;

  private final Consumer<T> consumer;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          BasicThreadFactory.builder().namingPattern("results").daemon().build());
  private final Semaphore permits = new Semaphore(MAX_BATCHES);
  private List<T> batch = new ArrayList<>(BATCH_SIZE);
  private volatile @Nullable Throwable failure;

  BackgroundConsumer(Consumer<T> consumer) {
    this.consumer = consumer;
  }

  /** Adds an item; throws what the consumer threw for an earlier one. */
  void add(T item) {
    batch.add(item);
    if (batch.size() == BATCH_SIZE) {
      enqueue();
    }
  }

  private void enqueue() {
    List<T> full = batch;
    batch = new ArrayList<>(BATCH_SIZE);
    permits.acquireUninterruptibly();
    thread.execute(() -> consume(full));
    check();
  }

  private void consume(List<T> items) {
    try {
      if (failure == null) {
        items.forEach(consumer);
      }
    } catch (RuntimeException | Error e) {
      failure = e;
    } finally {
      permits.release();
    }
  }

  private void check() {
    Throwable thrown = failure;
    if (thrown instanceof Error error) {
      throw error;
    } else if (thrown instanceof RuntimeException exception) {
      throw exception;
    }
  }

  /** Waits until all items are consumed. */
  @Override
  public void close() {
    try {
      enqueue();
    } finally {
      thread.shutdown();
      permits.acquireUninterruptibly(MAX_BATCHES);
    }
    check();
  }
}
