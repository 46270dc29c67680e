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
 * Finds the complete files of an inbox by polling, which also works for network folders without
 * change notifications.
 */
final class StableFileDetector {
  private static final Logger log = LoggerFactory.getLogger(StableFileDetector.class);
  private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);
  private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

  private final Inbox inbox;
  private final Clock clock;
  private final Map<Path, Seen> files = new HashMap<>();

  /**
   * @param notBefore when the file may be processed
   * @param pause the last back-off
   */
  private record Seen(Inbox.FileSnapshot snapshot, Instant notBefore, Duration pause) {}

  StableFileDetector(Inbox inbox, Clock clock) {
    this.inbox = inbox;
    this.clock = clock;
  }

  /** Polls the folder; returns whether a file is ready. */
  boolean hasReadyFile() {
    try {
      if (!inbox.exists()) {
        return false;
      }
      Map<Path, Inbox.FileSnapshot> now = inbox.snapshots();
      // Links are not imported; processing them reports that.
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
    if (before == null || !before.snapshot().equals(fileSnapshot)) {
      Instant now = clock.instant();
      files.put(file, new Seen(fileSnapshot, now.plus(InboxProcessor.QUIET), Duration.ZERO));
    }
  }

  boolean isReady(Path file) {
    Seen seen = files.get(file);
    return seen != null && !clock.instant().isBefore(seen.notBefore());
  }

  /**
   * Postpones files that could not be finished, each time for longer.
   *
   * @param staying their names, as shown to users
   */
  void backOff(Collection<String> staying) {
    files.replaceAll(
        (file, seen) -> {
          if (!staying.contains(ShownName.of(file))) {
            return seen;
          }
          Duration pause = longer(seen.pause());
          return new Seen(seen.snapshot(), clock.instant().plus(pause), pause);
        });
  }

  private static Duration longer(Duration pause) {
    Duration longer = pause.isZero() ? FIRST_PAUSE : pause.multipliedBy(2);
    return longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
  }
}
