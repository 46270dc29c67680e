package orderimport.crash;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * When to kill the program.
 *
 * @param point of {@link CrashPoints}; or {@code request}: when an order has arrived and has no
 *     response yet; or {@code time}: after a time; or {@code placing}: a time after the first order
 * @param count which passage of the point; for {@code time} and {@code placing}, milliseconds
 * @param withDatabase whether the database server is killed too
 */
record KillPoint(String point, int count, boolean withDatabase) {
  static final String REQUEST = "request";
  static final String TIME = "time";
  static final String PLACING = "placing";

  /** In the order in which an import passes these points. */
  private static final List<String> POINTS =
      List.of(
          "lease.before",
          "lease.committed",
          "job.committed",
          "step.committed",
          "stage.commit",
          "stage.committed",
          "build.commit",
          "build.committed",
          "intent.before",
          "intent.commit",
          "intent.committed",
          "recheck.before",
          "recheck.done",
          REQUEST,
          REQUEST,
          "outcome.before",
          "outcome.commit",
          "outcome.committed",
          "spool.before",
          "spool.written",
          "spool.recorded",
          "doubt.commit",
          "doubt.committed",
          "results.before",
          "end.before",
          "end.committed",
          "published.before",
          "published.committed",
          "any",
          "any",
          PLACING,
          PLACING,
          TIME);

  static int points() {
    return POINTS.size();
  }

  /**
   * Creates a kill point.
   *
   * @param number from 0 to {@link #points()}
   */
  static KillPoint number(int number, RandomGenerator random) {
    String point = POINTS.get(number);
    return new KillPoint(point, count(point, random), random.nextInt(5) == 0);
  }

  private static int count(String point, RandomGenerator random) {
    return switch (point) {
      case TIME -> random.nextInt(200, 3_500);
      case PLACING -> random.nextInt(0, 300);
      case "any" -> random.nextInt(1, 300);
      case "build.commit", "build.committed" -> random.nextInt(1, 5);
      case "step.committed" -> random.nextInt(1, 7);
      default ->
          point.matches("(intent|recheck|outcome|request|spool).*") ? random.nextInt(1, 13) : 1;
    };
  }

  boolean isCrashPoint() {
    return !point.equals(REQUEST) && !point.equals(TIME) && !point.equals(PLACING);
  }

  String name() {
    return point + (withDatabase ? " and database" : "");
  }
}
