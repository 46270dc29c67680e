package orderimport.spreadsheet.xlsx;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamException;
import orderimport.spreadsheet.Cell;
import orderimport.spreadsheet.ParseTimeBudget;
import orderimport.spreadsheet.Row;
import orderimport.spreadsheet.xlsx.OoxmlPackage.Relation;
import org.jspecify.annotations.Nullable;

/** The totals rows of the tables in a sheet. */
final class TotalsRows {
  private static final Pattern RANGE =
      Pattern.compile("\\$?([A-Z]{1,3})\\$?(\\d{1,7}):\\$?([A-Z]{1,3})\\$?(\\d{1,7})");

  private final List<Range> ranges;

  /** Rows from 1 and columns from 0, both ends included. */
  private record Range(int firstRow, int lastRow, int firstColumn, int lastColumn) {
    boolean contains(int row, int column) {
      return row >= firstRow && row <= lastRow && column >= firstColumn && column <= lastColumn;
    }
  }

  private TotalsRows(List<Range> ranges) {
    this.ranges = ranges;
  }

  /** Reads the tables of a sheet. */
  static TotalsRows of(OoxmlPackage parts, String sheetPart, ParseTimeBudget parseTimeBudget)
      throws IOException, XMLStreamException {
    List<Range> ranges = new ArrayList<>();
    for (Relation relation : parts.relations(sheetPart, parseTimeBudget).values()) {
      if (relation.is("table") && parts.has(relation.part())) {
        try (XmlPullReader xml = parts.xml(relation.part(), parseTimeBudget)) {
          Range range = xml.nextElement() ? totals(xml) : null;
          if (range != null) {
            ranges.add(range);
          }
        }
      }
    }
    return new TotalsRows(ranges);
  }

  private static @Nullable Range totals(XmlPullReader table) {
    String count = table.attribute("totalsRowCount");
    String reference = table.attribute("ref");
    Matcher range = RANGE.matcher(reference == null ? "" : reference);
    if (count == null || !count.matches("[1-9]\\d{0,3}") || !range.matches()) {
      return null;
    }
    int last = Integer.parseInt(range.group(4));
    return new Range(
        last - Integer.parseInt(count) + 1,
        last,
        Cell.column(range.group(1)),
        Cell.column(range.group(3)));
  }

  /** The row, marked if all of its cells belong to totals rows. */
  Row mark(Row row) {
    boolean totals =
        !ranges.isEmpty()
            && row.cells().stream()
                .allMatch(
                    cell ->
                        ranges.stream()
                            .anyMatch(range -> range.contains(row.number(), cell.column())));
    return totals ? row.with(Row.Mark.TOTALS) : row;
  }
}
