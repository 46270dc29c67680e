package orderimport.spreadsheet;

import java.util.Locale;
import orderimport.problem.FileProblem;
import orderimport.problem.TextKey;

/** A known type of file that cannot be imported. */
public enum UnsupportedFile implements TextKey {
  PDF(FileProblem.UNSUPPORTED),
  RTF(FileProblem.UNSUPPORTED),
  PICTURE(FileProblem.UNSUPPORTED),
  XML(FileProblem.UNSUPPORTED),
  WORD(FileProblem.UNSUPPORTED),
  WORD_OR_OPEN_DOCUMENT(FileProblem.UNSUPPORTED),
  PRESENTATION(FileProblem.UNSUPPORTED),
  GZIP(FileProblem.UNSUPPORTED_ARCHIVE),
  BZIP2(FileProblem.UNSUPPORTED_ARCHIVE),
  XZ(FileProblem.UNSUPPORTED_ARCHIVE),
  SEVEN_ZIP(FileProblem.UNSUPPORTED_ARCHIVE),
  RAR(FileProblem.UNSUPPORTED_ARCHIVE),
  ZIP(FileProblem.UNSUPPORTED_ARCHIVE),
  EXCEL_4(FileProblem.UNSUPPORTED_SPREADSHEET),
  EXCEL_95(FileProblem.UNSUPPORTED_SPREADSHEET),
  EXCEL_2003_XML(FileProblem.UNSUPPORTED_SPREADSHEET),
  XLSB(FileProblem.UNSUPPORTED_SPREADSHEET),
  OFFICE(FileProblem.UNSUPPORTED_SPREADSHEET),
  OPEN_DOCUMENT_SPREADSHEET(FileProblem.UNSUPPORTED_SPREADSHEET),
  NUMBERS(FileProblem.UNSUPPORTED_SPREADSHEET),
  SYLK(FileProblem.UNSUPPORTED_SPREADSHEET),
  HTML(FileProblem.UNSUPPORTED_SPREADSHEET),
  SAVED_WEB_PAGE(FileProblem.UNSUPPORTED_SPREADSHEET);

  private final FileProblem problem;

  UnsupportedFile(FileProblem problem) {
    this.problem = problem;
  }

  @Override
  public String key() {
    return "file_" + name().toLowerCase(Locale.ROOT);
  }

  public UnreadableSpreadsheetException rejection() {
    return new UnreadableSpreadsheetException(problem, text());
  }
}
