package orderimport.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import orderimport.database.TestDatabase;
import orderimport.imports.LongSet;
import orderimport.imports.OrderIdentity;
import orderimport.imports.RowBlock;
import orderimport.imports.RowSurvey;
import orderimport.imports.StagedRow;
import orderimport.imports.StagedRows;
import orderimport.imports.StagedRows.StagedSheet;
import orderimport.order.Orders;
import orderimport.spreadsheet.Cell;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whichever blocks its rows are in, each order is read once, with all of its rows. */
class BuildPlanTest {
  private static final DataSource DATABASE = TestDatabase.fresh();

  private final StagedRows stagedRows = new StagedRows(DATABASE);
  private final Orders orders = new Orders(DATABASE);

  private long stage(List<List<StagedRow>> blocks) {
    long importId =
        JdbcClient.create(DATABASE)
            .sql(
                "insert into import (kind, file_name, sha256, options, state)"
                    + " values ('IMPORT', 'orders.xlsx', '', '{}', 'RUNNING') returning id")
            .query(Long.class)
            .single();
    for (int sheet = 0; sheet < 2; sheet++) {
      stagedRows.addSheet(importId, new StagedSheet(sheet, "S" + sheet, 1, List.of()));
    }
    blocks.forEach(block -> stagedRows.add(importId, block));
    return importId;
  }

  private List<RowGroup> read(long importId, BuildPlan plan) {
    List<RowGroup> read = new ArrayList<>();
    for (int partition = 0; partition < plan.partitions(); partition++) {
      RowGroupReader reader =
          plan.isOfScattered(partition)
              ? new ScatteredOrderReader(stagedRows, orders, importId, plan)
              : new BlockGroupReader(stagedRows, orders, importId, plan, plan.blocks(partition));
      reader.open(new ExecutionContext());
      for (RowGroup group = reader.read(); group != null; group = reader.read()) {
        read.add(group);
      }
    }
    return read;
  }

  private static StagedRow row(int sheet, int number, String orderRef) {
    return StagedRow.read(
        sheet,
        number,
        orderRef.startsWith("("),
        orderRef.startsWith("-") ? null : "telecomx",
        orderRef.isEmpty() ? null : orderRef,
        List.of(Cell.text(0, "row " + number)));
  }

  private void assertEachIsReadOnce(List<List<StagedRow>> blocks) {
    long importId = stage(blocks);
    List<StagedRow> rows = blocks.stream().flatMap(List::stream).toList();
    BuildPlan plan = BuildPlan.of(RowSurvey.of(stagedRows, importId));

    Map<OrderIdentity, List<StagedRow>> expected = new HashMap<>();
    List<StagedRow> withoutOrder = new ArrayList<>();
    for (StagedRow row : rows) {
      if (row.carrier() != null && row.orderKey() != null && !row.hidden()) {
        expected
            .computeIfAbsent(
                new OrderIdentity(row.carrier(), row.orderKey()), order -> new ArrayList<>())
            .add(row);
      } else if (!row.hidden()) {
        withoutOrder.add(row);
      }
    }
    List<RowGroup> read = read(importId, plan);
    assertOrders(read, expected);
    assertThat(read.stream().filter(RowGroup.UnassignedRow.class::isInstance))
        .map(group -> ((RowGroup.UnassignedRow) group).row())
        .isEqualTo(withoutOrder);

    List<OrderIdentity> built =
        expected.keySet().stream().filter(order -> order.hash() % 3 == 0).toList();
    addBuilt(importId, built.stream().map(order -> expected.remove(order).get(0)).toList());
    assertOrders(read(importId, plan), expected);
  }

  private void addBuilt(long importId, List<StagedRow> firstRows) {
    JdbcClient.create(DATABASE)
        .sql(
            "insert into orders (import_id, carrier, environment, order_ref, order_key, status,"
                + " position) select ?, 'telecomx', 'live', name, name, 'INVALID', position"
                + " from unnest(?::text[], ?::bigint[]) as of_row (name, position)")
        .params(
            importId,
            firstRows.stream().map(StagedRow::orderKey).toArray(String[]::new),
            firstRows.stream().map(StagedRow::position).toArray(Long[]::new))
        .update();
  }

  private static void assertOrders(
      List<RowGroup> read, Map<OrderIdentity, List<StagedRow>> expected) {
    List<RowGroup.OrderRows> found =
        read.stream()
            .filter(RowGroup.OrderRows.class::isInstance)
            .map(RowGroup.OrderRows.class::cast)
            .toList();
    assertThat(found).hasSize(expected.size());
    for (RowGroup.OrderRows order : found) {
      assertThat(order.rows())
          .isEqualTo(expected.get(new OrderIdentity(order.carrier(), order.orderKey())));
      assertThat(order.orderRef()).isEqualTo(order.rows().get(0).orderRef());
    }
  }

  @Test
  void an_order_may_cross_the_border_of_blocks_anywhere() {
    List<StagedRow> rows =
        List.of(
            row(0, 2, "A"),
            row(0, 3, "B"),
            row(0, 4, "b"),
            row(0, 5, "(B)"),
            row(0, 7, "B"),
            row(0, 8, ""),
            row(0, 9, "B"),
            row(0, 10, "C"),
            row(0, 11, "-B"),
            row(0, 12, "A"));
    for (int first = 0; first < rows.size(); first++) {
      for (int second = first; second < rows.size(); second++) {
        assertEachIsReadOnce(
            List.of(
                rows.subList(0, first),
                rows.subList(first, second),
                rows.subList(second, rows.size())));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void orders_may_be_anywhere_in_the_file(long seed) {
    Random random = new Random(seed);
    List<List<StagedRow>> blocks = new ArrayList<>();
    for (int sheet = 0; sheet < 2; sheet++) {
      int number = 1;
      for (int block = 0; block < 9; block++) {
        List<StagedRow> ofBlock = new ArrayList<>();
        for (int i = random.nextInt(40); i >= 0; i--) {
          number += 1 + random.nextInt(3) / 2;
          String name =
              random.nextInt(8) == 0 ? "" : "s" + (number / 4 + random.nextInt(12) / 11 * 9);
          ofBlock.add(row(sheet, number, random.nextInt(15) == 0 ? "(" + name + ")" : name));
        }
        blocks.add(ofBlock);
      }
    }

    assertEachIsReadOnce(blocks);
  }

  @Test
  void many_scattered_orders_are_read_in_batches() {
    List<StagedRow> once =
        IntStream.range(0, 12_000).mapToObj(i -> row(0, i + 1, "s" + i)).toList();
    List<StagedRow> again =
        IntStream.range(0, 12_000).mapToObj(i -> row(1, i + 1, "S" + i)).toList();

    assertEachIsReadOnce(List.of(once, again));
  }

  @Test
  void an_import_without_rows_has_one_partition() {
    long importId = stage(List.of());
    BuildPlan plan = BuildPlan.of(RowSurvey.of(stagedRows, importId));

    assertThat(plan.partitions()).isEqualTo(1);
    assertThat(read(importId, plan)).isEmpty();
  }

  @Test
  void blocks_are_divided_among_four_partitions() {
    List<RowBlock.Id> blocks =
        IntStream.range(0, 10).mapToObj(i -> new RowBlock.Id(0, i * 1_250 + 2)).toList();
    BuildPlan plan = new BuildPlan(blocks, new LongSet());

    assertThat(plan.partitions()).isEqualTo(4);
    assertThat(IntStream.range(0, 4).mapToObj(plan::blocks).flatMap(List::stream))
        .isEqualTo(blocks);
    assertThat(IntStream.range(0, 4).mapToObj(plan::blocks).map(List::size))
        .containsExactly(2, 3, 2, 3);
  }
}
