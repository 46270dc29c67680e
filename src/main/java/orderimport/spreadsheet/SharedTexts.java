package orderimport.spreadsheet;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/**
 * The texts that a workbook's cells share, by number. A large file has millions of them: they are
 * kept as bytes, and made into a text when asked for.
 */
final class SharedTexts {
  private static final int CHUNK = 1 << 20;
  private static final int RECENT = 1 << 12;

  private final List<byte[]> chunks = new ArrayList<>();
  private int[] ends = new int[1024];
  private int[] places = new int[1024];
  private int count;
  private byte[] chunk = new byte[0];
  private int used;
  private final int[] recentNumbers = new int[RECENT];
  private final @Nullable String[] recentTexts = new @Nullable String[RECENT];

  /** Reads the shared texts' part; its phonetic hints are left out. */
  static SharedTexts read(XmlPart xml, Limits limits) throws IOException, XMLStreamException {
    SharedTexts texts = new SharedTexts();
    long bytes = 0;
    while (xml.nextElement()) {
      if (xml.name().equals("si")) {
        bytes += texts.add(RichText.read(xml, limits));
        if (bytes > limits.sharedText().toBytes()) {
          throw new UnreadableSpreadsheetException(
              "The file holds more than %d MB of text, which is the limit. Split the file."
                  .formatted(limits.sharedText().toMegabytes()));
        }
      }
    }
    return texts;
  }

  /** Adds a text as the next number and tells how much memory it takes. */
  int add(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (chunk.length - used < bytes.length) {
      chunk = new byte[Math.max(CHUNK, bytes.length)];
      used = 0;
      chunks.add(chunk);
    }
    System.arraycopy(bytes, 0, chunk, used, bytes.length);
    if (count == ends.length) {
      ends = Arrays.copyOf(ends, count + count / 2);
      places = Arrays.copyOf(places, count + count / 2);
    }
    places[count] = chunks.size() - 1;
    used += bytes.length;
    ends[count] = used;
    count++;
    return bytes.length + 2 * Integer.BYTES;
  }

  /** The text of a number; null if there is none. */
  @Nullable String get(int number) {
    if (number < 0 || number >= count) {
      return null;
    }
    int slot = number % RECENT;
    String recent = recentTexts[slot];
    if (recent != null && recentNumbers[slot] == number) {
      return recent;
    }
    int place = places[number];
    int start = number > 0 && places[number - 1] == place ? ends[number - 1] : 0;
    String text =
        new String(chunks.get(place), start, ends[number] - start, StandardCharsets.UTF_8);
    recentNumbers[slot] = number;
    recentTexts[slot] = text;
    return text;
  }
}
