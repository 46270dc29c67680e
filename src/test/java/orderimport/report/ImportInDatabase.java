package orderimport.report;

import static java.util.Objects.requireNonNull;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.sql.DataSource;
import orderimport.imports.CellCodec;
import orderimport.imports.OrderKey;
import orderimport.imports.StagedRow;
import orderimport.imports.StagedRows;
import orderimport.problem.ProblemTexts;
import orderimport.problem.Text;
import orderimport.spreadsheet.Cell;
import orderimport.spreadsheet.Cell.Kind;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Stores an import in the database piece by piece. */
final class ImportInDatabase {

  private final JdbcTemplate jdbc;
  private final StagedRows stagedRows;
  private final List<StagedRow> rows = new ArrayList<>();
  final long id;

  private ImportInDatabase(DataSource dataSource, String kind, String fileName, String options) {
    this.jdbc = new JdbcTemplate(dataSource);
    this.stagedRows = new StagedRows(dataSource);
    this.id =
        requireNonNull(
            jdbc.queryForObject(
                """
                insert into import (kind, file_name, sha256, format, options, state, exit_code,
                                    created_at, finished_at)
                values (?, ?, repeat('ab', 32), '["format_xlsx"]', ?, 'COMPLETED', 4, ?, ?)
                returning id
                """,
                Long.class,
                kind,
                fileName,
                "{\"hold\":false,\"allOrNothing\":false%s%s"
                    .formatted(options.length() > 2 ? "," : "", options.substring(1)),
                OffsetDateTime.parse("2026-03-04T05:06:07Z"),
                OffsetDateTime.parse("2026-03-04T05:07:09Z")));
  }

  static ImportInDatabase of(DataSource dataSource) {
    return new ImportInDatabase(dataSource, "IMPORT", "sites.xlsx", "{}");
  }

  static ImportInDatabase of(DataSource dataSource, String kind, String file, String options) {
    return new ImportInDatabase(dataSource, kind, file, options);
  }

  ImportInDatabase state(String state, @Nullable Integer exitCode) {
    jdbc.update("update import set state = ?, exit_code = ? where id = ?", state, exitCode, id);
    return this;
  }

  ImportInDatabase sheet(int position, String name, String... headings) {
    Cell[] cells = new Cell[headings.length];
    Arrays.setAll(cells, i -> Cell.text(i, headings[i]));
    List<Cell> filled = Arrays.stream(cells).filter(cell -> !cell.text().isEmpty()).toList();
    jdbc.update(
        "insert into sheet (import_id, position, name, heading_row, headings) values (?, ?, ?, 1, ?)",
        id,
        position,
        name,
        CellCodec.write(filled));
    return this;
  }

  ImportInDatabase row(
      int sheet, int row, @Nullable String carrier, @Nullable String ref, Cell... cells) {
    return row(sheet, row, false, carrier, ref, cells);
  }

  ImportInDatabase row(
      int sheet,
      int row,
      boolean hidden,
      @Nullable String carrier,
      @Nullable String ref,
      Cell... cells) {
    StagedRow staged = StagedRow.read(sheet, row, hidden, carrier, ref, List.of(cells));
    stagedRows.add(id, List.of(staged));
    rows.add(staged);
    return this;
  }

  ImportInDatabase order(String carrier, String ref, String status) {
    return order(carrier, ref, status, null, null, null, null);
  }

  ImportInDatabase order(
      String carrier,
      String ref,
      String status,
      @Nullable String request,
      @Nullable String carrierOrderId,
      @Nullable Integer responseStatus,
      @Nullable String responseBody) {
    Long[] positions = positions(carrier, ref);
    jdbc.update(
        """
        insert into orders (import_id, carrier, environment, order_ref, order_key, status, request,
                            carrier_order_id, link, response_status, response_body, attempts,
                            position, rows)
        values (?, ?, 'live', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        id,
        carrier,
        ref,
        OrderKey.of(ref),
        status,
        request,
        carrierOrderId,
        carrierOrderId == null ? null : "https://carrier.example/orders/" + carrierOrderId,
        responseStatus,
        responseBody,
        responseStatus == null ? 0 : 1,
        positions.length == 0 ? 0 : positions[0],
        positions);
    return this;
  }

  private Long[] positions(String carrier, String ref) {
    return rows.stream()
        .filter(row -> !row.hidden() && carrier.equals(row.carrier()))
        .filter(row -> OrderKey.of(ref).equals(row.orderKey()))
        .map(StagedRow::position)
        .sorted()
        .toArray(Long[]::new);
  }

  ImportInDatabase problem(
      @Nullable Integer sheet,
      @Nullable Integer row,
      @Nullable Integer column,
      @Nullable String heading,
      @Nullable String value,
      String severity,
      String message) {
    jdbc.update(
        """
        insert into problem (import_id, sheet, row, col, heading, value, code, severity,
                             arguments)
        values (?, ?, ?, ?, ?, ?, 'some_code', ?, ?::jsonb)
        """,
        id,
        sheet,
        row,
        column,
        heading,
        value,
        severity,
        JsonMapper.shared()
            .writeValueAsString(
                new ProblemTexts(Text.verbatim(message), Text.verbatim("Do this."))));
    return this;
  }

  static Cell text(int column, String text) {
    return Cell.text(column, text);
  }

  static Cell number(int column, String number, @Nullable String format) {
    return new Cell(column, Kind.NUMBER, number, format);
  }

  static Cell date(int column, String date, @Nullable String format) {
    return new Cell(column, Kind.DATE, date, format);
  }
}
