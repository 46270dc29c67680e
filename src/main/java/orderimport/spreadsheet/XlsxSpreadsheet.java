package orderimport.spreadsheet;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/** A workbook of XML parts in a zip file. */
final class XlsxSpreadsheet implements Spreadsheet {
  private final ZipParts parts;
  private final XlsxWorkbook workbook;
  private final Limits limits;
  private @Nullable SharedTexts sharedTexts;

  XlsxSpreadsheet(ZipParts parts, XlsxWorkbook workbook, Limits limits) {
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
    Budget budget = new Budget(limits.parseTime());
    budget.start();
    try {
      SharedTexts texts = sharedTexts(budget);
      TotalsRows totals = TotalsRows.of(parts, part, budget);
      XmlPart xml = parts.xml(part, budget);
      return RowReader.stream(new XlsxRows(sheet, xml, workbook, texts, totals, limits), budget);
    } catch (Throwable trouble) {
      throw Failure.of("The sheet \"%s\"".formatted(sheet.name()), trouble);
    } finally {
      budget.stop();
    }
  }

  private SharedTexts sharedTexts(Budget budget) throws IOException, XMLStreamException {
    SharedTexts texts = sharedTexts;
    if (texts == null) {
      String part = workbook.sharedTexts();
      if (part == null || !parts.has(part)) {
        texts = new SharedTexts();
      } else {
        try (XmlPart xml = parts.xml(part, budget)) {
          texts = SharedTexts.read(xml, limits);
        }
      }
      sharedTexts = texts;
    }
    return texts;
  }

  @Override
  public String format() {
    return "Excel workbook";
  }

  @Override
  public Map<String, String> properties() {
    Budget budget = new Budget(limits.parseTime());
    budget.start();
    try {
      return CustomProperties.read(parts, budget);
    } catch (Throwable trouble) {
      throw Failure.of("The file", trouble);
    } finally {
      budget.stop();
    }
  }

  @Override
  public void close() {
    parts.close();
  }
}
