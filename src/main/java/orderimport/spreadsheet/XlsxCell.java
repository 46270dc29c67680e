package orderimport.spreadsheet;

import java.util.HashMap;
import java.util.Map;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/** Reads the cells of a sheet's XML part, one after the other. */
final class XlsxCell {
  private final XmlPart xml;
  private final XlsxWorkbook workbook;
  private final SharedTexts texts;
  private final RowCells cells;
  private final Limits limits;

  /** The formulas that several cells share, by their number; only the first cell spells them. */
  private final Map<String, String> sharedFormulas = new HashMap<>();

  private int row;
  private int column;
  private int style;
  private String type = "n";
  private @Nullable String value;
  private @Nullable String formula;

  XlsxCell(XmlPart xml, XlsxWorkbook workbook, SharedTexts texts, RowCells cells, Limits limits) {
    this.xml = xml;
    this.workbook = workbook;
    this.texts = texts;
    this.cells = cells;
    this.limits = limits;
  }

  /**
   * Reads the cell that has begun, up to its end.
   *
   * @param next the column it has if it does not say
   * @return its column
   */
  int read(int next) throws XMLStreamException {
    row = 0;
    column = next;
    style = 0;
    type = "n";
    value = null;
    formula = null;
    for (int i = 0; i < xml.attributes(); i++) {
      switch (xml.attributeName(i)) {
        case "r" -> place(xml.attribute(i));
        case "s" -> style = Integer.parseInt(xml.attribute(i));
        case "t" -> type = xml.attribute(i);
        default -> {}
      }
    }
    cells.checkColumn(column);
    int outer = xml.depth();
    while (xml.nextElementWithin(outer)) {
      switch (xml.name()) {
        case "v" -> value = xml.text();
        case "is" -> value = RichText.read(xml, limits);
        case "f" -> formula = formula();
        default -> {}
      }
    }
    add();
    return column;
  }

  /** The row that the cell's reference names; 0 if it has none. */
  int row() {
    return row;
  }

  private void place(String reference) {
    int letters = 0;
    int at = 0;
    for (; at < reference.length() && at < 4; at++) {
      int letter = (reference.charAt(at) & ~0x20) - 'A';
      if (letter < 0 || letter >= 26) {
        break;
      }
      letters = letters * 26 + letter + 1;
    }
    if (letters == 0) {
      throw new IllegalArgumentException("no cell reference: " + reference);
    }
    column = letters - 1;
    row = Integer.parseInt(reference, at, reference.length(), 10);
  }

  private String formula() throws XMLStreamException {
    String number = xml.attribute("si");
    String text = xml.text();
    if (number == null) {
      return text;
    }
    if (text.isEmpty()) {
      return sharedFormulas.getOrDefault(number, "");
    }
    sharedFormulas.putIfAbsent(number, text);
    return text;
  }

  private void add() {
    String stored = value;
    if (stored == null || (stored.isEmpty() && !type.equals("str"))) {
      if (formula != null) {
        cells.add(new Cell(column, Cell.Kind.UNCALCULATED, "=" + formula, null));
      }
      return;
    }
    switch (type) {
      case "s" -> cells.text(column, shared(stored));
      case "str" -> cells.text(column, RichText.unescape(stored));
      case "inlineStr" -> cells.text(column, stored);
      case "b" ->
          cells.add(
              new Cell(
                  column, Cell.Kind.BOOLEAN, String.valueOf(XmlPart.isTrue(stored.strip())), null));
      case "e" -> cells.add(new Cell(column, Cell.Kind.ERROR, stored, null));
      case "d" -> date(stored.strip());
      default -> number(stored.strip());
    }
  }

  private String shared(String number) {
    String text = texts.get(Integer.parseInt(number.strip()));
    if (text == null) {
      throw new IllegalArgumentException("no shared text " + number);
    }
    return text;
  }

  private void date(String stored) {
    String date = Values.date(stored);
    if (date == null) {
      cells.text(column, stored);
    } else {
      cells.add(new Cell(column, Cell.Kind.DATE, date, workbook.formats().format(style)));
    }
  }

  private void number(String stored) {
    String number = Values.number(stored);
    if (number == null) {
      cells.text(column, stored);
    } else if (workbook.formats().isDate(style)) {
      cells.add(
          workbook
              .formats()
              .number(column, Double.parseDouble(stored), style, workbook.from1904()));
    } else {
      cells.add(new Cell(column, Cell.Kind.NUMBER, number, workbook.formats().format(style)));
    }
  }
}
