package orderimport.inbox;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A folder that people drop spreadsheets into. */
record Inbox(Path folder) {
  private static final String LOCK = ".order-import.lock";

  /** What a file was when it was looked at; while it is being written it changes. */
  record Look(long size, FileTime modified) {
    static Look at(Path file) throws IOException {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return new Look(attributes.size(), attributes.lastModifiedTime());
    }
  }

  boolean exists() {
    return Files.isDirectory(folder);
  }

  /** Keeps other runs away until it is closed, or the process ends. */
  record Turn(FileChannel channel, FileLock lock) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      channel.close();
    }
  }

  /** Empty if another run is at it. */
  Optional<Turn> turn() throws IOException {
    FileChannel channel =
        FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    boolean taken = false;
    try {
      FileLock lock = lock(channel);
      if (lock == null) {
        return Optional.empty();
      }
      channel.truncate(0);
      channel.write(
          ByteBuffer.wrap(
              "process %d\n"
                  .formatted(ProcessHandle.current().pid())
                  .getBytes(StandardCharsets.UTF_8)));
      taken = true;
      return Optional.of(new Turn(channel, lock));
    } finally {
      if (!taken) {
        channel.close();
      }
    }
  }

  private static @Nullable FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      // This process has it already, under another name of the inbox.
      return null;
    }
  }

  /** Who has the turn, as far as is known. */
  String holder() throws IOException {
    Path lock = folder.resolve(LOCK);
    String holder = Files.exists(lock) ? Files.readString(lock).strip() : "";
    return holder.isEmpty() ? "another order-import" : holder;
  }

  /** The spreadsheets in it, by name, as they are now. */
  Map<Path, Look> look() throws IOException {
    Map<Path, Look> looks = new LinkedHashMap<>();
    for (Path file : SpreadsheetFolder.in(folder)) {
      looks.put(file, Look.at(file));
    }
    return looks;
  }

  /** Whether a file is still what it was. */
  static boolean unchanged(Path file, Look before) throws IOException {
    return Files.exists(file) && Look.at(file).equals(before);
  }
}
