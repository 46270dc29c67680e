package orderimport.spreadsheet.xlsx;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.xml.stream.XMLStreamException;
import orderimport.spreadsheet.Cell;
import orderimport.spreadsheet.CellFormats;
import orderimport.spreadsheet.CellRange;
import orderimport.spreadsheet.CellValueFormat;
import orderimport.spreadsheet.Limits;
import orderimport.spreadsheet.RowBuilder;
import org.jspecify.annotations.Nullable;

/** Reads the cells of a worksheet part. */
final class XlsxCell {
  /** The type of a cell with an inline rich text, whatever its type attribute says. */
  private static final String INLINE = "is";

  private static final Set<String> FALSE = Set.of("0", "false", "off");

  /** The length of {@code $XFD$1048576}. */
  private static final int MAX_REFERENCE_LENGTH = 12;

  private final XmlPullReader xml;
  private final XlsxWorkbook workbook;
  private final SharedStrings texts;
  private final RowBuilder cells;
  private final Limits limits;

  /** Shared formulas by index; only the first cell of each contains its text. */
  private final Map<String, String> sharedFormulas = new HashMap<>();

  /** The cells of array formulas; only the first cell of each contains the formula. */
  private final List<CellRange> arrayFormulas = new ArrayList<>();

  private final Strikes strikes = new Strikes();

  private int row;
  private int column;
  private Cell.@Nullable Strike strike;
  private @Nullable String style;
  private String type = "n";
  private @Nullable String value;
  private @Nullable String formula;

  XlsxCell(
      XmlPullReader xml,
      XlsxWorkbook workbook,
      SharedStrings texts,
      RowBuilder cells,
      Limits limits) {
    this.xml = xml;
    this.workbook = workbook;
    this.texts = texts;
    this.cells = cells;
    this.limits = limits;
  }

  /**
   * Reads the current cell up to its end.
   *
   * @param next the column of the cell if it has no reference
   * @return the column of the cell
   */
  int read(int next) throws XMLStreamException {
    row = 0;
    column = next;
    style = null;
    type = "n";
    value = null;
    formula = null;
    strike = null;
    for (int i = 0; i < xml.attributes(); i++) {
      switch (xml.attributeName(i)) {
        case "r" -> parseReference(xml.attribute(i));
        case "s" -> style = xml.attribute(i);
        case "t" -> type = xml.attribute(i);
        default -> {}
      }
    }
    cells.checkColumn(column);
    int outer = xml.depth();
    while (xml.nextElementWithin(outer)) {
      switch (xml.name()) {
        case "v" -> value = xml.text();
        case "is" -> {
          value = RichText.read(xml, limits, strikes);
          type = INLINE;
          strike = strikes.of(byStyle());
        }
        case "f" -> formula = formula();
        default -> {}
      }
    }
    add();
    return column;
  }

  /** The row in the reference of the cell; 0 if it has no reference. */
  int row() {
    return row;
  }

  /** How much of the last cell is struck through. */
  Cell.Strike strike() {
    Cell.Strike byText = strike;
    return byText != null ? byText : byStyle() ? Cell.Strike.WHOLE : Cell.Strike.NONE;
  }

  private boolean byStyle() {
    int index = styleOrNone();
    return index >= 0 && workbook.struckStyles().get(index);
  }

  /** Avoids a regular expression, as nearly every cell has a reference. */
  private void parseReference(String attribute) {
    String reference = attribute.strip();
    if (reference.isEmpty()) {
      return;
    }
    int letters = 0;
    int digits = 0;
    int at = 0;
    for (;
        at < reference.length() && (letter(reference, at) >= 0 || isDollar(reference, at));
        at++) {
      letters = isDollar(reference, at) ? letters : letters * 26 + letter(reference, at) + 1;
    }
    for (; at < reference.length() && Character.isDigit(reference.charAt(at)); at++) {
      digits = digits * 10 + Character.digit(reference.charAt(at), 10);
    }
    if (letters == 0 || at < reference.length() || at > MAX_REFERENCE_LENGTH) {
      throw new IllegalArgumentException("invalid cell reference: " + attribute);
    }
    column = letters - 1;
    row = digits;
  }

  /** 0 for A; -1 for a character that is not a letter. */
  private static int letter(String reference, int at) {
    int letter = (reference.charAt(at) & ~0x20) - 'A';
    return letter < 26 ? Math.max(letter, -1) : -1;
  }

  private static boolean isDollar(String reference, int at) {
    return reference.charAt(at) == '$';
  }

  private String formula() throws XMLStreamException {
    CellRange range = CellRange.parse(xml.attribute("ref"));
    if (range != null && "array".equals(xml.attribute("t"))) {
      arrayFormulas.removeIf(earlier -> earlier.lastRow() < row);
      arrayFormulas.add(range);
    }
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

  /** Whether the cell has a formula, or is one of several with the results of one formula. */
  private boolean isResult() {
    return formula != null || arrayFormulas.stream().anyMatch(each -> each.contains(row, column));
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
      case "s" -> text(shared(stored));
      case "str", "inlineStr" -> text(RichText.unescape(stored));
      case INLINE -> text(stored);
      case "b" -> bool(stored.strip());
      case "e" -> cells.add(new Cell(column, Cell.Kind.ERROR, stored, null));
      case "d" -> date(stored.strip());
      default -> number(stored.strip());
    }
  }

  private void text(String text) {
    cells.text(column, text, workbook.formats().textFormat(styleOrNone()));
  }

  private String shared(String number) {
    int index = Integer.parseInt(number.strip());
    strike = texts.strike(index, byStyle());
    String text = texts.get(index);
    if (text == null) {
      throw new IllegalArgumentException("no shared text " + number);
    }
    return text;
  }

  private void bool(String stored) {
    boolean isTrue = XmlPullReader.isTrue(stored);
    if (isTrue || FALSE.contains(stored.toLowerCase(Locale.ROOT))) {
      cells.add(new Cell(column, Cell.Kind.BOOLEAN, String.valueOf(isTrue), null));
    } else {
      cells.text(column, RichText.unescape(stored));
    }
  }

  private int style() {
    return XmlPullReader.number(style);
  }

  /** The style; -1 if it is invalid. Only numbers and dates need it, so a text is still read. */
  private int styleOrNone() {
    try {
      return style();
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  private void date(String stored) {
    String date = CellValueFormat.date(stored);
    if (date == null) {
      cells.text(column, stored);
    } else {
      cells.add(new Cell(column, Cell.Kind.DATE, date, workbook.formats().format(style())));
    }
  }

  private void number(String stored) {
    String number = CellValueFormat.number(stored);
    if (number == null) {
      cells.text(column, RichText.unescape(stored));
      return;
    }
    int styleIndex = style();
    CellFormats formats = workbook.formats();
    if (number.equals("0") && isResult()) {
      cells.add(formats.result(column, 0, styleIndex, workbook.from1904()));
    } else if (formats.isDate(styleIndex)) {
      cells.add(
          formats.number(column, Double.parseDouble(stored), styleIndex, workbook.from1904()));
    } else {
      cells.add(new Cell(column, Cell.Kind.NUMBER, number, formats.format(styleIndex)));
    }
  }
}
