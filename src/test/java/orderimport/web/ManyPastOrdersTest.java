package orderimport.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import orderimport.imports.StagedRow;
import orderimport.imports.StagedRows;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** The speed of the page with 200,000 past orders. */
@Tag("long")
class ManyPastOrdersTest {
  private static final Duration MAX_DURATION = Duration.ofSeconds(2);

  @Test
  void each_page_responds_quickly() throws Exception {
    Server.Installation installation = Server.Installation.create(Users.settings());
    insertPastOrders(new JdbcTemplate(installation.database().dataSource()));
    try (Server server = installation.start()) {
      HttpUser httpUser = Users.logIn(server, "view");
      Map<String, Duration> durations = new LinkedHashMap<>();
      for (String path :
          List.of(
              "/imports",
              "/imports?page=2",
              "/imports?q=site-199999",
              "/imports?q=opp-150000",
              "/imports?q=file-7",
              "/imports?q=site",
              "/imports/20",
              "/imports/20/orders",
              "/imports/20/orders?status=REJECTED",
              "/imports/20/orders?sort=-city",
              "/imports?state=TO_FIX",
              "/statistics",
              "/imports/20/orders?q=site-97",
              "/imports/20/problems",
              "/in-doubt")) {
        httpUser.get(path);
        Instant begin = Instant.now();
        assertThat(httpUser.get(path).statusCode()).as(path).isEqualTo(200);
        durations.put(path, Duration.between(begin, Instant.now()));
      }
      System.out.println("With 200,000 past orders: " + durations);
      assertThat(durations.values()).allMatch(time -> time.compareTo(MAX_DURATION) < 0);
    }
  }

  private static void insertPastOrders(JdbcTemplate jdbc) {
    jdbc.execute(
        """
        insert into import (kind, file_name, sha256, options, state, exit_code, finished_at)
        select 'IMPORT', 'file-' || n || '.xlsx', md5(n::text), '{"hold":false,"allOrNothing":false}', 'COMPLETED', 4, now()
        from generate_series(1, 60) n""");
    jdbc.execute(
        """
        insert into sheet (import_id, position, name, heading_row, headings)
        select n, 0, 'granite', 1, '' from generate_series(1, 60) n""");
    // One import has 100,000 orders, the others share the rest.
    jdbc.execute(
        """
        insert into orders (import_id, carrier, environment, order_ref, order_key, status, request,
                            position, carrier_order_id, attempts, rows)
        select case when n <= 100000 then 20 else 21 + n % 40 end, 'granite', 'live', 'SITE-' || n,
               'site-' || n, case when n % 50 = 0 then 'REJECTED' else 'ACCEPTED' end, '{"a":1}', n,
               'OPP-' || n, 1, array[n]
        from generate_series(1, 200000) n""");
    StagedRows stagedRows = new StagedRows(Objects.requireNonNull(jdbc.getDataSource()));
    for (long importId = 1; importId <= 60; importId++) {
      stagedRows.add(
          importId,
          jdbc.query(
              "select id, order_ref from orders where import_id = ? order by id",
              (row, number) ->
                  StagedRow.read(
                      0, row.getInt("id"), false, "granite", row.getString("order_ref"), List.of()),
              importId));
    }
    jdbc.execute(
        """
        insert into problem (import_id, sheet, row, code, severity, arguments)
        select import_id, 0, id, 'rejected', 'ERROR', '{"message":["rejected","granite",422,"No."]}'
        from orders where status = 'REJECTED'""");
    jdbc.execute("analyze");
  }
}
