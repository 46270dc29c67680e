package orderimport.spreadsheet.csv;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import orderimport.problem.FileProblem;
import orderimport.spreadsheet.ByteOrderMark;
import orderimport.spreadsheet.ParseTimeBudget;
import orderimport.spreadsheet.UnreadableSpreadsheetException;
import org.jspecify.annotations.Nullable;

/** Detects the encoding of a text file from all of its bytes. */
public final class EncodingDetector {
  public static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

  /** Up to this many control characters are reported as problems of their cells. */
  private static final int FEW_CONTROLS = 8;

  /** A file in which more than one byte in this many is a control character is binary. */
  private static final int CONTROL_SHARE = 20;

  private long line = 1;
  private long letters;
  private long broken;
  private int missing;
  private int lowest;
  private int highest;
  private long bytes;
  private long controls;
  private long controlLine;

  private EncodingDetector() {}

  /**
   * @param given the encoding that the user specified; null to detect it
   * @throws UnreadableSpreadsheetException if the file is not text, or its encoding cannot be
   *     detected
   */
  static Charset encoding(Path file, @Nullable Charset given, ParseTimeBudget parseTimeBudget)
      throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] buffer = new byte[1 << 16];
      int count = in.readNBytes(buffer, 0, buffer.length);
      Charset marked = ByteOrderMark.of(buffer);
      Charset wide = marked == null || marked.equals(UTF_8) ? wide(buffer, count) : marked;
      if (wide != null) {
        return given == null ? wide : checked(given, wide);
      } else if (given != null) {
        return given;
      }
      EncodingDetector scan = new EncodingDetector();
      for (; count > 0; count = in.read(buffer)) {
        parseTimeBudget.check();
        scan.scan(buffer, count);
      }
      return scan.isUtf8(marked != null)
          ? UTF_8
          : EightBitEncoding.of(LetterContexts.of(file, parseTimeBudget));
    }
  }

  private static Charset checked(Charset given, Charset wide) {
    if (!wide.name().startsWith(given.name())) {
      throw new UnreadableSpreadsheetException(
          FileProblem.UNREADABLE_OTHER_ENCODING, wide.name(), given.name());
    }
    return wide;
  }

  /** Detects UTF-16 without a mark: in mostly Latin text, every other byte is zero. */
  private static @Nullable Charset wide(byte[] buffer, int count) {
    int[] zeros = new int[2];
    for (int i = 0; i < count; i++) {
      zeros[i & 1] += buffer[i] == 0 ? 1 : 0;
    }
    int many = count / 2 * 6 / 10;
    int few = count / 2 / 20;
    if (count >= 4 && count % 2 == 0) {
      if (zeros[1] > many && zeros[0] <= few) {
        return UTF_16LE;
      }
      if (zeros[0] > many && zeros[1] <= few) {
        return UTF_16BE;
      }
    }
    return null;
  }

  private void scan(byte[] buffer, int count) {
    for (int i = 0; i < count; i++) {
      int b = buffer[i] & 0xff;
      bytes++;
      if (missing > 0) {
        if (b >= lowest && b <= highest) {
          continuation();
          continue;
        }
        broken++;
        missing = 0;
      }
      if (b < 0x80) {
        ascii(b);
      } else {
        leadByte(b);
      }
    }
  }

  private void ascii(int b) {
    if (b == '\n') {
      line++;
    } else if (b < ' ' && (b < '\t' || b > '\r')) {
      controlLine = controls++ == 0 ? line : controlLine;
    }
  }

  private UnreadableSpreadsheetException binary() {
    return new UnreadableSpreadsheetException(FileProblem.UNREADABLE_BINARY, controlLine);
  }

  /** Starts a multi-byte character; the range of the next byte excludes overlong forms. */
  private void leadByte(int b) {
    missing = b < 0xc2 || b > 0xf4 ? 0 : b < 0xe0 ? 1 : b < 0xf0 ? 2 : 3;
    broken += missing == 0 ? 1 : 0;
    lowest = b == 0xe0 ? 0xa0 : b == 0xf0 ? 0x90 : 0x80;
    highest = b == 0xed ? 0x9f : b == 0xf4 ? 0x8f : 0xbf;
  }

  private void continuation() {
    missing--;
    letters += missing == 0 ? 1 : 0;
    lowest = 0x80;
    highest = 0xbf;
  }

  /**
   * @throws UnreadableSpreadsheetException if it is neither UTF-8 nor text in another encoding
   */
  private boolean isUtf8(boolean marked) {
    if (controls > FEW_CONTROLS && controls * CONTROL_SHARE > bytes) {
      throw binary();
    }
    if (missing > 0 && broken == 0 && letters > 0) {
      throw new UnreadableSpreadsheetException(FileProblem.UNREADABLE_HALF_LETTER);
    }
    broken += missing > 0 ? 1 : 0;
    if (broken > 0 && (marked || letters > broken)) {
      throw new UnreadableSpreadsheetException(FileProblem.UNREADABLE_NOT_UTF8, broken);
    }
    return broken == 0;
  }
}
