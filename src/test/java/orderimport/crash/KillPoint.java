package orderimport.crash;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A way to kill the program.
 *
 * @param point of {@link CrashPoints}; or {@code request}: when an order has come in and is not
 *     answered; or {@code time}: whenever; or {@code placing}: whenever after the first order
 * @param count how often the point is passed; for the times, milliseconds
 * @param withDatabase whether its server is killed with it
 */
record KillPoint(String point, int count, boolean withDatabase) {
  static final String REQUEST = "request";
  static final String TIME = "time";
  static final String PLACING = "placing";

  /** In the order in which an import passes them. */
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
          "stands.before",
          "stands.done",
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
   * A way to kill.
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
          point.matches("(intent|stands|outcome|request|spool).*") ? random.nextInt(1, 13) : 1;
    };
  }

  boolean inside() {
    return !point.equals(REQUEST) && !point.equals(TIME) && !point.equals(PLACING);
  }

  String name() {
    return point + (withDatabase ? " and database" : "");
  }
}
