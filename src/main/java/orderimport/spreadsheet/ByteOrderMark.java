package orderimport.spreadsheet;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FilterReader;
import java.io.IOException;
import java.io.PushbackReader;
import java.io.Reader;
import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/** The byte order mark, by which some programs declare the encoding of a text file. */
public final class ByteOrderMark {
  private static final Charset UTF_32LE = Charset.forName("UTF-32LE");
  private static final Charset UTF_32BE = Charset.forName("UTF-32BE");

  /** The decoded mark. */
  private static final char MARK = '\ufeff';

  /** The UTF-8 mark after it was decoded once in another encoding. */
  private static final String DAMAGED = "\u00ef\u00bb\u00bf";

  private ByteOrderMark() {}

  /** The encoding that the first bytes of a file declare; null without a mark. */
  static @Nullable public Charset of(byte[] start) {
    if (begins(start, 0xef, 0xbb, 0xbf)) {
      return UTF_8;
    }
    if (begins(start, 0xff, 0xfe)) {
      return begins(start, 0xff, 0xfe, 0, 0) ? UTF_32LE : UTF_16LE;
    }
    if (begins(start, 0xfe, 0xff)) {
      return UTF_16BE;
    }
    return begins(start, 0, 0, 0xfe, 0xff) ? UTF_32BE : null;
  }

  static boolean begins(byte[] start, int... bytes) {
    for (int i = 0; i < bytes.length; i++) {
      if (i >= start.length || (start[i] & 0xff) != bytes[i]) {
        return false;
      }
    }
    return true;
  }

  /** Removes all marks at the beginning of the text and at the beginning of each line. */
  public static Reader without(Reader text) throws IOException {
    PushbackReader in = new PushbackReader(text, DAMAGED.length());
    char[] start = new char[DAMAGED.length()];
    int count = fill(in, start);
    while (count > 0) {
      int mark = start[0] == MARK ? 1 : new String(start, 0, count).equals(DAMAGED) ? count : 0;
      in.unread(start, mark, count - mark);
      if (mark == 0) {
        break;
      }
      count = fill(in, start);
    }
    return new Lines(in);
  }

  private static int fill(Reader in, char[] buffer) throws IOException {
    int count = 0;
    for (int read = 0; read >= 0 && count < buffer.length; count += Math.max(read, 0)) {
      read = in.read(buffer, count, buffer.length - count);
    }
    return count;
  }

  /** Removes marks at the beginning of lines, which concatenated files contain. */
  private static final class Lines extends FilterReader {
    private boolean atLineStart;

    Lines(Reader in) {
      super(in);
    }

    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
      while (true) {
        int count = in.read(buffer, offset, length);
        int remaining = count <= 0 ? count : withoutMarks(buffer, offset, count);
        if (remaining != 0 || length == 0) {
          return remaining;
        }
      }
    }

    private int withoutMarks(char[] buffer, int offset, int count) {
      int to = offset;
      for (int i = offset; i < offset + count; i++) {
        char c = buffer[i];
        if (c != MARK || !atLineStart) {
          buffer[to++] = c;
          atLineStart = c == '\n' || c == '\r';
        }
      }
      return to - offset;
    }

    @Override
    public int read() throws IOException {
      char[] one = new char[1];
      return read(one, 0, 1) < 0 ? -1 : one[0];
    }
  }
}
