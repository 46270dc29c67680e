package orderimport.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The processes of the database server in a data folder. */
final class ServerProcesses {
  private ServerProcesses() {}

  /** Kills all of them at once, as a loss of power does. */
  static void kill(Path dataDir) {
    try {
      Path file = dataDir.resolve("postgres/cluster/postmaster.pid");
      long pid = Long.parseLong(Files.readAllLines(file).get(0).strip());
      List<ProcessHandle> all =
          ProcessHandle.of(pid).stream()
              .flatMap(server -> Stream.concat(Stream.of(server), server.descendants()))
              .toList();
      all.forEach(ProcessHandle::destroyForcibly);
    } catch (NoSuchFileException | IndexOutOfBoundsException e) {
      // It does not run.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
