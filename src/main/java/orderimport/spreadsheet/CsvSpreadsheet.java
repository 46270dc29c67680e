package orderimport.spreadsheet;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A text file of separated cells. */
final class CsvSpreadsheet implements Spreadsheet {
  private static final int START = 1 << 19;
  private static final int LONGEST_MARK = 3;

  private final Path file;
  private final Sheet sheet;
  private final Charset encoding;
  private final Delimiter delimiter;
  private final Limits limits;

  private CsvSpreadsheet(
      Path file, Sheet sheet, Charset encoding, Delimiter delimiter, Limits limits) {
    this.file = file;
    this.sheet = sheet;
    this.encoding = encoding;
    this.delimiter = delimiter;
    this.limits = limits;
  }

  static CsvSpreadsheet open(
      Path file, String fileName, ReadOptions options, Limits limits, Budget budget)
      throws IOException {
    Charset given = options.encoding();
    Charset encoding = given == null ? TextScan.encoding(file, budget) : given;
    char fallback = fileName.toLowerCase(Locale.ROOT).endsWith(".tsv") ? '\t' : ',';
    Delimiter told = Delimiter.of(start(file, encoding), fallback);
    Character wanted = options.delimiter();
    Delimiter delimiter = wanted == null ? told : new Delimiter(wanted, told.announced());
    if ("\"\r\n".indexOf(delimiter.character()) >= 0) {
      throw new UnreadableSpreadsheetException(
          "A quotation mark or a line's end cannot separate cells. Give another delimiter.");
    }
    return new CsvSpreadsheet(
        file, new Sheet(0, name(fileName), false), encoding, delimiter, limits);
  }

  private static String name(String fileName) {
    String last =
        fileName.substring(Math.max(fileName.lastIndexOf('/'), fileName.lastIndexOf('\\')) + 1);
    int ending = last.lastIndexOf('.');
    String name = ending > 0 ? last.substring(0, ending) : last;
    return name.isBlank() ? "Sheet1" : name;
  }

  private static String start(Path file, Charset encoding) throws IOException {
    try (Reader reader = reader(file, encoding)) {
      char[] start = new char[START];
      int length = 0;
      while (length < START) {
        int count = reader.read(start, length, START - length);
        if (count < 0) {
          return new String(start, 0, length);
        }
        length += count;
      }
      String text = new String(start);
      return text.substring(0, Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r')) + 1);
    }
  }

  /** The file's text without a byte order mark. */
  private static Reader reader(Path file, Charset encoding) throws IOException {
    PushbackInputStream in = new PushbackInputStream(Files.newInputStream(file), LONGEST_MARK);
    byte[] start = in.readNBytes(LONGEST_MARK);
    int mark = markLength(ByteOrderMark.of(start), encoding);
    in.unread(start, mark, start.length - mark);
    return new InputStreamReader(
        in,
        encoding
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT));
  }

  /** The encoding that is named plain UTF-16 reads the mark itself. */
  private static int markLength(@Nullable Charset marked, Charset encoding) {
    if (marked == null || encoding.equals(StandardCharsets.UTF_16)) {
      return 0;
    }
    return marked.equals(StandardCharsets.UTF_8) ? 3 : 2;
  }

  @Override
  public List<Sheet> sheets() {
    return List.of(sheet);
  }

  @Override
  public Stream<Row> rows(Sheet sheet) {
    Budget budget = new Budget(limits.parseTime());
    try {
      return RowReader.stream(
          new CsvRows(reader(file, encoding), delimiter, limits, budget), budget);
    } catch (IOException trouble) {
      throw Failure.of("The file", trouble);
    }
  }

  @Override
  public String format() {
    return "CSV, %s, separated by %s".formatted(encoding.name(), delimiter.word());
  }

  /** Nothing stays open between readings. */
  @Override
  public void close() {}
}
