package orderimport.heading;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import orderimport.carrier.Carriers;
import orderimport.imports.ColumnMapping;
import orderimport.imports.SheetMapping;
import orderimport.spreadsheet.Cell;
import orderimport.spreadsheet.Row;
import orderimport.spreadsheet.Sheet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Recognizes rows that repeat the headings of a sheet. */
class HeaderRowDetectorTest {
  private static final int ROWS = 1_000;

  private final HeadingCatalog headings =
      new HeadingCatalog(
          Carriers.registered(), HeadingAliases.fromConfiguration(Path.of("job-config")));
  private final HeaderRowDetector detector =
      new HeaderRowDetector(headings, Map.of(), new Sheet(0, "Orders", false));
  private final RowHeadings header =
      RowHeadings.of(row(1, "order_ref", "requester", "order_name"), headings, SheetMapping.NONE);

  private static Row row(int number, String... texts) {
    List<Cell> cells = new ArrayList<>();
    for (String text : texts) {
      cells.add(Cell.text(cells.size(), text));
    }
    return new Row(number, false, cells);
  }

  @ParameterizedTest
  @CsvSource({
    "order_ref, requester, true",
    "' Order  REF: ', Requester, true",
    "Order number (your own), requester, true",
    "Bestillingsnr. (eget), requester, true",
    "ORD, requester, false",
    "ORD-1, requester, false",
    "Order (your own), requester, false",
    "order_ref, Maria Jensen, false"
  })
  void a_row_with_the_headings_once_more_repeats_them(
      String orderRef, String requester, boolean repeated) {
    assertThat(detector.isRepeated(header, row(2, orderRef, requester))).isEqualTo(repeated);
  }

  @Test
  void headings_that_a_user_matched_repeat_as_well() {
    Row headingRow = row(1, "ORD", "requester", "Sort");
    SheetMapping mapping =
        new SheetMapping(
            Map.of(
                0, new ColumnMapping("order_ref", Map.of()),
                2, new ColumnMapping("customer_name", Map.of())),
            null);
    HeaderRowDetector matched =
        new HeaderRowDetector(
            headings,
            Map.of(HeaderSignature.of(headingRow.cells()), mapping),
            new Sheet(0, "Orders", false));
    RowHeadings found = matched.find(List.of(headingRow, row(2, "A-1", "x", "y"))).orElseThrow();

    assertThat(found.row()).isEqualTo(headingRow);
    assertThat(matched.isRepeated(found, row(3, "ord", "Requester", "sort"))).isTrue();
    assertThat(matched.isRepeated(found, row(4, "ORD-1", "Maria", "sort"))).isFalse();
  }

  /** The names of all fields of all carriers would be read for each of them. */
  @Test
  void values_that_begin_like_a_heading_cost_little() {
    ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long id = Thread.currentThread().getId();
    long before = thread.getThreadAllocatedBytes(id);
    for (int i = 0; i < ROWS; i++) {
      detector.isRepeated(header, row(i + 2, "ORD-" + i, "Maria Jensen"));
    }

    assertThat((thread.getThreadAllocatedBytes(id) - before) / ROWS).isLessThan(10_000);
  }
}
