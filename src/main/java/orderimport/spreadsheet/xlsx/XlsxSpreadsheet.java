package orderimport.spreadsheet.xlsx;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.xml.stream.XMLStreamException;
import orderimport.problem.Phrase;
import orderimport.problem.Text;
import orderimport.spreadsheet.CellRange;
import orderimport.spreadsheet.Limits;
import orderimport.spreadsheet.MergedCells;
import orderimport.spreadsheet.ParseTimeBudget;
import orderimport.spreadsheet.Row;
import orderimport.spreadsheet.RowReader;
import orderimport.spreadsheet.Sheet;
import orderimport.spreadsheet.Spreadsheet;
import org.jspecify.annotations.Nullable;

/** A workbook in the Office Open XML format. */
public final class XlsxSpreadsheet implements Spreadsheet {
  private final OoxmlPackage parts;
  private final XlsxWorkbook workbook;
  private final Limits limits;
  private final MergedCells merged = new MergedCells();
  private @Nullable SharedStrings sharedStrings;

  public XlsxSpreadsheet(OoxmlPackage parts, XlsxWorkbook workbook, Limits limits) {
    this.parts = parts;
    this.workbook = workbook;
    this.limits = limits;
  }

  @Override
  public List<Sheet> sheets() {
    return List.copyOf(workbook.sheets().keySet());
  }

  @Override
  public Stream<Row> rows(Sheet sheet) {
    String part = workbook.sheets().get(sheet);
    if (part == null) {
      throw new IllegalArgumentException("no such sheet: " + sheet);
    }
    ParseTimeBudget parseTimeBudget = new ParseTimeBudget(limits.parseTime());
    return parseTimeBudget.call(
        () -> sheet.subject(0),
        () -> {
          SharedStrings texts = sharedTexts(parseTimeBudget);
          TotalsRows totals = TotalsRows.of(parts, part, parseTimeBudget);
          XmlPullReader xml = parts.xml(part, parseTimeBudget);
          return RowReader.stream(
              new XlsxRows(sheet, xml, workbook, texts, totals, merged.start(sheet), limits),
              parseTimeBudget);
        });
  }

  @Override
  public List<CellRange> merged(Sheet sheet) {
    return merged.of(sheet);
  }

  private SharedStrings sharedTexts(ParseTimeBudget parseTimeBudget)
      throws IOException, XMLStreamException {
    SharedStrings texts = sharedStrings;
    if (texts == null) {
      String part = workbook.sharedTexts();
      if (part == null || !parts.has(part)) {
        texts = new SharedStrings();
      } else {
        try (XmlPullReader xml = parts.xml(part, parseTimeBudget)) {
          texts = SharedStrings.read(xml, limits);
        }
      }
      sharedStrings = texts;
    }
    return texts;
  }

  @Override
  public Text format() {
    return Phrase.FORMAT_XLSX.text();
  }

  @Override
  public Map<String, String> properties() {
    ParseTimeBudget parseTimeBudget = new ParseTimeBudget(limits.parseTime());
    return parseTimeBudget.call(
        Phrase.THE_FILE::text, () -> CustomProperties.read(parts, parseTimeBudget));
  }

  @Override
  public void close() {
    parts.close();
  }
}
