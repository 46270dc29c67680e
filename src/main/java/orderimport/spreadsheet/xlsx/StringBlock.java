package orderimport.spreadsheet.xlsx;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** A block of texts as length-prefixed bytes, compressed or not. */
final class StringBlock {
  private static final int CONTINUATION = 0x80;

  private final byte[] bytes;
  private final int length;

  private StringBlock(byte[] bytes, int length) {
    this.bytes = bytes;
    this.length = length;
  }

  /** The number of bytes of the uncompressed block. */
  int length() {
    return length;
  }

  boolean packed() {
    return bytes.length < length;
  }

  static void write(ByteArrayOutputStream to, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    int rest = bytes.length;
    for (; rest >= CONTINUATION; rest >>>= 7) {
      to.write(rest | CONTINUATION);
    }
    to.write(rest);
    to.writeBytes(bytes);
  }

  static StringBlock of(ByteArrayOutputStream texts) {
    byte[] bytes = texts.toByteArray();
    return new StringBlock(bytes, bytes.length);
  }

  StringBlock pack(Deflater deflater) {
    deflater.reset();
    deflater.setInput(bytes);
    deflater.finish();
    byte[] smaller = new byte[length];
    int size = deflater.deflate(smaller);
    return deflater.finished() && size < length
        ? new StringBlock(Arrays.copyOf(smaller, size), length)
        : this;
  }

  StringBlock unpack(Inflater inflater) {
    byte[] whole = new byte[length];
    try {
      inflater.reset();
      inflater.setInput(bytes);
      inflater.inflate(whole);
    } catch (DataFormatException e) {
      throw new IllegalStateException(e);
    }
    return new StringBlock(whole, length);
  }

  /** A text of an uncompressed block. */
  String text(int index) {
    int at = 0;
    for (int before = 0; ; before++) {
      int size = 0;
      int shift = 0;
      for (; bytes[at] < 0; shift += 7) {
        size |= (bytes[at++] & ~CONTINUATION & 0xff) << shift;
      }
      size |= bytes[at++] << shift;
      if (before == index) {
        return new String(bytes, at, size, StandardCharsets.UTF_8);
      }
      at += size;
    }
  }
}
