package orderimport.cli;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import orderimport.job.ExitCodes;
import org.jspecify.annotations.Nullable;

/**
 * Ends the program cleanly on SIGTERM and Ctrl-C: asks the command to stop, waits until requests
 * under way have finished, and exits with the command's exit code.
 */
final class Shutdown {
  private static final long POLL_MILLIS = 200;

  /** The grace period for a command that waits only for the database. */
  private static final Duration GRACE = Duration.ofSeconds(3);

  private final CompletableFuture<Integer> end = new CompletableFuture<>();
  private volatile BooleanSupplier exitCondition = () -> false;
  private @Nullable Runnable stop;
  private boolean stopRequested;

  static Shutdown onSignals() {
    Shutdown shutdown = new Shutdown();
    Runtime.getRuntime().addShutdownHook(new Thread(shutdown::onSignal, "shutdown"));
    return shutdown;
  }

  private void onSignal() {
    if (end.isDone()) {
      return;
    }
    requestStop().ifPresent(Runnable::run);
    Runtime.getRuntime().halt(exitCode());
  }

  private int exitCode() {
    for (long waited = 0; waited <= GRACE.toMillis(); ) {
      try {
        return end.get(POLL_MILLIS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        waited += exitCondition.getAsBoolean() ? POLL_MILLIS : 0;
      } catch (InterruptedException | ExecutionException e) {
        break;
      }
    }
    return ExitCodes.STOPPED;
  }

  /** Sets the condition under which the program ends without waiting for its command. */
  void exitIf(BooleanSupplier condition) {
    exitCondition = condition;
  }

  /** Gives the action that stops the command; empty if it has set none yet. */
  synchronized Optional<Runnable> requestStop() {
    stopRequested = true;
    return Optional.ofNullable(stop);
  }

  /**
   * Sets the action to run when the program is asked to end; runs it at once if that has happened.
   */
  void onStop(Runnable action) {
    boolean now;
    synchronized (this) {
      stop = action;
      now = stopRequested;
    }
    if (now) {
      action.run();
    }
  }

  /** Releases the shutdown hook with the command's exit code. */
  void ended(int exitCode) {
    end.complete(exitCode);
  }
}
