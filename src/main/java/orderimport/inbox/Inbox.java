package orderimport.inbox;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A folder from which spreadsheets are imported. */
record Inbox(Path folder) {
  private static final String LOCK = ".order-import.lock";

  /** The size and modification time of a file; they change while it is being written. */
  record FileSnapshot(long size, FileTime modified) {
    static final FileSnapshot UNREADABLE = new FileSnapshot(-1, FileTime.fromMillis(0));

    static FileSnapshot at(Path file) throws IOException {
      BasicFileAttributes attributes =
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return attributes.isRegularFile()
          ? new FileSnapshot(attributes.size(), attributes.lastModifiedTime())
          : UNREADABLE;
    }
  }

  boolean exists() {
    return Files.isDirectory(folder);
  }

  /** Excludes other runs until it is closed or the process ends. */
  record FolderLock(FileChannel channel, FileLock lock) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      channel.close();
    }
  }

  /** Acquires the lock of the folder; empty if another run holds it. */
  Optional<FolderLock> tryLock() throws IOException {
    FileChannel channel =
        FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    boolean acquired = false;
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
      acquired = true;
      return Optional.of(new FolderLock(channel, lock));
    } finally {
      if (!acquired) {
        channel.close();
      }
    }
  }

  private static @Nullable FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      // This process already holds the lock, under another name of the inbox.
      return null;
    }
  }

  /** The process that holds the lock, as far as known. */
  String holder() throws IOException {
    Path lock = folder.resolve(LOCK);
    String holder = Files.exists(lock) ? Files.readString(lock).strip() : "";
    return holder.isEmpty() ? "another order-import" : holder;
  }

  /** Snapshots of the spreadsheets in the folder, sorted by name; without {@link #links()}. */
  Map<Path, FileSnapshot> snapshots() {
    Map<Path, FileSnapshot> snapshots = new LinkedHashMap<>();
    for (Path file : SpreadsheetFolder.in(folder)) {
      if (!Files.isSymbolicLink(file)) {
        snapshots(file).ifPresent(fileSnapshot -> snapshots.put(file, fileSnapshot));
      }
    }
    return snapshots;
  }

  private static Optional<FileSnapshot> snapshots(Path file) {
    try {
      return Optional.of(FileSnapshot.at(file));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      // Reported when this file is processed, so that it does not affect the others.
      return Optional.of(FileSnapshot.UNREADABLE);
    }
  }

  /**
   * The symbolic links to spreadsheets. They are not followed: the results would disclose the
   * target file to anyone who can create a link.
   */
  List<Path> links() {
    return SpreadsheetFolder.in(folder).stream().filter(Files::isSymbolicLink).toList();
  }

  /** Whether a file was modified after a time; false if unknown. */
  boolean isNewerThan(Instant time, String name) {
    try {
      return FileSnapshot.at(folder.resolve(name)).modified().toInstant().isAfter(time);
    } catch (IOException | InvalidPathException e) {
      return false;
    }
  }

  /** Whether a file still equals its snapshot. */
  static boolean unchanged(Path file, FileSnapshot before) throws IOException {
    return Files.exists(file) && FileSnapshot.at(file).equals(before);
  }
}
