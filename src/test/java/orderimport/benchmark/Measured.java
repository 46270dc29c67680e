package orderimport.benchmark;

import java.util.Comparator;
import java.util.List;

/** One process: wall-clock seconds, and the resident memory it held at most, in MB. */
record Measured(double seconds, double megabytes) {

  /** The median of the times with the most of the memories. */
  static Measured median(List<Measured> all) {
    double seconds =
        all.stream().map(Measured::seconds).sorted().skip(all.size() / 2).findFirst().orElseThrow();
    double megabytes =
        all.stream().map(Measured::megabytes).max(Comparator.naturalOrder()).orElseThrow();
    return new Measured(seconds, megabytes);
  }
}
