package orderimport.crash;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import orderimport.database.EmbeddedPostgres;
import orderimport.report.ResultsCheck;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Compares the ledger, the results and the carriers' arrivals of an import. */
final class LedgerAudit {
  private final Path dataDir;
  private final JdbcClient sql;

  /** The result of an audit, in orders. */
  record Audit(int placedTwice, int lost, int inDoubt) {}

  LedgerAudit(Path dataDir, EmbeddedPostgres postgres) {
    this.dataDir = dataDir;
    this.sql =
        JdbcClient.create(
            new DriverManagerDataSource(
                postgres.jdbcUrl(), postgres.username(), postgres.password()));
  }

  JdbcClient sql() {
    return sql;
  }

  long latestImport() {
    return sql.sql("select coalesce(max(id), 0) from import").query(Long.class).single();
  }

  /** Import ids can have gaps: a sequence skips some when its server is killed. */
  List<Long> importsSince(long importId) {
    return sql.sql("select id from import where id > ?").param(importId).query(Long.class).list();
  }

  long count(long importId, String status) {
    return sql.sql("select count(*) from orders where import_id = ? and status = ?")
        .params(importId, status)
        .query(Long.class)
        .single();
  }

  /** Counts the orders in state SENDING whose response is not in a file. */
  long sendingWithoutResponse(long importId) {
    String installation = sql.sql("select id from installation").query(String.class).single();
    Path responses = dataDir.resolve("responses").resolve(installation);
    return sql
        .sql("select id || '-' || attempts from orders where import_id = ? and status = 'SENDING'")
        .param(importId)
        .query(String.class)
        .list()
        .stream()
        .filter(attempt -> Files.notExists(responses.resolve(attempt + ".json")))
        .count();
  }

  long rows(long importId) {
    return sql.sql("select coalesce(sum(row_count), 0) from row_block where import_id = ?")
        .param(importId)
        .query(Long.class)
        .single();
  }

  int exitCode(long importId) {
    return sql.sql("select exit_code from import where id = ?")
        .param(importId)
        .query(Integer.class)
        .single();
  }

  /** Who resolved the import's orders, and when. */
  List<String> resolutions(long importId) {
    return sql.sql(
            "select resolved_by || ' at ' || resolved_at from orders"
                + " where import_id = ? and resolved_by is not null")
        .param(importId)
        .query(String.class)
        .list();
  }

  /** The status of each order, by {@code CARRIER ORDER_REF}. */
  Map<String, String> ledger(long importId) {
    Map<String, String> states = new TreeMap<>();
    sql.sql("select carrier || ' ' || order_ref as name, status from orders where import_id = ?")
        .param(importId)
        .query(
            row -> {
              states.put(row.getString("name"), row.getString("status"));
            });
    return states;
  }

  JsonNode summary(long importId) throws IOException {
    return JsonMapper.shared()
        .readTree(Files.readString(dataDir.resolve("reports/" + importId + "/summary.json")));
  }

  /**
   * Compares a finished import with what arrived at the carriers.
   *
   * @param arrived how often each order arrived
   */
  Audit audit(long importId, OrderSheet sheet, Map<String, Integer> arrived) throws IOException {
    Map<String, String> ledger = ledger(importId);
    assertThat(ledger.keySet()).containsExactlyInAnyOrderElementsOf(sheet.orders());
    checkResults(importId, sheet, ledger);
    int twice = 0;
    int lost = 0;
    int inDoubt = 0;
    for (String order : sheet.orders()) {
      int times = arrived.getOrDefault(order, 0);
      String state = String.valueOf(ledger.get(order));
      assertThat(state).as(order).isIn("ACCEPTED", "IN_DOUBT");
      twice += times > 1 ? 1 : 0;
      lost += times == 0 && state.equals("ACCEPTED") ? 1 : 0;
      inDoubt += state.equals("IN_DOUBT") ? 1 : 0;
    }
    return new Audit(twice, lost, inDoubt);
  }

  /** The results match the ledger, row by row and in all totals. */
  private void checkResults(long importId, OrderSheet sheet, Map<String, String> ledger)
      throws IOException {
    JsonNode summary = ResultsCheck.check(dataDir.resolve("reports/" + importId));
    assertThat(summary.path("state").asString()).isEqualTo("COMPLETED");
    assertThat(summary.path("rows").path("read").asInt()).isEqualTo(sheet.rows());
    assertThat(summary.path("orders").path("total").asInt()).isEqualTo(ledger.size());
    assertThat(sum(summary.path("rows"), "read")).isEqualTo(sheet.rows());
    assertThat(sum(summary.path("orders"), "total")).isEqualTo(ledger.size());
    Map<String, Long> byState =
        ledger.values().stream().collect(groupingBy(Function.identity(), counting()));
    byState.forEach(
        (state, count) -> assertThat(summary.path("orders").path(state).asLong()).isEqualTo(count));

    List<String> rows =
        Files.readAllLines(dataDir.resolve("reports/" + importId + "/rows.csv")).stream()
            .skip(1)
            .toList();
    assertThat(rows).hasSize(sheet.rows());
    for (String row : rows) {
      String[] cells = row.split(",", 6);
      assertThat(cells[4]).as(row).isEqualTo(ledger.get(cells[2] + " " + cells[3]));
    }
    Map<String, String> inJson =
        Files.readAllLines(dataDir.resolve("reports/" + importId + "/orders.jsonl")).stream()
            .map(JsonMapper.shared()::readTree)
            .collect(
                toMap(
                    order ->
                        order.path("carrier").asString() + " " + order.path("order_ref").asString(),
                    order -> order.path("status").asString()));
    assertThat(inJson).isEqualTo(ledger);
    assertThat(rows(importId)).isEqualTo(sheet.rows());
  }

  private static int sum(JsonNode counts, String total) {
    int sum = 0;
    for (Map.Entry<String, JsonNode> count : counts.properties()) {
      sum += count.getKey().equals(total) ? 0 : count.getValue().asInt();
    }
    return sum;
  }
}
