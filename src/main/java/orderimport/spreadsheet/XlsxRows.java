package orderimport.spreadsheet;

import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/** The rows of a sheet's XML part. */
final class XlsxRows implements RowReader {
  private static final Pattern NO_HEIGHT = Pattern.compile("\\s*0+(\\.0*)?\\s*");

  private final Sheet sheet;
  private final XmlPullReader xml;
  private final RowBuilder cells;
  private final XlsxCell cell;
  private final TotalsRows totals;

  XlsxRows(
      Sheet sheet,
      XmlPullReader xml,
      XlsxWorkbook workbook,
      SharedStrings texts,
      TotalsRows totals,
      Limits limits) {
    this.sheet = sheet;
    this.xml = xml;
    this.totals = totals;
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
      }
    }
    return null;
  }

  private @Nullable Row row() throws XMLStreamException {
    String told = null;
    boolean hidden = false;
    for (int i = 0; i < xml.attributes(); i++) {
      switch (xml.attributeName(i)) {
        case "r" -> told = xml.attribute(i);
        case "hidden" -> hidden |= XmlPullReader.isTrue(xml.attribute(i));
        case "ht" -> hidden |= NO_HEIGHT.matcher(xml.attribute(i)).matches();
        default -> {}
      }
    }
    int outer = xml.depth();
    int column = -1;
    int numberByCells = 0;
    int struck = 0;
    while (xml.nextElementWithin(outer)) {
      if (xml.name().equals("c")) {
        int before = cells.size();
        column = cell.read(column + 1);
        struck += cells.size() > before && cell.isStruck() ? 1 : 0;
        if (numberByCells == 0) {
          numberByCells = cell.row();
        }
      }
    }
    int number = number(told, numberByCells);
    if (number > RowBuilder.SHEET_ROWS) {
      throw new UnreadableSpreadsheetException(
          "The sheet \"%s\" has a row %d, and %d is the last that a sheet can have."
              .formatted(sheet.name(), number, RowBuilder.SHEET_ROWS),
          ParseErrors.SAVE_AGAIN);
    }
    Row row = cells.build(number, hidden);
    if (row == null) {
      return null;
    }
    Row marked = struck * 2 > row.cells().size() ? row.with(Row.Mark.STRUCK_THROUGH) : row;
    return totals.mark(marked);
  }

  /** The number that the row tells, or its cells; without either it is the next one. */
  private int number(@Nullable String told, int byCells) {
    try {
      int number = XmlPullReader.number(told);
      if (number > 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      if (byCells == 0) {
        throw e;
      }
    }
    return byCells == 0 ? cells.lastRow() + 1 : byCells;
  }

  @Override
  public String subject() {
    return cells.lastRow() == 0
        ? "The sheet \"%s\"".formatted(sheet.name())
        : "The sheet \"%s\", after row %d,".formatted(sheet.name(), cells.lastRow());
  }

  @Override
  public void close() {
    xml.close();
  }
}
