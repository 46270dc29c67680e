package orderimport.imports;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import javax.sql.DataSource;
import orderimport.database.TestDatabase;
import orderimport.imports.RowSurvey.OrderName;
import orderimport.imports.StagedRows.StagedSheet;
import orderimport.spreadsheet.Cell;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Compares what a survey finds with what follows from all rows in memory. */
class RowSurveyTest {
  private static final DataSource DATABASE = TestDatabase.fresh();
  private static final String[] CARRIERS = {"telecomx", "granite", "granite", "granite"};

  private final StagedRows stagedRows = new StagedRows(DATABASE);
  private final long importId =
      JdbcClient.create(DATABASE)
          .sql(
              "insert into import (kind, file_name, sha256, options, state)"
                  + " values ('IMPORT', 'orders.xlsx', '', '{}', 'RUNNING') returning id")
          .query(Long.class)
          .single();
  private final List<StagedRow> rows = new ArrayList<>();

  /** The rows of each block. */
  private final List<List<StagedRow>> blocks = new ArrayList<>();

  private void add(List<StagedRow> block) {
    stagedRows.add(importId, block);
    rows.addAll(block);
    blocks.add(block);
  }

  private void stage(long seed) {
    Random random = new Random(seed);
    for (int sheet = 0; sheet < 3; sheet++) {
      stagedRows.addSheet(importId, new StagedSheet(sheet, "S" + sheet, 1, List.of()));
      int number = 1;
      for (int block = 0; block < 8; block++) {
        List<StagedRow> ofBlock = new ArrayList<>();
        for (int i = 1 + random.nextInt(30); i > 0; i--) {
          number += random.nextInt(12) == 0 ? 15 + random.nextInt(10) : 1;
          ofBlock.add(row(sheet, number, random));
        }
        add(ofBlock);
      }
    }
  }

  private static StagedRow row(int sheet, int number, Random random) {
    String carrier = random.nextInt(6) == 0 ? null : CARRIERS[random.nextInt(4)];
    String name =
        switch (random.nextInt(5)) {
          case 0 -> null;
          case 1 -> "0".repeat(random.nextInt(3)) + random.nextInt(60);
          case 2 -> random.nextInt(60) + ".0";
          default -> "Order " + random.nextInt(90 + sheet);
        };
    return StagedRow.read(
        sheet,
        number,
        random.nextInt(9) == 0,
        carrier,
        name,
        List.of(Cell.text(0, "row " + number)));
  }

  private static @Nullable OrderIdentity order(StagedRow row) {
    return row.hidden() || row.carrier() == null || row.orderKey() == null
        ? null
        : new OrderIdentity(row.carrier(), row.orderKey());
  }

  private static Set<OrderIdentity> orders(Collection<StagedRow> of) {
    return of.stream().flatMap(row -> Stream.ofNullable(order(row))).collect(toSet());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void orders_with_rows_in_several_blocks_are_scattered(long seed) {
    stage(seed);
    RowSurvey survey = RowSurvey.of(stagedRows, importId);

    for (OrderIdentity order : orders(rows)) {
      long in = blocks.stream().filter(block -> orders(block).contains(order)).count();
      assertThat(survey.scattered().contains(order.hash())).as(order.toString()).isEqualTo(in > 1);
    }
    assertThat(survey.blocks()).hasSize(24);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void orders_with_a_row_without_carrier_are_incomplete(long seed) {
    stage(seed);

    assertThat(RowSurvey.of(stagedRows, importId).incomplete())
        .isNotEmpty()
        .containsExactlyInAnyOrderElementsOf(
            rows.stream()
                .filter(row -> !row.hidden() && row.carrier() == null && row.orderKey() != null)
                .map(StagedRow::orderKey)
                .collect(toSet()));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void rows_below_an_order_are_unassigned(long seed) {
    stage(seed);
    List<String> expected = new ArrayList<>();
    for (StagedRow row : rows) {
      StagedRow above = nearest(row, -1);
      if (!row.hidden()
          && row.orderKey() == null
          && above != null
          && above.carrier() != null
          && (row.carrier() == null || row.carrier().equals(above.carrier()))) {
        StagedRow below = nearest(row, 1);
        boolean between = below != null && Objects.equals(order(above), order(below));
        expected.add(
            row
                + " "
                + above.carrier()
                + " "
                + above.orderRef()
                + " "
                + above.orderKey()
                + between);
      }
    }

    assertThat(RowSurvey.of(stagedRows, importId).unassigned())
        .hasSizeGreaterThan(5)
        .map(
            found ->
                found.row()
                    + " "
                    + found.carrier()
                    + " "
                    + found.orderRef()
                    + " "
                    + found.orderKey()
                    + found.betweenRowsOfOrder())
        .isEqualTo(expected);
  }

  /** The nearest row with a name above or below, at most 20 rows away. */
  private @Nullable StagedRow nearest(StagedRow row, int direction) {
    return rows.stream()
        .filter(other -> other.sheet() == row.sheet() && !other.hidden())
        .filter(other -> other.orderKey() != null)
        .filter(other -> (other.number() - row.number()) * direction > 0)
        .filter(other -> Math.abs(other.number() - row.number()) <= 20)
        .min((a, b) -> Integer.compare(a.number() * direction, b.number() * direction))
        .orElse(null);
  }

  private static String key(StagedRow row) {
    return requireNonNull(row.orderKey());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void different_names_of_one_number_are_similar(long seed) {
    stage(seed);
    Map<OrderIdentity, Set<OrderName>> expected =
        rows.stream()
            .filter(row -> order(row) != null && OrderKey.number(key(row)) != null)
            .collect(
                groupingBy(
                    row ->
                        new OrderIdentity(
                            requireNonNull(row.carrier()),
                            requireNonNull(OrderKey.number(key(row)))),
                    mapping(
                        row -> new OrderName(requireNonNull(row.orderRef()), key(row)), toSet())));
    expected
        .values()
        .removeIf(names -> names.stream().map(OrderName::orderKey).distinct().count() < 2);

    assertThat(RowSurvey.of(stagedRows, importId).similarNames())
        .hasSizeGreaterThan(5)
        .isEqualTo(expected);
  }

  @Test
  void keys_of_orders_are_found_among_others() {
    stage(1);
    OrderIdentity order = orders(rows).iterator().next();

    assertThat(RowSurvey.of(stagedRows, importId).ordersAmong(Set.of(order.orderKey(), "no order")))
        .containsExactly(order.orderKey());
  }

  @Test
  void rows_are_read_by_their_positions() {
    stage(4);
    Random random = new Random(4);
    List<StagedRow> some = rows.stream().filter(row -> random.nextInt(5) == 0).toList();
    List<Long> positions = new ArrayList<>(some.stream().map(StagedRow::position).toList());
    // No row has the first position of a sheet, or the last.
    positions.add(0, 1L);
    positions.add(2L << 32);
    positions.add(2L << 32 | 1_000_000);
    positions.add(7L << 32);

    assertThat(stagedRows.at(importId, positions)).isEqualTo(some);
  }
}
