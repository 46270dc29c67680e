package orderimport.cli;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Ends the program cleanly when it is told to (SIGTERM, Ctrl-C): what runs is asked to stop,
 * finishes what is under way, and its exit code becomes the program's.
 */
final class Shutdown {
  private final CompletableFuture<Integer> end = new CompletableFuture<>();
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
    Runtime.getRuntime().halt(end.join());
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
