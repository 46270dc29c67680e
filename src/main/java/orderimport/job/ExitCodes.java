package orderimport.job;

import java.util.Collection;
import java.util.List;

/** The exit codes of the command line. */
public final class ExitCodes {
  /** Every order was placed, or had been before; every row is valid. */
  public static final int OK = 0;

  /** An import did not finish; {@code resume} continues it. */
  public static final int STOPPED = 1;

  /** Wrong usage or configuration. */
  public static final int USAGE = 2;

  /** A file could not be read as orders. */
  public static final int UNREADABLE = 3;

  /**
   * Finished, and some rows were invalid, some orders were rejected, or a placed order differs from
   * the sheet.
   */
  public static final int WITH_ERRORS = 4;

  /** Finished, and the outcome of some order is in doubt. */
  public static final int IN_DOUBT = 5;

  private static final List<Integer> BY_RANK =
      List.of(USAGE, UNREADABLE, STOPPED, IN_DOUBT, WITH_ERRORS, OK);

  private ExitCodes() {}

  /** The exit code for several imports: the most severe one. */
  public static int worst(Collection<Integer> codes) {
    return BY_RANK.stream().filter(codes::contains).findFirst().orElse(OK);
  }
}
