package orderimport.spreadsheet.xls;

import static java.util.Comparator.comparing;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import orderimport.problem.FileProblem;
import orderimport.spreadsheet.ParseTimeBudget;
import orderimport.spreadsheet.UnreadableSpreadsheetException;
import org.apache.poi.hssf.record.BOFRecord;
import org.apache.poi.hssf.record.BoundSheetRecord;

/**
 * Finds the offsets at which the sheets of an .xls file begin. Some programs write wrong offsets
 * into the table of sheets; a sheet read from a wrong offset would look empty.
 */
final class XlsSheetBegins {
  private static final Set<Integer> SHEETS =
      Set.of(BOFRecord.TYPE_WORKSHEET, BOFRecord.TYPE_CHART, BOFRecord.TYPE_EXCEL_4_MACRO);

  private final List<BoundSheetRecord> sheets;
  private final List<Long> actual;

  private XlsSheetBegins(List<BoundSheetRecord> sheets, List<Long> actual) {
    this.sheets = sheets;
    this.actual = actual;
  }

  /**
   * @return the offsets in the order of the sheets
   * @throws UnreadableSpreadsheetException if the offset of a sheet cannot be determined
   */
  static List<Long> of(
      List<BoundSheetRecord> sheets, XlsStream stream, ParseTimeBudget parseTimeBudget)
      throws IOException {
    List<Long> declared = sheets.stream().map(sheet -> (long) sheet.getPositionOfBof()).toList();
    return areSheets(declared, stream)
        ? declared
        : new XlsSheetBegins(sheets, actual(stream, parseTimeBudget)).corrected(declared);
  }

  private static boolean areSheets(List<Long> declared, XlsStream stream) throws IOException {
    for (long begin : declared) {
      if (!isSheet(begin, stream)) {
        return false;
      }
    }
    return new HashSet<>(declared).size() == declared.size();
  }

  /** False for chart sheets, as an embedded chart begins with the same record. */
  private static boolean isSheet(long begin, XlsStream stream) throws IOException {
    if (begin <= 0) {
      return false;
    }
    try (XlsHeaders headers = new XlsHeaders(stream.from(begin), begin)) {
      return headers.next()
          && headers.sid() == BOFRecord.sid
          && headers.unsigned(0) == BOFRecord.VERSION
          && headers.unsigned(2) == BOFRecord.TYPE_WORKSHEET;
    }
  }

  /** The offsets of all sheets in the file; embedded charts are part of their sheet. */
  private static List<Long> actual(XlsStream stream, ParseTimeBudget parseTimeBudget)
      throws IOException {
    List<Long> begins = new ArrayList<>();
    try (XlsHeaders headers = new XlsHeaders(stream.from(0), 0)) {
      while (headers.next()) {
        parseTimeBudget.check();
        if (headers.beginsOutermost() && SHEETS.contains(headers.unsigned(2))) {
          begins.add(headers.begin());
        }
      }
    }
    return begins;
  }

  /** Assigns the remaining actual offsets to the sheets with a wrong offset. */
  private List<Long> corrected(List<Long> declared) {
    List<Integer> wrong = new ArrayList<>();
    List<Long> free = new ArrayList<>(actual);
    for (int sheet = 0; sheet < declared.size(); sheet++) {
      long begin = declared.get(sheet);
      if (Collections.frequency(declared, begin) > 1 || !free.remove((Long) begin)) {
        wrong.add(sheet);
      }
    }
    if (wrong.isEmpty()) {
      return declared;
    } else if (wrong.size() != free.size()) {
      throw unknown(wrong.get(0));
    }
    List<Long> begins = new ArrayList<>(declared);
    wrong.sort(comparing(declared::get));
    for (int i = 0; i < free.size(); i++) {
      begins.set(wrong.get(i), free.get(i));
    }
    if (wrong.size() > 1 && !inOrder(declared, begins)) {
      throw unknown(wrong.get(0));
    }
    return begins;
  }

  /** Several wrong offsets can only be matched by their order. */
  private static boolean inOrder(List<Long> declared, List<Long> begins) {
    List<Long> byOffset =
        IntStream.range(0, declared.size())
            .boxed()
            .sorted(comparing(declared::get))
            .map(begins::get)
            .toList();
    return byOffset.equals(byOffset.stream().sorted().toList());
  }

  private UnreadableSpreadsheetException unknown(int sheet) {
    return new UnreadableSpreadsheetException(
        FileProblem.UNREADABLE_NO_ROWS_OF_SHEET, sheets.get(sheet).getSheetname());
  }
}
