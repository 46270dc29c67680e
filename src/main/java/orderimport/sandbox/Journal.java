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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import orderimport.carrier.Carrier.AcceptedOrder;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The accepted orders, one line of JSON each; in a file, so that memory use stays constant. Further
 * lines say that an order was cancelled or the clock was moved.
 */
final class Journal implements Closeable {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String ORDER = "{\"number\":";
  private static final String CANCELLED = "{\"cancelled\":";
  private static final String CLOCK = "{\"clock\":";

  private final Path file;
  private final boolean temporary;
  private final FileChannel channel;
  private final RandomGenerator random = new SecureRandom();

  private Journal(Path file, boolean temporary, FileChannel channel) {
    this.file = file;
    this.temporary = temporary;
    this.channel = channel;
  }

  static Journal open(@Nullable Path given) throws IOException {
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
    return new Journal(file, given == null, channel);
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
      long order,
      String carrier,
      String orderRef,
      @Nullable String id,
      Instant received,
      JsonNode request) {
    Map<String, @Nullable Object> line = new LinkedHashMap<>();
    line.put("number", order);
    line.put("carrier", carrier);
    line.put("order_ref", orderRef);
    line.put("id", id);
    line.put("received", received.toString());
    line.put("request", request);
    append(line);
  }

  /** The accepted orders of a carrier, the oldest first. */
  List<AcceptedOrder> accepted(String carrier) {
    return accepted(carrier, ORDER);
  }

  /** The accepted order of a carrier with this number. */
  Optional<AcceptedOrder> accepted(String carrier, long number) {
    return accepted(carrier, ORDER + number + ",").stream().findFirst();
  }

  private List<AcceptedOrder> accepted(String carrier, String start) {
    List<JsonNode> orders = new ArrayList<>();
    Map<Long, Instant> cancelled = new HashMap<>();
    forEachLine(
        line -> {
          if (line.startsWith(start)) {
            orders.add(JSON.readTree(line));
          } else if (line.startsWith(CANCELLED)) {
            JsonNode cancellation = JSON.readTree(line).path("cancelled");
            cancelled.put(
                cancellation.path("number").asLong(),
                Instant.parse(cancellation.path("at").asString()));
          }
        });
    return orders.stream()
        .filter(order -> carrier.equals(order.path("carrier").asString("")))
        .map(
            order ->
                new AcceptedOrder(
                    order.path("number").asLong(),
                    Instant.parse(order.path("received").asString()),
                    order.path("request"),
                    cancelled.get(order.path("number").asLong())))
        .toList();
  }

  /**
   * Cancels the latest order of a carrier with this reference or id.
   *
   * @param orderRefOrId what the order's {@code order_ref} or {@code id} is
   * @return whether there is such an order
   */
  boolean cancel(String carrier, String orderRefOrId, Instant at) {
    List<Long> numbers = new ArrayList<>();
    forEachLine(
        line -> {
          if (line.startsWith(ORDER)) {
            JsonNode order = JSON.readTree(line);
            if (carrier.equals(order.path("carrier").asString(""))
                && (orderRefOrId.equals(order.path("order_ref").asString(""))
                    || orderRefOrId.equals(order.path("id").asString("")))) {
              numbers.add(order.path("number").asLong());
            }
          }
        });
    if (numbers.isEmpty()) {
      return false;
    }
    Object number = numbers.get(numbers.size() - 1);
    append(Map.of("cancelled", Map.of("number", number, "at", at.toString())));
    return true;
  }

  /** By how much the sandbox's clock is ahead of the machine's. */
  Duration clockAhead() {
    List<Duration> moves = new ArrayList<>(List.of(Duration.ZERO));
    forEachLine(
        line -> {
          if (line.startsWith(CLOCK)) {
            JsonNode ahead = JSON.readTree(line).path("clock").path("ahead");
            moves.add(Duration.parse(ahead.asString()));
          }
        });
    return moves.get(moves.size() - 1);
  }

  void clockAhead(Duration ahead) {
    append(Map.of("clock", Map.of("ahead", ahead.toString())));
  }

  private void append(Map<String, ?> line) {
    byte[] bytes = (JSON.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8);
    try {
      channel.write(ByteBuffer.wrap(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException("The sandbox's journal " + file + " cannot be written", e);
    }
  }

  private void forEachLine(Consumer<String> action) {
    try (BufferedReader lines = read(file)) {
      lines.lines().filter(Journal::isComplete).forEach(action);
    } catch (IOException e) {
      throw new UncheckedIOException("The sandbox's journal " + file + " cannot be read", e);
    }
  }

  /** Writes the accepted orders as a JSON array. */
  void copyTo(OutputStream out) throws IOException {
    String before = "[";
    try (BufferedReader lines = read(file)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (isComplete(line) && line.startsWith(ORDER)) {
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
