package orderimport.spreadsheet;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/** The bytes with which some programs mark a text file's encoding. */
final class ByteOrderMark {
  private ByteOrderMark() {}

  /** The encoding that a file's first bytes mark; null if they mark none. */
  static @Nullable Charset of(byte[] start) {
    if (begins(start, 0xef, 0xbb, 0xbf)) {
      return UTF_8;
    }
    if (begins(start, 0xff, 0xfe)) {
      return UTF_16LE;
    }
    return begins(start, 0xfe, 0xff) ? UTF_16BE : null;
  }

  static boolean begins(byte[] start, int... bytes) {
    for (int i = 0; i < bytes.length; i++) {
      if (i >= start.length || (start[i] & 0xff) != bytes[i]) {
        return false;
      }
    }
    return true;
  }
}
