package orderimport.database;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Interprets the output of PostgreSQL's programs when they fail. */
final class PostgresErrors {
  private PostgresErrors() {}

  /**
   * Explains known errors; otherwise empty. On a full disk the server may be unable to log why it
   * fails, so the disk is checked as well.
   */
  static Optional<DatabaseUnavailableException> explain(String output, PrivateDirectory folder) {
    if (output.contains("No space left on device")
        || output.contains("Disk quota exceeded")
        || folder.isFull()) {
      return Optional.of(folder.full(new IllegalStateException(lastLines(output))));
    }
    return Optional.empty();
  }

  static boolean isPortTaken(String output) {
    return output.contains("Address already in use")
        || output.contains("could not create any TCP/IP sockets");
  }

  /** Whether processes of a killed server are still ending. */
  static boolean isPreviousServerEnding(String output) {
    return output.contains("pre-existing shared memory block")
        || output.contains("lock file \"postmaster.pid\" already exists")
        || output.contains("lock file \"postmaster.pid\" is empty");
  }

  static String lastLines(String output) {
    List<String> lines = output.lines().filter(line -> !line.isBlank()).toList();
    return lines.stream()
        .skip(Math.max(0, lines.size() - 3))
        .map(String::strip)
        .collect(Collectors.joining(" / "));
  }

  /** The FATAL and PANIC lines, or the last lines if there are none. */
  static String reason(String log) {
    String reasons =
        Arrays.stream(log.split("\n"))
            .filter(line -> line.contains("FATAL:") || line.contains("PANIC:"))
            .map(line -> line.replaceFirst("^.*(FATAL|PANIC): *", ""))
            .distinct()
            .collect(Collectors.joining("; "));
    return reasons.isEmpty() ? lastLines(log) : reasons;
  }
}
