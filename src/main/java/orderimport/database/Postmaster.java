package orderimport.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The server process that a cluster's postmaster.pid names: it runs, or did. */
record Postmaster(long pid, int port, boolean ready) {

  /** Empty if none is named, or the file is not written to its end yet. */
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

  boolean isAlive() {
    return ProcessHandle.of(pid).isPresent();
  }

  /** After a restart of the machine, the number may belong to another program or server. */
  boolean serves(Path cluster) {
    return !isZombie()
        && ProcessHandle.of(pid)
            .flatMap(process -> process.info().arguments())
            .map(arguments -> List.of(arguments).contains(cluster.toString()))
            .orElse(true);
  }

  /** Dead, and not yet noticed by its parent: in a container that may stay so. */
  private boolean isZombie() {
    try {
      String stat = Files.readString(Path.of("/proc", String.valueOf(pid), "stat"));
      return stat.startsWith("Z", stat.lastIndexOf(')') + 2);
    } catch (IOException e) {
      // No Linux, or gone.
      return false;
    }
  }
}
