package orderimport.spreadsheet.xlsx;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import javax.xml.stream.XMLStreamException;
import orderimport.problem.FileProblem;
import orderimport.spreadsheet.Cell;
import orderimport.spreadsheet.Limits;
import orderimport.spreadsheet.UnreadableSpreadsheetException;
import org.jspecify.annotations.Nullable;

/**
 * The shared strings of a workbook by index. A large file has millions of them, so they are stored
 * as bytes in blocks, which are compressed beyond a total size, and decoded on access. Cells mostly
 * refer to them in order, so a block is rarely decompressed twice. See ADR 0014.
 */
final class SharedStrings {
  private static final int BLOCK = 64;
  private static final int RECENT = 1 << 12;
  private static final int RECENT_BLOCKS = 1 << 9;
  private static final long PACKED_FROM = 48L << 20;

  private final List<StringBlock> blocks = new ArrayList<>();
  private final ByteArrayOutputStream open = new ByteArrayOutputStream();
  private final Deflater deflater = new Deflater(Deflater.BEST_SPEED);
  private final Inflater inflater = new Inflater();
  private final int[] recentNumbers = new int[RECENT];
  private final @Nullable String[] recentTexts = new @Nullable String[RECENT];
  private final Map<Integer, StringBlock> recentBlocks =
      new LinkedHashMap<>(RECENT_BLOCKS, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, StringBlock> eldest) {
          return size() > RECENT_BLOCKS;
        }
      };
  private final Strikes.Texts strikes = new Strikes.Texts();
  private final long packedFrom;
  private long bytes;
  private int count;

  /**
   * @param packedFrom the number of bytes beyond which blocks are compressed
   */
  SharedStrings(long packedFrom) {
    this.packedFrom = packedFrom;
  }

  SharedStrings() {
    this(PACKED_FROM);
  }

  /** Reads the shared strings part without phonetic hints. */
  static SharedStrings read(XmlPullReader xml, Limits limits) throws XMLStreamException {
    SharedStrings texts = new SharedStrings();
    Strikes strikes = new Strikes();
    while (xml.nextElement()) {
      // Beta versions of the format call the element sstItem.
      if (xml.name().equals("si") || xml.name().equals("sstItem")) {
        String text = RichText.read(xml, limits, strikes);
        texts.strikes.add(strikes, texts.count);
        texts.add(text);
        if (texts.bytes > limits.sharedText().toBytes()) {
          throw new UnreadableSpreadsheetException(
              FileProblem.UNREADABLE_TOO_MANY_TEXTS, limits.sharedText().toKilobytes());
        }
      }
    }
    return texts.complete();
  }

  /**
   * How much of a text is struck through.
   *
   * @param byCell whether the font of the cell is struck through
   */
  Cell.Strike strike(int number, boolean byCell) {
    return number < 0 ? Cell.Strike.NONE : strikes.of(number, byCell);
  }

  /** Adds a text with the next index. */
  void add(String text) {
    StringBlock.write(open, text);
    if (++count % BLOCK == 0) {
      closeBlock();
    }
  }

  SharedStrings complete() {
    closeBlock();
    deflater.end();
    return this;
  }

  private void closeBlock() {
    StringBlock block = StringBlock.of(open);
    open.reset();
    bytes += block.length();
    blocks.add(bytes > packedFrom ? block.pack(deflater) : block);
  }

  /** The text with an index; null if absent. */
  @Nullable String get(int number) {
    if (number < 0 || number >= count) {
      return null;
    }
    int slot = number % RECENT;
    String recent = recentTexts[slot];
    if (recent != null && recentNumbers[slot] == number) {
      return recent;
    }
    String text = block(number / BLOCK).text(number % BLOCK);
    recentNumbers[slot] = number;
    recentTexts[slot] = text;
    return text;
  }

  private StringBlock block(int index) {
    StringBlock block = blocks.get(index);
    return block.packed()
        ? recentBlocks.computeIfAbsent(index, missing -> block.unpack(inflater))
        : block;
  }
}
