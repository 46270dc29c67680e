package orderimport.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a process has used so far, as recorded by Linux; 0 if it is not available. */
final class ProcessUsage {
  private static final double TICKS_PER_SECOND = 100;

  /** The place of a field of {@code /proc/PID/stat} behind the program's name; see proc(5). */
  private static final int USER_TIME = 11;

  private ProcessUsage() {}

  /** The peak resident memory in MB. */
  static double peakMegabytes(long pid) {
    return read(pid, "status")
        .lines()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
        .findFirst()
        .orElse(0);
  }

  /** The CPU time of the process in seconds. */
  static double cpuSeconds(long pid) {
    return seconds(pid, 2);
  }

  /** The CPU time in seconds of a process, its living children and those that have ended. */
  static double cpuSecondsOfAll(ProcessHandle process) {
    return seconds(process.pid(), 4)
        + process.children().mapToDouble(child -> cpuSeconds(child.pid())).sum();
  }

  private static double seconds(long pid, int fields) {
    String stat = read(pid, "stat");
    double ticks = 0;
    if (!stat.isEmpty()) {
      String[] values = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      for (int i = USER_TIME; i < USER_TIME + fields; i++) {
        ticks += Double.parseDouble(values[i]);
      }
    }
    return ticks / TICKS_PER_SECOND;
  }

  private static String read(long pid, String name) {
    try {
      return Files.readString(Path.of("/proc", String.valueOf(pid), name));
    } catch (IOException e) {
      return "";
    }
  }
}
