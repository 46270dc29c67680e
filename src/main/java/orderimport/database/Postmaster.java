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

/** The server process that a cluster's postmaster.pid names: it runs, or did. */
record Postmaster(long pid, int port, boolean ready) {
  private static final Pattern PORT = Pattern.compile("\"-p\" \"(\\d{1,5})\"");

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

  /** The port of the last start in a cluster, also after a clean stop; empty if there was none. */
  static Optional<Integer> lastPortIn(Path cluster) throws IOException {
    try {
      Matcher port = PORT.matcher(Files.readString(cluster.resolve("postmaster.opts")));
      return port.find() ? Optional.of(Integer.valueOf(port.group(1))) : Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  boolean isAlive() {
    return ProcessHandle.of(pid).isPresent();
  }

  /** After a restart of the machine, the number may belong to another program or server. */
  boolean serves(Path cluster) {
    return !isZombie()
        && arguments().map(arguments -> arguments.contains(cluster.toString())).orElse(true);
  }

  /** Empty if the machine does not tell. */
  private Optional<List<String>> arguments() {
    return ProcessHandle.of(pid)
        .flatMap(process -> process.info().arguments())
        .map(List::of)
        .or(this::longArguments);
  }

  /** Those of a command line that is too long for the JDK. */
  private Optional<List<String>> longArguments() {
    try {
      String line = new String(Files.readAllBytes(process("cmdline")), StandardCharsets.UTF_8);
      return line.isEmpty() ? Optional.empty() : Optional.of(List.of(line.split("\0")));
    } catch (IOException e) {
      // No Linux, or gone.
      return Optional.empty();
    }
  }

  private Path process(String file) {
    return Path.of("/proc", String.valueOf(pid), file);
  }

  /** Dead, and not yet noticed by its parent: in a container that may stay so. */
  private boolean isZombie() {
    try {
      String stat = Files.readString(process("stat"));
      return stat.startsWith("Z", stat.lastIndexOf(')') + 2);
    } catch (IOException e) {
      // No Linux, or gone.
      return false;
    }
  }
}
