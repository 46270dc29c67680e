package orderimport.spreadsheet;

import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/** The rows of a sheet's XML part. */
final class XlsxRows implements RowReader {
  private final Sheet sheet;
  private final XmlPart xml;
  private final RowCells cells;
  private final XlsxCell cell;

  XlsxRows(Sheet sheet, XmlPart xml, XlsxWorkbook workbook, SharedTexts texts, Limits limits) {
    this.sheet = sheet;
    this.xml = xml;
    this.cells = new RowCells(limits);
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
    int number = 0;
    boolean hidden = false;
    for (int i = 0; i < xml.attributes(); i++) {
      switch (xml.attributeName(i)) {
        case "r" -> number = Integer.parseInt(xml.attribute(i));
        case "hidden" -> hidden |= XmlPart.isTrue(xml.attribute(i));
        case "ht" -> hidden |= Double.parseDouble(xml.attribute(i)) == 0;
        default -> {}
      }
    }
    int outer = xml.depth();
    int column = -1;
    int numberByCells = 0;
    while (xml.nextElementWithin(outer)) {
      if (xml.name().equals("c")) {
        column = cell.read(column + 1);
        if (numberByCells == 0) {
          numberByCells = cell.row();
        }
      }
    }
    if (number == 0) {
      number = numberByCells == 0 ? cells.lastRow() + 1 : numberByCells;
    }
    if (number > RowCells.SHEET_ROWS) {
      throw new UnreadableSpreadsheetException(
          "The sheet \"%s\" has a row %d, and %d is the last that a sheet can have. %s"
              .formatted(sheet.name(), number, RowCells.SHEET_ROWS, Failure.SAVE_AGAIN));
    }
    return cells.take(number, hidden);
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
