package orderimport.spreadsheet;

import static java.util.Comparator.comparing;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.poi.hssf.record.BOFRecord;
import org.apache.poi.hssf.record.BoundSheetRecord;

/**
 * Where the sheets of an .xls file begin. The file has a table of that, which some programs get
 * wrong: a sheet that is looked for in a wrong place would pass for an empty one.
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
   * @return in the order of the sheets
   * @throws UnreadableSpreadsheetException if nothing tells where a sheet begins
   */
  static List<Long> of(
      List<BoundSheetRecord> sheets, XlsStream stream, ParseTimeBudget parseTimeBudget)
      throws IOException {
    List<Long> told = sheets.stream().map(sheet -> (long) sheet.getPositionOfBof()).toList();
    return areSheets(told, stream)
        ? told
        : new XlsSheetBegins(sheets, actual(stream, parseTimeBudget)).corrected(told);
  }

  private static boolean areSheets(List<Long> told, XlsStream stream) throws IOException {
    for (long begin : told) {
      if (!isSheet(begin, stream)) {
        return false;
      }
    }
    return new HashSet<>(told).size() == told.size();
  }

  /** Charts by themselves are told the other way, as charts within sheets begin alike. */
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

  /** Where all sheets begin that the file has; charts within a sheet are part of it. */
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

  /** Gives the sheets whose place is wrong the places that no other sheet has. */
  private List<Long> corrected(List<Long> told) {
    List<Integer> wrong = new ArrayList<>();
    List<Long> free = new ArrayList<>(actual);
    for (int sheet = 0; sheet < told.size(); sheet++) {
      long begin = told.get(sheet);
      if (Collections.frequency(told, begin) > 1 || !free.remove((Long) begin)) {
        wrong.add(sheet);
      }
    }
    if (wrong.isEmpty()) {
      return told;
    } else if (wrong.size() != free.size()) {
      throw unknown(wrong.get(0));
    }
    List<Long> begins = new ArrayList<>(told);
    wrong.sort(comparing(told::get));
    for (int i = 0; i < free.size(); i++) {
      begins.set(wrong.get(i), free.get(i));
    }
    if (wrong.size() > 1 && !inOrder(told, begins)) {
      throw unknown(wrong.get(0));
    }
    return begins;
  }

  /** Of several wrong places, only their order tells which is which. */
  private static boolean inOrder(List<Long> told, List<Long> begins) {
    List<Long> byPlace =
        IntStream.range(0, told.size())
            .boxed()
            .sorted(comparing(told::get))
            .map(begins::get)
            .toList();
    return byPlace.equals(byPlace.stream().sorted().toList());
  }

  private UnreadableSpreadsheetException unknown(int sheet) {
    return new UnreadableSpreadsheetException(
        "The file does not say where the rows of the sheet \"%s\" begin, so they cannot be read."
            .formatted(sheets.get(sheet).getSheetname()),
        ParseErrors.SAVE_AGAIN);
  }
}
