package orderimport.imports;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.Deflater;

/** Bytes of a block of rows being written; {@link BlockInput} reads them. */
final class BlockOutput {
  private byte[] bytes = new byte[256];
  private int size;

  /** Writes a number in one byte if it is below 128; negative numbers are not supported. */
  void number(int number) {
    ensure(5);
    int rest = number;
    while (rest >= 0x80) {
      bytes[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
  }

  /** Writes a text as Latin-1 if possible, else as UTF-8. */
  void text(String text) {
    boolean latin = isLatin(text);
    byte[] encoded = text.getBytes(latin ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
    number(encoded.length << 1 | (latin ? 0 : 1));
    add(encoded, encoded.length);
  }

  private static boolean isLatin(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > 0xFF) {
        return false;
      }
    }
    return true;
  }

  void add(BlockOutput other) {
    add(other.bytes, other.size);
  }

  private void add(byte[] from, int length) {
    ensure(length);
    System.arraycopy(from, 0, bytes, size, length);
    size += length;
  }

  private void ensure(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
    }
  }

  /** The bytes deflated, preceded by their number. */
  byte[] deflated() {
    Deflater deflater = new Deflater(Deflater.BEST_SPEED);
    try {
      deflater.setInput(bytes, 0, size);
      deflater.finish();
      byte[] deflated = new byte[Integer.BYTES + size / 2 + 64];
      ByteBuffer.wrap(deflated).putInt(size);
      int at = Integer.BYTES;
      while (!deflater.finished()) {
        if (at == deflated.length) {
          deflated = Arrays.copyOf(deflated, at * 2);
        }
        at += deflater.deflate(deflated, at, deflated.length - at);
      }
      return Arrays.copyOf(deflated, at);
    } finally {
      deflater.end();
    }
  }
}
