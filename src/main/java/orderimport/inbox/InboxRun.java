package orderimport.inbox;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An inbox run that has not ended.
 *
 * @param dueAt its scheduled time; null if it was not scheduled
 * @param missedCount the number of earlier scheduled times without a run
 * @param late whether the scheduled time itself was missed
 * @param attempts the number of processes that have worked on it
 */
record InboxRun(
    long id,
    String inbox,
    Trigger trigger,
    @Nullable Instant dueAt,
    int missedCount,
    boolean late,
    int attempts,
    Instant startedAt) {

  /** The trigger of a run. */
  enum Trigger {
    /** A user or a cron job ran {@code import --inbox}. */
    COMMAND,
    SCHEDULE,
    /** A file arrived. */
    WATCH
  }
}
