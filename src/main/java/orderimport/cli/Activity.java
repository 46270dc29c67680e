package orderimport.cli;

import orderimport.job.JobText;
import orderimport.problem.Text;

/**
 * The activity of the program when something failed.
 *
 * @param description such as {@link JobText#IMPORTING}
 * @param nextStep the safe next step, in whole sentences
 */
record Activity(Text description, Text nextStep) {

  private static Activity of(Text description) {
    return new Activity(description, CliText.AGAIN_SAFE.text());
  }

  /** Importing a file. */
  static Activity importing(String file) {
    return of(JobText.IMPORTING.text(file));
  }

  /** Validating a file. */
  static Activity validating(String file) {
    return new Activity(JobText.VALIDATING.text(file), CliText.NOTHING_PLACED.text());
  }

  /** Resuming an import. */
  static Activity resuming(String target) {
    return of(JobText.RESUMING.text(target));
  }

  /** Placing the held orders of an import. */
  static Activity placing(String target) {
    return of(JobText.PLACING.text(target));
  }

  /** Running a whole command, such as {@code order-import list}. */
  static Activity running(String command) {
    return of(CliText.RUNNING.text(command));
  }
}
