package orderimport.benchmark;

import java.util.Comparator;
import java.util.List;

/** The measurement of a process: wall-clock seconds, and peak resident memory in MB. */
record Measured(double seconds, double megabytes) {

  /** The median of the times with the maximum of the memories. */
  static Measured median(List<Measured> all) {
    double seconds =
        all.stream().map(Measured::seconds).sorted().skip(all.size() / 2).findFirst().orElseThrow();
    double megabytes =
        all.stream().map(Measured::megabytes).max(Comparator.naturalOrder()).orElseThrow();
    return new Measured(seconds, megabytes);
  }
}
