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
 * Ends the program cleanly when it is told to (SIGTERM, Ctrl-C): what runs is asked to stop,
 * finishes what is under way, and its exit code becomes the program's.
 */
final class Shutdown {
  private static final long LOOK_EVERY_MILLIS = 200;

  /** How long a program that waits only for the database is waited for. */
  private static final Duration GRACE = Duration.ofSeconds(3);

  private final CompletableFuture<Integer> end = new CompletableFuture<>();
  private volatile BooleanSupplier mayLeave = () -> false;
  private @Nullable Runnable stop;
  private boolean asked;

  static Shutdown onSignals() {
    Shutdown shutdown = new Shutdown();
    Runtime.getRuntime().addShutdownHook(new Thread(shutdown::signalled, "shutdown"));
    return shutdown;
  }

  private void signalled() {
    if (end.isDone()) {
      return;
    }
    ask().ifPresent(Runnable::run);
    Runtime.getRuntime().halt(exitCode());
  }

  private int exitCode() {
    for (long leavable = 0; leavable <= GRACE.toMillis(); ) {
      try {
        return end.get(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        leavable += mayLeave.getAsBoolean() ? LOOK_EVERY_MILLIS : 0;
      } catch (InterruptedException | ExecutionException e) {
        break;
      }
    }
    return ExitCodes.STOPPED;
  }

  /** From now on the program ends without its command once that is so and it was told to end. */
  void leaveIf(BooleanSupplier leavable) {
    mayLeave = leavable;
  }

  private synchronized Optional<Runnable> ask() {
    asked = true;
    return Optional.ofNullable(stop);
  }

  /** From now on that is done if the program is told to end; at once if it was told already. */
  void stopWith(Runnable how) {
    boolean now;
    synchronized (this) {
      stop = how;
      now = asked;
    }
    if (now) {
      how.run();
    }
  }

  /** The command has ended. */
  void ended(int exitCode) {
    end.complete(exitCode);
  }
}
