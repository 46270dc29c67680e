package orderimport.spreadsheet.write;

import java.util.Set;
import orderimport.spreadsheet.Cell;
import orderimport.spreadsheet.SerialDate;
import org.jspecify.annotations.Nullable;

/** Writes cells as SpreadsheetML. Text is always written as text, never as a formula. */
final class CellXml {

  private static final Set<String> ERRORS =
      Set.of("#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A");
  private static final String DATE = "yyyy-mm-dd";
  private static final String DATE_TIME = "yyyy-mm-dd hh:mm:ss";

  private static final String SPACE = " xml:space=\"preserve\">";

  private final CellStyles styles;

  CellXml(CellStyles styles) {
    this.styles = styles;
  }

  /**
   * Appends a cell.
   *
   * @param letters of its column
   * @param row from 1
   * @param cell null for an empty cell with a style
   * @param wrapped whether text wraps
   */
  void append(
      StringBuilder xml,
      String letters,
      int row,
      @Nullable Cell cell,
      CellStyleName cellStyleName,
      boolean wrapped) {
    xml.append("<c r=\"").append(letters).append(row).append('"');
    if (cell == null) {
      style(xml, null, cellStyleName).append("/>");
      return;
    }
    switch (cell.kind()) {
      case NUMBER, FORMULA_ZERO ->
          value(style(xml, cell.format(), cellStyleName), "n", cell.text());
      case BOOLEAN ->
          value(style(xml, null, cellStyleName), "b", cell.text().equals("true") ? "1" : "0");
      case DATE -> date(xml, cell, cellStyleName);
      case ERROR -> {
        if (ERRORS.contains(cell.text())) {
          value(style(xml, null, cellStyleName), "e", cell.text());
        } else {
          text(xml, cell.text(), cellStyleName, false);
        }
      }
      case TEXT ->
          text(
              xml,
              cell.text(),
              cell.format() != null ? cell.format() : textFormat(cell.text()),
              cellStyleName,
              wrapped);
      case UNCALCULATED -> text(xml, cell.text(), cellStyleName, wrapped);
    }
  }

  private void date(StringBuilder xml, Cell cell, CellStyleName cellStyleName) {
    String serial = SerialDate.of(cell.text());
    if (serial == null) {
      text(xml, cell.text(), cellStyleName, false);
      return;
    }
    String format =
        cell.format() != null ? cell.format() : cell.text().length() == 10 ? DATE : DATE_TIME;
    value(style(xml, format, cellStyleName), "n", serial);
  }

  private void text(StringBuilder xml, String text, CellStyleName cellStyleName, boolean wrapped) {
    text(xml, text, textFormat(text), cellStyleName, wrapped);
  }

  private static @Nullable String textFormat(String text) {
    return staysText(text) ? null : CellStyles.TEXT;
  }

  private void text(
      StringBuilder xml,
      String text,
      @Nullable String format,
      CellStyleName cellStyleName,
      boolean wrapped) {
    style(xml, styles.index(format, cellStyleName, wrapped));
    // Not inlineStr: a change that a program makes to such a cell through POI has no effect.
    xml.append(" t=\"str\"><v").append(keepsSpace(text) ? SPACE : ">");
    XmlText.append(xml, text);
    xml.append("</v></c>");
  }

  /** Whether a program may drop a blank or line break of a text without an attribute. */
  private static boolean keepsSpace(String text) {
    return !text.isEmpty()
        && (text.charAt(0) <= ' '
            || text.charAt(text.length() - 1) <= ' '
            || text.indexOf('\n') >= 0);
  }

  /** Whether a spreadsheet leaves the text unchanged when the user edits and confirms the cell. */
  private static boolean staysText(String text) {
    char first = text.isEmpty() ? ' ' : text.charAt(0);
    return first != '\''
        && (Character.isLetter(first)
            || first == '_'
            || first == '/'
            || first == '{'
            || first == '[');
  }

  private StringBuilder style(
      StringBuilder xml, @Nullable String format, CellStyleName cellStyleName) {
    return style(xml, styles.index(format, cellStyleName, false));
  }

  private static StringBuilder style(StringBuilder xml, int index) {
    return index == 0 ? xml : xml.append(" s=\"").append(index).append('"');
  }

  private static void value(StringBuilder xml, String type, String value) {
    if (!type.equals("n")) {
      xml.append(" t=\"").append(type).append('"');
    }
    xml.append("><v>").append(value).append("</v></c>");
  }
}
