package orderimport.inbox;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import orderimport.imports.ShownName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files that came into an inbox and are complete, as far as one can see by looking again: that
 * also works for folders on other machines, which do not tell of changes.
 */
final class StableFileDetector {
  private static final Logger log = LoggerFactory.getLogger(StableFileDetector.class);
  private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);
  private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

  private final Inbox inbox;
  private final Clock clock;
  private final Map<Path, Seen> files = new HashMap<>();

  /**
   * @param notBefore when it may be taken
   * @param pause how long it was put off the last time
   */
  private record Seen(Inbox.FileSnapshot look, Instant notBefore, Duration pause) {}

  StableFileDetector(Inbox inbox, Clock clock) {
    this.inbox = inbox;
    this.clock = clock;
  }

  /** Looks again; whether one is ready to be taken. */
  boolean hasReadyFile() {
    try {
      if (!inbox.exists()) {
        return false;
      }
      Map<Path, Inbox.FileSnapshot> now = inbox.snapshots();
      // They are not imported, which the message says.
      inbox.links().forEach(link -> now.put(link, Inbox.FileSnapshot.UNREADABLE));
      files.keySet().retainAll(now.keySet());
      now.forEach(this::observe);
    } catch (UncheckedIOException e) {
      log.warn("{} cannot be read", inbox.folder(), e);
      return false;
    }
    return files.keySet().stream().anyMatch(this::isReady);
  }

  private void observe(Path file, Inbox.FileSnapshot fileSnapshot) {
    Seen before = files.get(file);
    if (before == null || !before.look().equals(fileSnapshot)) {
      Instant now = clock.instant();
      files.put(file, new Seen(fileSnapshot, now.plus(InboxProcessor.QUIET), Duration.ZERO));
    }
  }

  boolean isReady(Path file) {
    Seen seen = files.get(file);
    return seen != null && !clock.instant().isBefore(seen.notBefore());
  }

  /**
   * Leaves files that could not be finished alone for a while, each time for longer.
   *
   * @param staying their names, as people read them
   */
  void backOff(Collection<String> staying) {
    files.replaceAll(
        (file, seen) -> {
          if (!staying.contains(ShownName.of(file))) {
            return seen;
          }
          Duration pause = longer(seen.pause());
          return new Seen(seen.look(), clock.instant().plus(pause), pause);
        });
  }

  private static Duration longer(Duration pause) {
    Duration longer = pause.isZero() ? FIRST_PAUSE : pause.multipliedBy(2);
    return longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
  }
}
