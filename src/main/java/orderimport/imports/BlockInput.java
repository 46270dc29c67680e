package orderimport.imports;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Reads what {@link BlockOutput} wrote. */
final class BlockInput {
  private final byte[] bytes;
  private int at;

  private BlockInput(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * @throws IllegalArgumentException if {@link BlockOutput#deflated} did not return these bytes
   */
  static BlockInput inflate(byte[] deflated) {
    byte[] bytes = new byte[ByteBuffer.wrap(deflated).getInt()];
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(deflated, Integer.BYTES, deflated.length - Integer.BYTES);
      int size = 0;
      while (size < bytes.length) {
        int more = inflater.inflate(bytes, size, bytes.length - size);
        if (more == 0) {
          throw new IllegalArgumentException("A block of rows is incomplete");
        }
        size += more;
      }
      return new BlockInput(bytes);
    } catch (DataFormatException e) {
      throw new IllegalArgumentException("A block of rows cannot be inflated", e);
    } finally {
      inflater.end();
    }
  }

  int number() {
    int number = 0;
    int shift = 0;
    byte next;
    do {
      next = bytes[at++];
      number |= (next & 0x7F) << shift;
      shift += 7;
    } while (next < 0);
    return number;
  }

  String text() {
    int header = number();
    int length = header >>> 1;
    String text =
        new String(
            bytes,
            at,
            length,
            (header & 1) == 0 ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
    at += length;
    return text;
  }

  void skipText() {
    int length = number() >>> 1;
    at += length;
  }

  int position() {
    return at;
  }

  void moveTo(int position) {
    at = position;
  }
}
