package orderimport.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The processes of the database server in a data directory. */
final class ServerProcesses {
  private ServerProcesses() {}

  /** Kills all of them at once, as a power failure does. */
  static void kill(Path dataDir) {
    all(dataDir).forEach(ProcessHandle::destroyForcibly);
  }

  /** Sends all of them a signal, such as STOP. */
  static void signal(Path dataDir, String name) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("kill", "-" + name));
    all(dataDir).forEach(process -> command.add(String.valueOf(process.pid())));
    new ProcessBuilder(command).inheritIO().start().waitFor();
  }

  private static List<ProcessHandle> all(Path dataDir) {
    try {
      Path file = dataDir.resolve("postgres/cluster/postmaster.pid");
      long pid = Long.parseLong(Files.readAllLines(file).get(0).strip());
      return ProcessHandle.of(pid).stream()
          .flatMap(server -> Stream.concat(Stream.of(server), server.descendants()))
          .toList();
    } catch (NoSuchFileException | IndexOutOfBoundsException e) {
      // The server is not running.
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Kills all of them, and prevents programs from starting the server again.
   *
   * @return the block; closing it allows a restart
   */
  static AutoCloseable killAndBlockRestart(Path dataDir) throws IOException {
    // A program holds this lock while it starts or stops the server.
    FileChannel lock =
        FileChannel.open(dataDir.resolve("postgres/start-or-stop.lock"), StandardOpenOption.WRITE);
    lock.lock();
    kill(dataDir);
    return lock;
  }
}
