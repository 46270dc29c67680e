package orderimport.spreadsheet.xlsx;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLStreamException;
import orderimport.spreadsheet.CellRange;
import orderimport.spreadsheet.ParseTimeBudget;
import orderimport.spreadsheet.Row;
import orderimport.spreadsheet.xlsx.OoxmlPackage.Relation;
import org.jspecify.annotations.Nullable;

/** The totals rows of the tables in a sheet. */
final class TotalsRows {
  private final List<CellRange> ranges;

  private TotalsRows(List<CellRange> ranges) {
    this.ranges = ranges;
  }

  /** Reads the tables of a sheet. */
  static TotalsRows of(OoxmlPackage parts, String sheetPart, ParseTimeBudget parseTimeBudget)
      throws IOException, XMLStreamException {
    List<CellRange> ranges = new ArrayList<>();
    for (Relation relation : parts.relations(sheetPart, parseTimeBudget).values()) {
      if (relation.is("table") && parts.has(relation.part())) {
        try (XmlPullReader xml = parts.xml(relation.part(), parseTimeBudget)) {
          CellRange range = xml.nextElement() ? totals(xml) : null;
          if (range != null) {
            ranges.add(range);
          }
        }
      }
    }
    return new TotalsRows(ranges);
  }

  private static @Nullable CellRange totals(XmlPullReader table) {
    String count = table.attribute("totalsRowCount");
    CellRange whole = CellRange.parse(table.attribute("ref"));
    if (count == null || !count.matches("[1-9]\\d{0,3}") || whole == null) {
      return null;
    }
    return new CellRange(
        whole.lastRow() - Integer.parseInt(count) + 1,
        whole.lastRow(),
        whole.firstColumn(),
        whole.lastColumn());
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
