package orderimport.spreadsheet.write;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import orderimport.spreadsheet.Cell;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.jspecify.annotations.Nullable;
import org.openxmlformats.schemas.spreadsheetml.x2006.main.CTCol;
import org.openxmlformats.schemas.spreadsheetml.x2006.main.CTCols;
import org.openxmlformats.schemas.spreadsheetml.x2006.main.CTWorksheet;

/**
 * Writes a sheet row by row. The rows are streamed to the file. Row 1 contains the headings; it is
 * frozen and has filters.
 */
public final class SheetWriter implements AutoCloseable {

  /** The number of the last row that a sheet can have. */
  public static final int LAST_ROW = 1_048_576;

  /** The number of columns that a sheet can have. */
  public static final int MAX_COLUMNS = 16_384;

  /** The number of characters that a cell can hold; a longer text is marked as shortened. */
  public static final int MAX_TEXT_LENGTH = 32_767;

  private static final int LINE_HEIGHT = 15;
  private static final int MAX_LINES = 12;
  private static final int FLUSH_SIZE = 1 << 15;

  private final XSSFSheet sheet;
  private final List<SheetColumn> columns;
  private final CellXml cellXml;
  private final Writer out;
  private final SheetAnnotations annotations;
  private final String[] letters;
  private final @Nullable Cell[] cells;
  private final @Nullable CellStyleName[] styles;
  private final @Nullable CellStyleName[] marks;
  private final @Nullable String[] notesOfRow;
  private final StringBuilder xml = new StringBuilder(2 * FLUSH_SIZE);
  private int row;

  SheetWriter(
      XSSFSheet sheet,
      List<SheetColumn> columns,
      CellStyles cellStyles,
      DropDownValues dropDownValues,
      Writer out) {
    this.sheet = sheet;
    this.columns = columns;
    this.cellXml = new CellXml(cellStyles);
    this.out = out;
    this.annotations = new SheetAnnotations(sheet, dropDownValues);
    this.letters = new String[columns.size()];
    this.cells = new Cell[columns.size()];
    this.styles = new CellStyleName[columns.size()];
    this.marks = new CellStyleName[columns.size()];
    this.notesOfRow = new String[columns.size()];
    Arrays.setAll(letters, Cell::letters);
    setWidths();
    sheet.createFreezePane(0, 1);
    sheet.setFitToPage(true);
    sheet.getPrintSetup().setLandscape(true);
    sheet.getPrintSetup().setFitHeight((short) 0);
    sheet.setRepeatingRows(new CellRangeAddress(0, 0, -1, -1));
    xml.append(SheetXml.head(sheet));
    for (int i = 0; i < columns.size(); i++) {
      text(i, columns.get(i).heading(), columns.get(i).style());
      notesOfRow[i] = columns.get(i).note().isEmpty() ? null : columns.get(i).note();
    }
    endRow();
  }

  /** {@link XSSFSheet#setColumnWidth} takes minutes for the columns of the widest sheets. */
  private void setWidths() {
    CTWorksheet worksheet = sheet.getCTWorksheet();
    CTCols cols =
        worksheet.sizeOfColsArray() == 0 ? worksheet.addNewCols() : worksheet.getColsArray(0);
    for (int i = 0; i < columns.size(); i++) {
      CTCol col = cols.addNewCol();
      col.setMin(i + 1L);
      col.setMax(i + 1L);
      col.setWidth(columns.get(i).width());
      col.setCustomWidth(true);
    }
  }

  /** The number of the current row, from 1. */
  public int row() {
    return row + 1;
  }

  /** Puts a cell into the current row; {@link Cell#column} is ignored. */
  public void cell(int column, Cell cell, CellStyleName cellStyleName) {
    cells[column] = cell;
    styles[column] = cellStyleName;
  }

  /** Puts a text into the current row, unless it is null or empty. */
  public void text(int column, @Nullable String text, CellStyleName cellStyleName) {
    if (text != null && !text.isEmpty()) {
      cell(column, Cell.text(column, text), cellStyleName);
    }
  }

  /** Puts a number into the current row. */
  public void number(int column, long number) {
    cell(
        column,
        new Cell(column, Cell.Kind.NUMBER, Long.toString(number), null),
        CellStyleName.PLAIN);
  }

  /**
   * Marks a cell of the current row, filled or empty, and adds a comment to it. Of several marks,
   * the most severe is shown; the comments are joined. Beyond 5,000 comments in a sheet, cells are
   * only marked.
   */
  public void mark(int column, CellStyleName cellStyleName, String note) {
    CellStyleName marked = marks[column];
    String noted = notesOfRow[column];
    marks[column] = marked == null || cellStyleName.compareTo(marked) < 0 ? cellStyleName : marked;
    notesOfRow[column] = noted == null ? note : noted + "\n\n" + note;
  }

  /**
   * Links a cell of the current row to a cell of this workbook. Beyond 20,000 links in a sheet,
   * does nothing.
   */
  public void linkTo(int column, String sheetName, String cell) {
    annotations.linkTo(letters[column] + row(), sheetName, cell);
  }

  /** Links a cell of the current row to a web address; limited as {@link #linkTo}. */
  public void linkOut(int column, URI address) {
    annotations.linkOut(letters[column] + row(), address);
  }

  /**
   * Adds a drop-down list to a cell of the current row. Beyond 5,000 lists in a sheet, does
   * nothing.
   *
   * @param values at least one
   */
  public void suggest(int column, List<String> values) {
    annotations.suggest(row, column, values);
  }

  /** Writes the current row and starts the next. */
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
    if (xml.length() > FLUSH_SIZE) {
      flush();
    }
  }

  /** The number of lines of the longest wrapped text, as not every program fits the row height. */
  private int lines() {
    int lines = 1;
    for (int i = 0; i < cells.length; i++) {
      Cell cell = cells[i];
      if (cell != null && columns.get(i).wrapped()) {
        int width = columns.get(i).width();
        // The width counts digits, and letters are narrower on average.
        int needed = cell.text().length() * 5 / (width * 6) + 1;
        lines = Math.max(lines, Math.min(needed, MAX_LINES));
      }
    }
    return lines;
  }

  private void write(int column) {
    CellStyleName cellStyleName = marks[column] != null ? marks[column] : styles[column];
    cellXml.append(
        xml,
        letters[column],
        row,
        cells[column],
        cellStyleName == null ? CellStyleName.PLAIN : cellStyleName,
        columns.get(column).wrapped() && row > 1);
    String note = notesOfRow[column];
    if (note != null) {
      annotations.note(row - 1, column, note);
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

  /** Completes the sheet. */
  @Override
  public void close() {
    if (!columns.isEmpty()) {
      sheet.setAutoFilter(new CellRangeAddress(0, row - 1, 0, columns.size() - 1));
    }
    for (int i = 0; i < columns.size(); i++) {
      List<String> allowed = columns.get(i).allowed();
      if (!allowed.isEmpty() && row > 1) {
        annotations.allow(i, row, allowed);
      }
    }
    annotations.finish();
    xml.append(SheetXml.tail(sheet));
    flush();
    try {
      out.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
