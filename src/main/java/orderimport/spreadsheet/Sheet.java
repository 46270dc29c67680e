package orderimport.spreadsheet;

import orderimport.problem.Phrase;
import orderimport.problem.Text;

/**
 * A sheet of a file; a text file has one.
 *
 * @param position from 0, in the order of the file, hidden sheets counted
 * @param name as on its tab; for a text file, the name of the file without its extension
 * @param hidden also if it is very hidden
 */
public record Sheet(int position, String name, boolean hidden) {

  /**
   * The start of a sentence about the sheet.
   *
   * @param lastRow the number of the last row read; 0 for none
   */
  public Text subject(int lastRow) {
    return lastRow == 0 ? Phrase.THE_SHEET.text(name) : Phrase.THE_SHEET_AFTER.text(name, lastRow);
  }
}
