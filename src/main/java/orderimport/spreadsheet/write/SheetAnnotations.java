package orderimport.spreadsheet.write;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.apache.poi.ss.usermodel.DataValidation;
import org.apache.poi.ss.util.CellAddress;
import org.apache.poi.ss.util.CellRangeAddressList;
import org.apache.poi.xssf.usermodel.XSSFClientAnchor;
import org.apache.poi.xssf.usermodel.XSSFComment;
import org.apache.poi.xssf.usermodel.XSSFDrawing;
import org.apache.poi.xssf.usermodel.XSSFRelation;
import org.apache.poi.xssf.usermodel.XSSFRichTextString;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.jspecify.annotations.Nullable;
import org.openxmlformats.schemas.spreadsheetml.x2006.main.CTHyperlink;
import org.openxmlformats.schemas.spreadsheetml.x2006.main.CTHyperlinks;

/**
 * The comments, links and drop-down lists of a sheet. They stay in memory until it ends, so they
 * are limited.
 */
final class SheetAnnotations {

  private static final int MAX_NOTES = 5_000;
  private static final int MAX_SUGGESTIONS = 5_000;
  private static final int MAX_LINKS = 20_000;
  private static final int MAX_NOTE_LENGTH = 1_000;
  private static final int MAX_ADDRESS_LENGTH = 2_000;
  // The limit of an explicit drop-down list, with the commas between its values.
  private static final int MAX_LIST_LENGTH = 255;
  private static final int WIDTH = 4;
  private static final int HEIGHT = 6;

  private final XSSFSheet sheet;
  private final DropDownValues dropDownValues;
  private @Nullable XSSFDrawing drawing;
  private int notes;
  private int suggestions;
  private final List<CTHyperlink> links = new ArrayList<>();

  SheetAnnotations(XSSFSheet sheet, DropDownValues dropDownValues) {
    this.sheet = sheet;
    this.dropDownValues = dropDownValues;
  }

  void note(int row, int column, String text) {
    if (notes == MAX_NOTES) {
      return;
    }
    notes++;
    if (drawing == null) {
      drawing = sheet.createDrawingPatriarch();
    }
    XSSFComment note =
        drawing.createCellComment(
            new XSSFClientAnchor(0, 0, 0, 0, column + 1, row, column + 1 + WIDTH, row + HEIGHT));
    note.setAddress(new CellAddress(row, column));
    note.setAuthor("order-import");
    note.setString(
        new XSSFRichTextString(
            text.length() > MAX_NOTE_LENGTH ? text.substring(0, MAX_NOTE_LENGTH) + "…" : text));
  }

  void linkTo(String from, String sheetName, String cell) {
    link(from, null, "'" + sheetName.replace("'", "''") + "'!" + cell);
  }

  void linkOut(String from, URI uri) {
    String address = uri.toString();
    if (links.size() < MAX_LINKS && address.length() <= MAX_ADDRESS_LENGTH) {
      String relation = XSSFRelation.SHEET_HYPERLINKS.getRelation();
      link(from, sheet.getPackagePart().addExternalRelationship(address, relation).getId(), null);
    }
  }

  private void link(String from, @Nullable String id, @Nullable String location) {
    if (links.size() == MAX_LINKS) {
      return;
    }
    CTHyperlink link = CTHyperlink.Factory.newInstance();
    link.setRef(from);
    if (id != null) {
      link.setId(id);
    }
    if (location != null) {
      link.setLocation(location);
    }
    links.add(link);
  }

  /**
   * Adds a drop-down list to a column, from row 2 to {@code lastRow}; none if the format cannot
   * hold the values: together they are too long, or one contains a comma.
   */
  void allow(int column, int lastRow, List<String> values) {
    if (String.join(",", values).length() > MAX_LIST_LENGTH
        || values.stream().anyMatch(value -> value.indexOf(',') >= 0)) {
      return;
    }
    var helper = sheet.getDataValidationHelper();
    DataValidation rule =
        helper.createValidation(
            helper.createExplicitListConstraint(values.toArray(String[]::new)),
            new CellRangeAddressList(1, lastRow - 1, column, column));
    // Only a suggestion: the import decides which values are valid.
    rule.setShowErrorBox(false);
    sheet.addValidationData(rule);
  }

  /** Adds a drop-down list to a cell; the values may contain commas. */
  void suggest(int row, int column, List<String> values) {
    if (suggestions == MAX_SUGGESTIONS) {
      return;
    }
    suggestions++;
    var helper = sheet.getDataValidationHelper();
    DataValidation rule =
        helper.createValidation(
            helper.createFormulaListConstraint(dropDownValues.rangeOf(values)),
            new CellRangeAddressList(row, row, column, column));
    rule.setShowErrorBox(false);
    sheet.addValidationData(rule);
  }

  void finish() {
    if (!links.isEmpty()) {
      CTHyperlinks all = CTHyperlinks.Factory.newInstance();
      all.setHyperlinkArray(links.toArray(CTHyperlink[]::new));
      sheet.getCTWorksheet().setHyperlinks(all);
    }
  }
}
