package orderimport.spreadsheet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.Arrays;
import java.util.List;
import org.apache.poi.ss.usermodel.DataValidation;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.ss.util.CellRangeAddressList;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.jspecify.annotations.Nullable;

/**
 * A sheet being written, row after row; the rows go straight to the file. The heading row is number
 * 1, frozen and filtered.
 */
public final class SheetWriter implements AutoCloseable {

  /** The last row that a sheet can have. */
  public static final int LAST_ROW = 1_048_576;

  /** The characters that a cell can hold; a longer text is shortened, with a mark at its end. */
  public static final int LONGEST_TEXT = 32_767;

  /** A drop-down list within a cell's rule holds no more characters. */
  private static final int LONGEST_LIST = 255;

  private static final int WIDTH_UNIT = 256;
  private static final int LINE_HEIGHT = 15;
  private static final int MOST_LINES = 12;
  private static final int FLUSH_AT = 1 << 15;

  private final XSSFSheet sheet;
  private final List<SheetColumn> columns;
  private final CellXml cellXml;
  private final Writer out;
  private final SheetCommentsAndLinks notes;
  private final String[] letters;
  private final @Nullable Cell[] cells;
  private final @Nullable CellStyleName[] paints;
  private final @Nullable CellStyleName[] marks;
  private final @Nullable String[] notesOfRow;
  private final StringBuilder xml = new StringBuilder(2 * FLUSH_AT);
  private int row;

  SheetWriter(XSSFSheet sheet, List<SheetColumn> columns, CellStyles styles, Writer out) {
    this.sheet = sheet;
    this.columns = columns;
    this.cellXml = new CellXml(styles);
    this.out = out;
    this.notes = new SheetCommentsAndLinks(sheet);
    this.letters = new String[columns.size()];
    this.cells = new Cell[columns.size()];
    this.paints = new CellStyleName[columns.size()];
    this.marks = new CellStyleName[columns.size()];
    this.notesOfRow = new String[columns.size()];
    Arrays.setAll(letters, Cell::letters);
    for (int i = 0; i < columns.size(); i++) {
      sheet.setColumnWidth(i, columns.get(i).width() * WIDTH_UNIT);
    }
    sheet.createFreezePane(0, 1);
    sheet.setFitToPage(true);
    sheet.getPrintSetup().setLandscape(true);
    sheet.getPrintSetup().setFitHeight((short) 0);
    sheet.setRepeatingRows(new CellRangeAddress(0, 0, -1, -1));
    xml.append(SheetXml.head(sheet));
    for (int i = 0; i < columns.size(); i++) {
      text(i, columns.get(i).heading(), columns.get(i).paint());
      notesOfRow[i] = columns.get(i).note().isEmpty() ? null : columns.get(i).note();
    }
    endRow();
  }

  /** The number of the row that is being filled, from 1. */
  public int row() {
    return row + 1;
  }

  /** Puts a cell into the row; the column counts, not the cell's own. */
  public void cell(int column, Cell cell, CellStyleName cellStyleName) {
    cells[column] = cell;
    paints[column] = cellStyleName;
  }

  /** Puts a text into the row, unless it is null or empty. */
  public void text(int column, @Nullable String text, CellStyleName cellStyleName) {
    if (text != null && !text.isEmpty()) {
      cell(column, Cell.text(column, text), cellStyleName);
    }
  }

  /** Puts a number into the row. */
  public void number(int column, long number) {
    cell(
        column,
        new Cell(column, Cell.Kind.NUMBER, Long.toString(number), null),
        CellStyleName.PLAIN);
  }

  /**
   * Marks a cell of the row, filled or empty, and hangs a note on it. Of several marks the worst
   * shows and all notes stand. Past some thousand notes in a sheet only the mark is made.
   */
  public void mark(int column, CellStyleName cellStyleName, String note) {
    CellStyleName marked = marks[column];
    String noted = notesOfRow[column];
    marks[column] = marked == null || cellStyleName.compareTo(marked) < 0 ? cellStyleName : marked;
    notesOfRow[column] = noted == null ? note : noted + "\n\n" + note;
  }

  /**
   * Leads from a cell of the row to one of this workbook; past some ten thousand nothing happens.
   */
  public void linkTo(int column, String sheetName, String cell) {
    notes.linkTo(letters[column] + row(), sheetName, cell);
  }

  /** Leads from a cell of the row to an address of the web; as {@link #linkTo}. */
  public void linkOut(int column, String address) {
    notes.linkOut(letters[column] + row(), address);
  }

  /** Writes the row; what comes next goes into the one below. */
  public void endRow() {
    row++;
    xml.append("<row r=\"").append(row).append('"');
    int lines = row == 1 ? 1 : lines();
    if (lines > 1) {
      xml.append(" ht=\"").append(lines * LINE_HEIGHT).append("\" customHeight=\"1\"");
    }
    xml.append('>');
    for (int i = 0; i < letters.length; i++) {
      if (cells[i] != null || marks[i] != null) {
        write(i);
      }
    }
    xml.append("</row>");
    Arrays.fill(cells, null);
    Arrays.fill(marks, null);
    if (xml.length() > FLUSH_AT) {
      flush();
    }
  }

  /** How many lines the longest of the sentences takes; not every program finds out by itself. */
  private int lines() {
    int lines = 1;
    for (int i = 0; i < cells.length; i++) {
      Cell cell = cells[i];
      if (cell != null && columns.get(i).wrapped()) {
        int width = columns.get(i).width();
        // Letters are narrower than the digits that a width counts.
        int needed = cell.text().length() * 5 / (width * 6) + 1;
        lines = Math.max(lines, Math.min(needed, MOST_LINES));
      }
    }
    return lines;
  }

  private void write(int column) {
    CellStyleName cellStyleName = marks[column] != null ? marks[column] : paints[column];
    cellXml.append(
        xml,
        letters[column] + row,
        cells[column],
        cellStyleName == null ? CellStyleName.PLAIN : cellStyleName,
        columns.get(column).wrapped() && row > 1);
    String note = notesOfRow[column];
    if (note != null) {
      notes.note(row - 1, column, note);
      notesOfRow[column] = null;
    }
  }

  private void flush() {
    try {
      out.append(xml);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    xml.setLength(0);
  }

  /** Ends the sheet. */
  @Override
  public void close() {
    if (!columns.isEmpty()) {
      sheet.setAutoFilter(new CellRangeAddress(0, row - 1, 0, columns.size() - 1));
    }
    for (int i = 0; i < columns.size(); i++) {
      List<String> allowed = columns.get(i).allowed();
      if (!allowed.isEmpty() && row > 1 && String.join(",", allowed).length() <= LONGEST_LIST) {
        allow(i, allowed);
      }
    }
    notes.finish();
    xml.append(SheetXml.tail(sheet));
    flush();
    try {
      out.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void allow(int column, List<String> values) {
    var helper = sheet.getDataValidationHelper();
    DataValidation rule =
        helper.createValidation(
            helper.createExplicitListConstraint(values.toArray(String[]::new)),
            new CellRangeAddressList(1, row - 1, column, column));
    // A list to choose from, not a fence: what fits is decided at import.
    rule.setShowErrorBox(false);
    sheet.addValidationData(rule);
  }
}
