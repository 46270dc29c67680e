package orderimport.job;

import java.util.Locale;
import orderimport.imports.Import;
import orderimport.problem.Text;
import orderimport.problem.TextKey;

/** Activities, and reasons why an import was not worked on; without a full stop. */
public enum JobText implements TextKey {
  ELSEWHERE,
  ENVIRONMENT_CHANGED,
  IMPORTING,
  INTERRUPTED,
  INTERRUPTED_ELSEWHERE,
  LEASE_LOST,
  MACHINE_BUILDS,
  MACHINE_LOOKS_UP,
  MACHINE_PLACES,
  MACHINE_READS,
  MACHINE_REPORTS,
  NOT_READABLE,
  NOT_STARTED,
  NO_FILE,
  NO_IMPORT,
  OUTAGE,
  PARTITION_GIVEN_UP,
  PARTITION_HELPER,
  PLACING,
  READING,
  READ_WITH_OTHER_OPTIONS,
  READ_WITH_OTHER_OPTIONS_DONE,
  RESUMING,
  UNEXPECTED,
  VALIDATING;

  /** What the work on an import does, for messages to users. */
  public static Text activity(Import orderImport, boolean placing) {
    return (placing ? PLACING : READING).text(orderImport.fileName());
  }

  @Override
  public String key() {
    return "job_" + name().toLowerCase(Locale.ROOT);
  }
}
