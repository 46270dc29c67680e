package orderimport.benchmark;

import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The measurement of a process.
 *
 * @param seconds wall-clock time
 * @param megabytes peak resident memory
 * @param cpu CPU time of the process in seconds
 * @param databaseCpu CPU time of PostgreSQL meanwhile in seconds
 * @param walMegabytes the write-ahead log of PostgreSQL meanwhile
 */
record Measured(
    double seconds, double megabytes, double cpu, double databaseCpu, double walMegabytes) {

  /** The medians, with the maximum of the memories. */
  static Measured median(List<Measured> all) {
    return new Measured(
        median(all, Measured::seconds),
        all.stream().map(Measured::megabytes).max(Comparator.naturalOrder()).orElseThrow(),
        median(all, Measured::cpu),
        median(all, Measured::databaseCpu),
        median(all, Measured::walMegabytes));
  }

  private static double median(List<Measured> all, ToDoubleFunction<Measured> figure) {
    return all.stream().mapToDouble(figure).sorted().skip(all.size() / 2).findFirst().orElseThrow();
  }

  /** Each figure divided by that of another process. */
  String ratiosTo(Measured other) {
    return "time %.2f, CPU %.2f, PostgreSQL's CPU %.2f and WAL %.2f, memory %.2f"
        .formatted(
            seconds / other.seconds,
            cpu / other.cpu,
            databaseCpu / other.databaseCpu,
            walMegabytes / other.walMegabytes,
            megabytes / other.megabytes);
  }

  @Override
  public String toString() {
    return "%.1f s (CPU %.1f s, PostgreSQL's %.1f s, WAL %.0f MB, memory %.0f MB)"
        .formatted(seconds, cpu, databaseCpu, walMegabytes, megabytes);
  }
}
