package orderimport.imports;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import orderimport.spreadsheet.Cell;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of imports as they stand in their files, and the sheets they come from. */
@Repository
public class StagedRows {
  private final JdbcClient jdbc;
  private final CopyIn copy;

  public StagedRows(DataSource dataSource) {
    this.jdbc = JdbcClient.create(dataSource);
    this.copy = new CopyIn(dataSource);
  }

  /**
   * A sheet of an import.
   *
   * @param position from 0
   * @param headingRow the heading row's number from 1; null where the sheet has none
   * @param headings its cells, empty without one
   */
  public record StagedSheet(
      int position, String name, @Nullable Integer headingRow, List<Cell> headings) {}

  /** Keeps a sheet; one that is there already stays. */
  public void addSheet(long importId, StagedSheet sheet) {
    jdbc.sql(
            "insert into sheet (import_id, position, name, heading_row, headings)"
                + " values (?, ?, ?, ?, ?) on conflict do nothing")
        .param(importId)
        .param(sheet.position())
        .param(sheet.name())
        .param(sheet.headingRow())
        .param(Cells.write(sheet.headings()))
        .update();
  }

  /** The sheets of an import, by position. */
  public Map<Integer, StagedSheet> sheets(long importId) {
    Map<Integer, StagedSheet> sheets = new TreeMap<>();
    jdbc.sql("select * from sheet where import_id = ?")
        .param(importId)
        .query(
            (row, number) ->
                new StagedSheet(
                    row.getInt("position"),
                    row.getString("name"),
                    (Integer) row.getObject("heading_row"),
                    Cells.read(row.getString("headings"))))
        .list()
        .forEach(sheet -> sheets.put(sheet.position(), sheet));
    return sheets;
  }

  /** Keeps rows, in the transaction of the caller. */
  public void add(long importId, List<? extends StagedRow> rows) {
    try (CopyIn.Lines lines =
        copy.into("staged_row", "import_id, sheet, row, hidden, carrier, order_ref, cells")) {
      for (StagedRow row : rows) {
        lines
            .value(importId)
            .value(row.sheet())
            .value(row.number())
            .value(row.hidden() ? "t" : "f")
            .value(row.carrier())
            .value(row.orderRef())
            .value(Cells.write(row.cells()))
            .end();
      }
    }
  }

  /** The rows of one order, in the file's order; those that were left out are not among them. */
  public List<StagedRow> ofOrder(long importId, String carrier, String orderRef) {
    return jdbc.sql(
            "select * from staged_row where import_id = ? and carrier = ? and order_ref = ?"
                + " and not hidden order by sheet, row")
        .params(importId, carrier, orderRef)
        .query(
            (row, number) ->
                new StagedRow(
                    row.getInt("sheet"),
                    row.getInt("row"),
                    row.getBoolean("hidden"),
                    row.getString("carrier"),
                    row.getString("order_ref"),
                    Cells.read(row.getString("cells"))))
        .list();
  }

  /** How many rows were read. */
  public long count(long importId) {
    return jdbc.sql("select count(*) from staged_row where import_id = ?")
        .param(importId)
        .query(Long.class)
        .single();
  }
}
