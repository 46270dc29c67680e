package orderimport.placement;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Stores responses in the data directory until they are recorded in the database. Each attempt has
 * a file, which is written atomically and survives a power failure.
 */
final class ResponseSpool {
  private static final Logger log = LoggerFactory.getLogger(ResponseSpool.class);
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final FileAttribute<?> OWNER_ONLY_FILE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final FileAttribute<?> OWNER_ONLY_FOLDER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  /** An unfinished file older than this was left by a process that ended. */
  private static final Duration ABANDONED = Duration.ofHours(1);

  private final UUID installation;
  private final Path folder;

  /**
   * @param installation the id of the database to which the responses belong
   */
  ResponseSpool(Path dataDir, UUID installation) {
    this.installation = installation;
    this.folder = folder(dataDir).resolve(installation.toString());
  }

  /** The folder with the responses of all databases. */
  static Path folder(Path dataDir) {
    return dataDir.resolve("responses");
  }

  UUID installation() {
    return installation;
  }

  Path folder() {
    return folder;
  }

  /**
   * Writes a response, which survives a power failure once this method returns.
   *
   * @throws IOException if it cannot be written, such as on a full disk
   */
  void write(SpooledResponse response) throws IOException {
    create(folder);
    Path part = Files.createTempFile(folder, name(response), ".part", OWNER_ONLY_FILE);
    try {
      try (FileChannel channel = FileChannel.open(part, EnumSet.of(StandardOpenOption.WRITE))) {
        ByteBuffer bytes = ByteBuffer.wrap(JSON.writeValueAsBytes(response));
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      Files.move(part, file(response), StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
    force(folder);
  }

  private static void create(Path directory) throws IOException {
    if (Files.isDirectory(directory)) {
      return;
    }
    Path parent = directory.toAbsolutePath().getParent();
    if (parent != null) {
      create(parent);
    }
    Files.createDirectories(directory, OWNER_ONLY_FOLDER);
    if (parent != null) {
      force(parent);
    }
  }

  /** Makes a folder's entries durable. */
  private static void force(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /** Deletes the file of a recorded response, if it exists. */
  void delete(SpooledResponse response) {
    try {
      Files.deleteIfExists(file(response));
    } catch (IOException e) {
      // It is recorded once more later, which changes nothing.
      log.warn("{} cannot be deleted", file(response), e);
    }
  }

  private Path file(SpooledResponse response) {
    return folder.resolve(name(response) + ".json");
  }

  private static String name(SpooledResponse response) {
    return "%d-%d".formatted(response.orderId(), response.attempt());
  }

  /** All responses of this database; an unreadable file is logged and kept. */
  List<SpooledResponse> all() {
    List<SpooledResponse> responses = new ArrayList<>();
    if (!Files.isDirectory(folder)) {
      return responses;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        if (file.toString().endsWith(".json")) {
          read(file, responses);
        } else {
          deleteIfAbandoned(file);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The responses in %s cannot be read".formatted(folder), e);
    }
    return responses;
  }

  private void read(Path file, List<SpooledResponse> responses) throws IOException {
    try {
      SpooledResponse response = JSON.readValue(Files.readAllBytes(file), SpooledResponse.class);
      if (installation.equals(response.installation()) && file(response).equals(file)) {
        responses.add(response);
      } else {
        log.error("{} is the response to another order, so it is not recorded", file);
      }
    } catch (NoSuchFileException e) {
      log.debug("{} was recorded meanwhile", file);
    } catch (JacksonException e) {
      log.error("{} is damaged, so the response is not recorded", file, e);
    }
  }

  /** Deletes a file that a process was writing when it ended. */
  private static void deleteIfAbandoned(Path part) throws IOException {
    try {
      if (Files.getLastModifiedTime(part).toInstant().isBefore(Instant.now().minus(ABANDONED))) {
        Files.deleteIfExists(part);
      }
    } catch (NoSuchFileException e) {
      log.debug("{} was completed meanwhile", part);
    }
  }
}
