package orderimport.spreadsheet.csv;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import orderimport.problem.FileProblem;
import orderimport.problem.Phrase;
import orderimport.problem.Text;
import orderimport.spreadsheet.Limits;
import orderimport.spreadsheet.ParseTimeBudget;
import orderimport.spreadsheet.Row;
import orderimport.spreadsheet.RowReader;
import orderimport.spreadsheet.UnreadableSpreadsheetException;
import org.jspecify.annotations.Nullable;

/** Reads the records of a text file. */
final class CsvRows implements RowReader {
  private static final int MIN_BUFFER = 1 << 15;

  private final CsvRecords records;
  private final CsvReader<Row> csv;
  private final CloseableIterator<Row> rows;

  CsvRows(Reader text, Delimiter delimiter, Limits limits, ParseTimeBudget parseTimeBudget) {
    this.records = new CsvRecords(delimiter.announced(), limits, parseTimeBudget);
    this.csv =
        CsvReader.builder()
            .fieldSeparator(delimiter.character())
            .skipEmptyLines(false)
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .allowUnclosedQuote(false)
            .maxBufferSize(Math.max(MIN_BUFFER, limits.cellText() + 3))
            .build(records, text);
    this.rows = csv.iterator();
  }

  @Override
  public @Nullable Row next() {
    try {
      return rows.hasNext() ? rows.next() : null;
    } catch (CsvParseException e) {
      if (e.getCause() != null) {
        throw e;
      }
      throw new UnreadableSpreadsheetException(
              FileProblem.UNREADABLE_QUOTATION, records.number(), records.line())
          .causedBy(e);
    }
  }

  @Override
  public Text subject() {
    return Phrase.THE_FILE_AFTER.text(records.number());
  }

  @Override
  public void close() {
    try {
      csv.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
