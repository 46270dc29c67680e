package orderimport.cli;

/**
 * What the program was doing when something failed.
 *
 * @param doing such as {@code importing sites.xlsx}
 * @param next what is safe to do then, in whole sentences
 */
record Activity(String doing, String next) {
  private static final String AGAIN =
      "It is safe to run the same command again: no order is sent twice.";

  /** The import of a file. */
  static Activity importing(String file) {
    return new Activity("importing " + file, AGAIN);
  }

  /** The dry run of a file. */
  static Activity validating(String file) {
    return new Activity(
        "validating " + file, "Nothing was placed. It is safe to run the same command again.");
  }

  /** What is left of an import. */
  static Activity resuming(String imported) {
    return new Activity("resuming " + imported, AGAIN);
  }

  /** The held orders of an import. */
  static Activity placing(String imported) {
    return new Activity("placing the orders of " + imported, AGAIN);
  }

  /** A command as a whole, such as {@code order-import list}. */
  static Activity running(String command) {
    return new Activity("running `%s`".formatted(command), AGAIN);
  }
}
