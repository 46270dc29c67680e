package orderimport.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.Size;
import orderimport.spreadsheet.Cell;

class CellsTest {

  @Property
  void every_cell_survives_a_round_trip(
      @ForAll @Size(max = 5) List<@CharRange(from = '\0', to = '\uD7FF') @NotEmpty String> texts,
      @ForAll Cell.Kind kind,
      @ForAll Cell.Strike strike,
      @ForAll @IntRange(max = 16_000) int column) {
    List<Cell> cells =
        texts.stream()
            .map(text -> new Cell(column, kind, text, text.length() % 2 == 0 ? text : null, strike))
            .toList();

    assertThat(CellCodec.read(CellCodec.write(cells))).isEqualTo(cells);
  }
}
