package orderimport.sandbox;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import orderimport.carrier.Carrier.AcceptedOrder;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The accepted orders, one line of JSON each; in a file, so that memory use stays constant. */
final class Journal implements Closeable {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Path file;
  private final boolean temporary;
  private final FileChannel channel;
  private final Clock clock;
  private final RandomGenerator random = new SecureRandom();

  private Journal(Path file, boolean temporary, FileChannel channel, Clock clock) {
    this.file = file;
    this.temporary = temporary;
    this.channel = channel;
    this.clock = clock;
  }

  static Journal open(@Nullable Path given, Clock clock) throws IOException {
    Path file = given == null ? Files.createTempFile("order-import-sandbox", ".jsonl") : given;
    if (file.getParent() != null) {
      Files.createDirectories(file.getParent());
    }
    FileChannel channel =
        FileChannel.open(
            file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND), ownerOnly(file));
    if (lacksLineBreak(file)) {
      channel.write(ByteBuffer.wrap(new byte[] {'\n'}));
    }
    return new Journal(file, given == null, channel, clock);
  }

  /** The owner alone may read the file: orders contain names and addresses. */
  private static FileAttribute<?>[] ownerOnly(Path file) {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  /** Whether the last line lacks its line break, as after a crash. */
  private static boolean lacksLineBreak(Path file) throws IOException {
    try (RandomAccessFile tail = new RandomAccessFile(file.toFile(), "r")) {
      if (tail.length() == 0) {
        return false;
      }
      tail.seek(tail.length() - 1);
      return tail.read() != '\n';
    }
  }

  private static BufferedReader read(Path file) throws IOException {
    return new BufferedReader(
        new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8));
  }

  private static boolean isComplete(String line) {
    return line.startsWith("{") && line.endsWith("}}");
  }

  /** A random number, unique across processes and sandboxes. */
  long nextNumber() {
    return random.nextLong(1L << 40, 1L << 53);
  }

  void accepted(
      long order, String carrier, String orderRef, @Nullable String id, JsonNode request) {
    Map<String, @Nullable Object> line = new LinkedHashMap<>();
    line.put("number", order);
    line.put("carrier", carrier);
    line.put("order_ref", orderRef);
    line.put("id", id);
    line.put("received", clock.instant().toString());
    line.put("request", request);
    byte[] bytes = (JSON.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8);
    try {
      channel.write(ByteBuffer.wrap(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException("The sandbox's journal " + file + " cannot be written", e);
    }
  }

  /** The accepted orders of a carrier, the oldest first. */
  List<AcceptedOrder> accepted(String carrier) {
    List<AcceptedOrder> orders = new ArrayList<>();
    try (BufferedReader lines = read(file)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonNode order = isComplete(line) ? JSON.readTree(line) : JSON.createObjectNode();
        if (carrier.equals(order.path("carrier").asString(""))) {
          orders.add(
              new AcceptedOrder(
                  order.path("number").asLong(),
                  Instant.parse(order.path("received").asString()),
                  order.path("request")));
        }
      }
      return orders;
    } catch (IOException e) {
      throw new UncheckedIOException("The sandbox's journal " + file + " cannot be read", e);
    }
  }

  /** Writes the accepted orders as a JSON array. */
  void copyTo(OutputStream out) throws IOException {
    String before = "[";
    try (BufferedReader lines = read(file)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (isComplete(line)) {
          out.write((before + line).getBytes(StandardCharsets.UTF_8));
          before = ",\n";
        }
      }
    }
    out.write((before.equals("[") ? "[]" : "]").getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    try {
      channel.close();
      if (temporary) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
