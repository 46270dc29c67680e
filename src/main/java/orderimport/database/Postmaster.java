package orderimport.database;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The server process that a cluster's postmaster.pid names; it may no longer be running. */
record Postmaster(long pid, int port, boolean ready) {
  private static final Pattern PORT = Pattern.compile("\"-p\" \"(\\d{1,5})\"");

  /** Reads postmaster.pid; empty if it does not exist or is not complete yet. */
  static Optional<Postmaster> namedIn(Path cluster) throws IOException {
    try {
      List<String> lines = Files.readAllLines(cluster.resolve("postmaster.pid"));
      return lines.size() < 8
          ? Optional.empty()
          : Optional.of(
              new Postmaster(
                  Long.parseLong(lines.get(0).strip()),
                  Integer.parseInt(lines.get(3).strip()),
                  lines.get(7).strip().equals("ready")));
    } catch (NoSuchFileException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  /**
   * The port of the cluster's last start, also after a clean stop; empty if it was never started.
   */
  static Optional<Integer> lastPortIn(Path cluster) throws IOException {
    try {
      Matcher port = PORT.matcher(Files.readString(cluster.resolve("postmaster.opts")));
      return port.find() ? Optional.of(Integer.valueOf(port.group(1))) : Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /**
   * Finds the processes of a server in this cluster whose postmaster is dead.
   *
   * @return empty if the postmaster is alive, and on other systems than Linux
   */
  static List<ProcessHandle> abandonedIn(Path cluster) throws IOException {
    Path folder = cluster.toRealPath();
    List<ProcessHandle> processes =
        ProcessHandle.allProcesses().filter(process -> isServerIn(folder, process.pid())).toList();
    boolean alive =
        processes.stream()
            .anyMatch(process -> process.parent().filter(processes::contains).isPresent());
    return alive ? List.of() : processes;
  }

  private static boolean isServerIn(Path folder, long pid) {
    try {
      return Files.readSymbolicLink(process(pid, "cwd")).equals(folder)
          && Files.readSymbolicLink(process(pid, "exe"))
              .getFileName()
              .toString()
              .startsWith("postgres");
    } catch (IOException e) {
      // Not Linux, or the process has ended, or belongs to another user.
      return false;
    }
  }

  boolean isAlive() {
    return ProcessHandle.of(pid).isPresent();
  }

  /**
   * Whether the process serves this cluster: after a reboot, the pid may belong to another process.
   */
  boolean serves(Path cluster) {
    return !isZombie()
        && arguments().map(arguments -> arguments.contains(cluster.toString())).orElse(true);
  }

  /** The process's arguments; empty if they are not available. */
  private Optional<List<String>> arguments() {
    return ProcessHandle.of(pid)
        .flatMap(process -> process.info().arguments())
        .map(List::of)
        .or(this::longArguments);
  }

  /** The arguments of a command line that is too long for the JDK. */
  private Optional<List<String>> longArguments() {
    try {
      String line = new String(Files.readAllBytes(process(pid, "cmdline")), StandardCharsets.UTF_8);
      return line.isEmpty() ? Optional.empty() : Optional.of(List.of(line.split("\0")));
    } catch (IOException e) {
      // Not Linux, or the process has ended.
      return Optional.empty();
    }
  }

  private static Path process(long pid, String file) {
    return Path.of("/proc", String.valueOf(pid), file);
  }

  /** Whether the process is dead but not reaped by its parent, which may persist in a container. */
  private boolean isZombie() {
    try {
      String stat = Files.readString(process(pid, "stat"));
      return stat.startsWith("Z", stat.lastIndexOf(')') + 2);
    } catch (IOException e) {
      // Not Linux, or the process has ended.
      return false;
    }
  }
}
