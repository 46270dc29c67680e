package orderimport.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import orderimport.database.TestDatabase;
import orderimport.imports.RowSurvey.CopiedSheets;
import orderimport.imports.StagedRows.StagedSheet;
import orderimport.spreadsheet.Cell;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which sheets of an import have most of their orders in common. */
class CopiedSheetsTest {
  private static final DataSource DATABASE = TestDatabase.fresh();

  private final StagedRows stagedRows = new StagedRows(DATABASE);
  private final long importId =
      JdbcClient.create(DATABASE)
          .sql(
              "insert into import (kind, file_name, sha256, options, state)"
                  + " values ('IMPORT', 'orders.xlsx', '', '{}', 'RUNNING') returning id")
          .query(Long.class)
          .single();

  /** Stages a sheet; an order_ref in brackets is on a hidden row. */
  private void sheet(int position, String... orderRefs) {
    stagedRows.addSheet(importId, new StagedSheet(position, "S" + position, 1, List.of()));
    stagedRows.add(
        importId,
        IntStream.range(0, orderRefs.length)
            .mapToObj(row -> row(position, row + 2, orderRefs[row]))
            .toList());
  }

  private static StagedRow row(int sheet, int number, String orderRef) {
    boolean hidden = orderRef.startsWith("(");
    String name = orderRef.replaceAll("[()]", "");
    return StagedRow.read(sheet, number, hidden, "telecomx", name, List.of(Cell.text(0, name)));
  }

  @Test
  void sheets_sharing_over_half_of_the_smaller_one_are_copies() {
    sheet(0, "A", "A", "B", "C", "D", "E");
    sheet(1, "A", "B", "X");
    sheet(2, "D", "Y");
    sheet(3, "E", "Z", "Z");

    assertThat(RowSurvey.of(stagedRows, importId).copiedSheets())
        .containsExactly(new CopiedSheets(0, 1));
  }

  @Test
  void hidden_rows_do_not_count() {
    sheet(0, "A", "(B)");
    sheet(1, "(A)", "B");

    assertThat(RowSurvey.of(stagedRows, importId).copiedSheets()).isEmpty();
  }

  @Test
  void a_sheet_is_not_a_copy_of_itself() {
    sheet(0, "A", "A");

    assertThat(RowSurvey.of(stagedRows, importId).copiedSheets()).isEmpty();
  }
}
