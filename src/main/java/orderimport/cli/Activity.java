package orderimport.cli;

/**
 * The activity of the program when something failed.
 *
 * @param description such as {@code importing sites.xlsx}
 * @param nextStep the safe next step, in whole sentences
 */
record Activity(String description, String nextStep) {
  private static final String SAFE_TO_REPEAT =
      "It is safe to run the same command again: no order is sent twice.";

  /** Importing a file. */
  static Activity importing(String file) {
    return new Activity("importing " + file, SAFE_TO_REPEAT);
  }

  /** Validating a file. */
  static Activity validating(String file) {
    return new Activity(
        "validating " + file, "Nothing was placed. It is safe to run the same command again.");
  }

  /** Resuming an import. */
  static Activity resuming(String target) {
    return new Activity("resuming " + target, SAFE_TO_REPEAT);
  }

  /** Placing the held orders of an import. */
  static Activity placing(String target) {
    return new Activity("placing the orders of " + target, SAFE_TO_REPEAT);
  }

  /** Running a whole command, such as {@code order-import list}. */
  static Activity running(String command) {
    return new Activity("running `%s`".formatted(command), SAFE_TO_REPEAT);
  }
}
