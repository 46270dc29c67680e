package orderimport.job;

import java.time.Duration;
import java.util.Optional;
import orderimport.imports.ProgressListener;
import orderimport.problem.Text;
import org.jspecify.annotations.Nullable;

/** Passes the progress of a run on, and keeps the last message. Thread-safe. */
final class LastMessage implements ProgressListener {
  private final ProgressListener listener;
  private volatile @Nullable Text message;

  LastMessage(ProgressListener listener) {
    this.listener = listener;
  }

  /** The last message; empty before the first. */
  Optional<Text> message() {
    return Optional.ofNullable(message);
  }

  @Override
  public void onMessage(Text next) {
    message = next;
    listener.onMessage(next);
  }

  @Override
  public void rowsRead(int rows) {
    listener.rowsRead(rows);
  }

  @Override
  public void addressesLookedUp(int addresses) {
    listener.addressesLookedUp(addresses);
  }

  @Override
  public void ordersBuilt(int orders) {
    listener.ordersBuilt(orders);
  }

  @Override
  public void placing(String carrier, long orders, Duration atLeast) {
    listener.placing(carrier, orders, atLeast);
  }

  @Override
  public void placed(String carrier, String status) {
    listener.placed(carrier, status);
  }

  @Override
  public void reporting() {
    listener.reporting();
  }
}
