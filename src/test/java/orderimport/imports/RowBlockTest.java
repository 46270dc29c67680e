package orderimport.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import orderimport.spreadsheet.Cell;
import org.junit.jupiter.api.Test;

class RowBlockTest {
  private static final List<String> TEXTS =
      List.of(
          "A",
          "b ",
          "Ærø Øst",
          "東京 😀",
          "\u0000",
          "\u001d\u001e\u001f\t\n\\N",
          "x".repeat(40_000),
          "ü".repeat(200),
          "𝕏".repeat(300));

  private static RowBlock read(List<StagedRow> rows) {
    return RowBlock.read(rows.get(0).sheet(), RowBlock.keys(rows), RowBlock.cells(rows), Map.of());
  }

  @Property(tries = 300)
  void rows_survive_a_round_trip(@ForAll("rows") List<StagedRow> rows) {
    RowBlock block = read(rows);

    assertThat(IntStream.range(0, block.size()).mapToObj(block::row)).isEqualTo(rows);
  }

  @Property(tries = 100)
  void a_single_row_is_found_by_its_number(
      @ForAll("rows") List<StagedRow> rows, @ForAll @IntRange(max = 1_000) int some) {
    StagedRow row = rows.get(some % rows.size());
    RowBlock block = read(rows);

    assertThat(block.row(block.indexOf(row.number()))).isEqualTo(row);
    assertThat(block.indexOf(block.lastRow() + 1)).isNegative();
  }

  @Provide
  Arbitrary<List<StagedRow>> rows() {
    Arbitrary<String> text =
        Arbitraries.oneOf(
            Arbitraries.of(TEXTS),
            Arbitraries.strings().withCharRange('\0', '\uD7FF').ofMinLength(1).ofMaxLength(12));
    Arbitrary<Cell> cell =
        Combinators.combine(
                Arbitraries.integers().between(0, 12),
                Arbitraries.of(Cell.Kind.class),
                text,
                text.injectNull(0.7),
                Arbitraries.of(Cell.Strike.class))
            .as(Cell::new);
    Arbitrary<List<Cell>> cells = cell.list().uniqueElements(Cell::column).ofMaxSize(8);
    Arbitrary<StagedRow> row =
        Combinators.combine(
                Arbitraries.of(false, false, true),
                Arbitraries.of("telecomx", "granite").injectNull(0.2),
                text.injectNull(0.2),
                cells)
            .as(
                (hidden, carrier, ref, filled) ->
                    StagedRow.read(3, 1, hidden, carrier, ref, sorted(filled)));
    return Combinators.combine(row.list().ofMinSize(1).ofMaxSize(60), Arbitraries.randoms())
        .as(RowBlockTest::numbered);
  }

  private static List<Cell> sorted(List<Cell> cells) {
    List<Cell> sorted = new ArrayList<>(cells);
    sorted.sort((one, other) -> Integer.compare(one.column(), other.column()));
    return sorted;
  }

  private static List<StagedRow> numbered(List<StagedRow> rows, Random random) {
    List<StagedRow> numbered = new ArrayList<>();
    int number = 0;
    for (StagedRow row : rows) {
      number += 1 + random.nextInt(random.nextBoolean() ? 2 : 100_000);
      numbered.add(
          StagedRow.read(
              row.sheet(), number, row.hidden(), row.carrier(), row.orderRef(), row.cells()));
    }
    return numbered;
  }

  @Test
  void rows_not_in_order_are_rejected() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RowBlock.keys(List.of(row(0, 2, "A"), row(0, 2, "B"))));
  }

  @Test
  void cells_not_in_order_are_rejected() {
    StagedRow row =
        StagedRow.read(0, 1, false, null, null, List.of(Cell.text(1, "a"), Cell.text(1, "b")));

    assertThatIllegalArgumentException().isThrownBy(() -> RowBlock.cells(List.of(row)));
  }

  @Test
  void a_block_ends_with_an_order_and_a_sheet() {
    List<StagedRow> rows = new ArrayList<>();
    IntStream.range(0, 3_000).forEach(i -> rows.add(row(0, i + 1, "A" + i / 4)));
    rows.add(row(1, 1, "A749"));

    assertThat(RowBlocks.of(rows).stream().map(List::size)).containsExactly(1_252, 1_252, 496, 1);
  }

  @Test
  void a_block_ends_within_an_order_of_many_rows() {
    List<StagedRow> rows = IntStream.range(0, 3_100).mapToObj(i -> row(0, i + 1, "A")).toList();

    assertThat(RowBlocks.of(rows).stream().map(List::size)).containsExactly(1_500, 1_500, 100);
  }

  @Test
  void a_block_does_not_grow_with_its_cells() {
    String text = "x".repeat(1_000_000);
    List<StagedRow> longTexts =
        IntStream.range(0, 10)
            .mapToObj(
                i -> StagedRow.read(0, i + 1, false, "c", "A" + i, List.of(Cell.text(0, text))))
            .toList();
    List<StagedRow> wide =
        IntStream.range(0, 1_000)
            .mapToObj(
                i -> StagedRow.read(0, i + 1, false, "c", "A" + i, List.of(Cell.text(16_000, "x"))))
            .toList();

    assertThat(RowBlocks.of(longTexts)).allMatch(block -> block.size() <= 4);
    assertThat(RowBlocks.of(wide)).allMatch(block -> block.size() <= 63);
  }

  @Test
  void the_numbers_of_rows_are_a_multirange() {
    List<StagedRow> rows =
        List.of(row(0, 2, "A"), row(0, 3, "A"), row(0, 7, "B"), row(0, 9, "B"), row(0, 10, "C"));

    assertThat(RowBlocks.numbers(rows)).isEqualTo("{[2,4),[7,8),[9,11)}");
  }

  private static StagedRow row(int sheet, int number, String orderRef) {
    return StagedRow.read(
        sheet, number, false, "telecomx", orderRef, List.of(Cell.text(0, orderRef)));
  }
}
