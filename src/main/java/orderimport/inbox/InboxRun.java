package orderimport.inbox;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A run through an inbox that has not ended.
 *
 * @param due the set time that it is for; null for none
 * @param missed how many other set times passed before while nothing ran
 * @param late whether nothing ran at the set time either
 * @param starts how many processes have worked on it
 */
record InboxRun(
    long id,
    String inbox,
    Trigger cause,
    @Nullable Instant due,
    int missed,
    boolean late,
    int starts,
    Instant startedAt) {

  /** Why there is a run. */
  enum Trigger {
    /** Somebody, or a cron of the machine's, said {@code import --inbox}. */
    COMMAND,
    SCHEDULE,
    /** A file came. */
    WATCH
  }
}
