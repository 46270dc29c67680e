package orderimport.job;

import orderimport.problem.Text;
import org.jspecify.annotations.Nullable;

/**
 * What a process on one of several machines does for an import now.
 *
 * @param parts the number of parts of the import that it builds; 0 if it does something else
 * @param message what the process reported last about the import; null for nothing
 */
public record MachineActivity(
    long importId,
    String host,
    long processId,
    Activity activity,
    int parts,
    @Nullable Text message) {

  /** The kinds of work. */
  public enum Activity {
    READ(JobText.MACHINE_READS),
    LOOK_UP(JobText.MACHINE_LOOKS_UP),
    BUILD(JobText.MACHINE_BUILDS),
    PLACE(JobText.MACHINE_PLACES),
    REPORT(JobText.MACHINE_REPORTS);

    private final JobText text;

    Activity(JobText text) {
      this.text = text;
    }
  }

  /** The activity without the machine, such as "places the orders of import 12". */
  public Text text() {
    return activity.text.text(importId, parts);
  }
}
