package orderimport.inbox;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An inbox run that has not ended.
 *
 * @param dueAt its scheduled time; null if it was not scheduled
 * @param missedCount the number of earlier scheduled times without a run
 * @param late whether the scheduled time itself was missed
 * @param hold whether its orders wait to be placed by a user, whatever its inbox says
 * @param attempts the number of processes that have worked on it
 */
public record InboxRun(
    long id,
    String inbox,
    Trigger trigger,
    @Nullable Instant dueAt,
    int missedCount,
    boolean late,
    boolean hold,
    int attempts,
    Instant startedAt) {

  /** The trigger of a run. */
  public enum Trigger {
    /** A user or a cron job ran {@code import --inbox}. */
    COMMAND,
    /** A user of the page pressed the button. */
    PAGE,
    SCHEDULE,
    /** A file arrived. */
    WATCH
  }
}
