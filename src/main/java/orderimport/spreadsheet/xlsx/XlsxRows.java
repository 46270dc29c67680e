package orderimport.spreadsheet.xlsx;

import java.util.function.Consumer;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamException;
import orderimport.problem.FileProblem;
import orderimport.problem.Text;
import orderimport.spreadsheet.CellRange;
import orderimport.spreadsheet.Limits;
import orderimport.spreadsheet.Row;
import orderimport.spreadsheet.RowBuilder;
import orderimport.spreadsheet.RowReader;
import orderimport.spreadsheet.Sheet;
import orderimport.spreadsheet.UnreadableSpreadsheetException;
import org.jspecify.annotations.Nullable;

/** Reads the rows of a worksheet part. */
final class XlsxRows implements RowReader {
  private static final Pattern ZERO_HEIGHT = Pattern.compile("\\s*0+(\\.0*)?\\s*");

  private final Sheet sheet;
  private final XmlPullReader xml;
  private final RowBuilder cells;
  private final XlsxCell cell;
  private final TotalsRows totals;
  private final Consumer<CellRange> merged;

  XlsxRows(
      Sheet sheet,
      XmlPullReader xml,
      XlsxWorkbook workbook,
      SharedStrings texts,
      TotalsRows totals,
      Consumer<CellRange> merged,
      Limits limits) {
    this.sheet = sheet;
    this.xml = xml;
    this.totals = totals;
    this.merged = merged;
    this.cells = new RowBuilder(limits);
    this.cell = new XlsxCell(xml, workbook, texts, cells, limits);
  }

  @Override
  public @Nullable Row next() throws XMLStreamException {
    while (xml.nextElement()) {
      if (xml.name().equals("row")) {
        Row row = row();
        if (row != null) {
          return row;
        }
      } else if (xml.name().equals("mergeCell")) {
        CellRange range = CellRange.parse(xml.attribute("ref"));
        if (range != null) {
          merged.accept(range);
        }
      }
    }
    return null;
  }

  private @Nullable Row row() throws XMLStreamException {
    String reference = null;
    boolean hidden = false;
    for (int i = 0; i < xml.attributes(); i++) {
      switch (xml.attributeName(i)) {
        case "r" -> reference = xml.attribute(i);
        case "hidden" -> hidden |= XmlPullReader.isTrue(xml.attribute(i));
        case "ht" -> hidden |= ZERO_HEIGHT.matcher(xml.attribute(i)).matches();
        default -> {}
      }
    }
    int outer = xml.depth();
    int column = -1;
    int cellRow = 0;
    while (xml.nextElementWithin(outer)) {
      if (xml.name().equals("c")) {
        int before = cells.size();
        column = cell.read(column + 1);
        if (cells.size() > before) {
          cells.strike(column, cell.strike());
        }
        if (cellRow == 0) {
          cellRow = cell.row();
        }
      }
    }
    int number = number(reference, cellRow);
    if (number > RowBuilder.SHEET_ROWS) {
      throw new UnreadableSpreadsheetException(
          FileProblem.UNREADABLE_ROW_TOO_HIGH, sheet.name(), number, RowBuilder.SHEET_ROWS);
    }
    Row row = cells.build(number, hidden);
    return row == null ? null : totals.mark(row);
  }

  /** The number in the row's attribute, else in its first reference, else the next number. */
  private int number(@Nullable String reference, int cellRow) {
    try {
      int number = XmlPullReader.number(reference);
      if (number > 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      if (cellRow == 0) {
        throw e;
      }
    }
    return cellRow == 0 ? cells.lastRow() + 1 : cellRow;
  }

  @Override
  public Text subject() {
    return sheet.subject(cells.lastRow());
  }

  @Override
  public void close() {
    xml.close();
  }
}
