package orderimport.spreadsheet;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/**
 * The texts that a workbook's cells share, by number. A large file has millions of them: they are
 * kept as bytes in blocks, packed once there are very many, and made into a text when asked for.
 * Cells mostly ask in the texts' order, so that a block is unpacked once.
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
  private final BitSet struck = new BitSet();
  private final BitSet plain = new BitSet();
  private final long packedFrom;
  private long bytes;
  private int count;

  /**
   * @param packedFrom how many bytes of text are kept unpacked
   */
  SharedStrings(long packedFrom) {
    this.packedFrom = packedFrom;
  }

  SharedStrings() {
    this(PACKED_FROM);
  }

  /** Reads the shared texts' part; its phonetic hints are left out. */
  static SharedStrings read(XmlPullReader xml, Limits limits) throws XMLStreamException {
    SharedStrings texts = new SharedStrings();
    Strikes strikes = new Strikes();
    while (xml.nextElement()) {
      // The beta versions of the format call it sstItem.
      if (xml.name().equals("si") || xml.name().equals("sstItem")) {
        String text = RichText.read(xml, limits, strikes);
        strikes.keep(texts.struck, texts.plain, texts.count);
        texts.add(text);
        if (texts.bytes > limits.sharedText().toBytes()) {
          throw new UnreadableSpreadsheetException(
              "The file's texts have more than %d kB, which is the limit."
                  .formatted(limits.sharedText().toKilobytes()),
              "Split the file.");
        }
      }
    }
    return texts.complete();
  }

  /** Whether a text is struck through in a cell whose font is, or is not. */
  boolean isStruck(int number, boolean byCell) {
    return number >= 0 && Strikes.isStruck(struck, plain, number, byCell);
  }

  /** Adds a text as the next number. */
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
