package orderimport.spreadsheet.csv;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;
import orderimport.problem.FileProblem;
import orderimport.problem.Phrase;
import orderimport.problem.Text;
import orderimport.spreadsheet.ByteOrderMark;
import orderimport.spreadsheet.Limits;
import orderimport.spreadsheet.ParseTimeBudget;
import orderimport.spreadsheet.ReadOptions;
import orderimport.spreadsheet.Row;
import orderimport.spreadsheet.RowReader;
import orderimport.spreadsheet.Sheet;
import orderimport.spreadsheet.Spreadsheet;
import orderimport.spreadsheet.UnreadableSpreadsheetException;

/** A text file of cells that a delimiter separates. */
public final class CsvSpreadsheet implements Spreadsheet {
  private static final int START = 1 << 19;

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

  /**
   * Opens a text file.
   *
   * @param fileName the file's name at the user's
   * @param headings whether a cell's text is a known heading
   */
  public static CsvSpreadsheet open(
      Path file,
      String fileName,
      ReadOptions options,
      Predicate<String> headings,
      Limits limits,
      ParseTimeBudget parseTimeBudget)
      throws IOException {
    Charset encoding = EncodingDetector.encoding(file, options.encoding(), parseTimeBudget);
    char fallback = fileName.toLowerCase(Locale.ROOT).endsWith(".tsv") ? '\t' : ',';
    Delimiter detected = Delimiter.of(start(file, encoding), fallback, headings);
    Character requested = options.delimiter();
    Delimiter delimiter =
        requested == null ? detected : new Delimiter(requested, detected.announced());
    if ("\"\r\n".indexOf(delimiter.character()) >= 0) {
      throw new UnreadableSpreadsheetException(FileProblem.UNREADABLE_DELIMITER);
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

  /** The file's text without byte order marks. */
  private static Reader reader(Path file, Charset encoding) throws IOException {
    Reader text =
        new InputStreamReader(
            Files.newInputStream(file),
            encoding
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT));
    try {
      return ByteOrderMark.without(text);
    } catch (IOException e) {
      text.close();
      throw e;
    }
  }

  @Override
  public List<Sheet> sheets() {
    return List.of(sheet);
  }

  @Override
  public Stream<Row> rows(Sheet sheet) {
    ParseTimeBudget parseTimeBudget = new ParseTimeBudget(limits.parseTime());
    return parseTimeBudget.call(
        Phrase.THE_FILE::text,
        () ->
            RowReader.stream(
                new CsvRows(reader(file, encoding), delimiter, limits, parseTimeBudget),
                parseTimeBudget));
  }

  @Override
  public Text format() {
    return Phrase.FORMAT_CSV.text(encoding.name(), delimiter.word());
  }

  /** Each stream of rows opens the file itself, so there is nothing to close. */
  @Override
  public void close() {}
}
