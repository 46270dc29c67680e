package orderimport.samples;

import java.time.LocalDate;
import java.util.List;
import org.apache.poi.ss.util.CellReference;
import org.jspecify.annotations.Nullable;

/**
 * A deliberate mistake in a sample.
 *
 * @param cell such as {@code G5}
 * @param wrong the value in the cell
 * @param code of the problem that reports it
 * @param hint a part of the hint's text
 */
record Mistake(String sheet, String cell, @Nullable Object wrong, String code, String hint) {

  static List<Mistake> all() {
    return SampleTable.lines("mistakes.txt").stream().map(Mistake::read).toList();
  }

  private static Mistake read(String line) {
    List<String> parts = SampleTable.cells(line);
    return new Mistake(parts.get(0), parts.get(1), value(parts.get(2)), parts.get(3), parts.get(4));
  }

  private static @Nullable Object value(String text) {
    String[] parts = text.split(" ", 2);
    return switch (parts[0]) {
      case "blank" -> null;
      case "error" -> new SampleTable.ErrorValue();
      case "number" -> Long.valueOf(parts[1]);
      case "date" -> LocalDate.parse(parts[1]);
      default -> text;
    };
  }

  int row() {
    return new CellReference(cell).getRow() + 1;
  }

  String column() {
    return CellReference.convertNumToColString(new CellReference(cell).getCol());
  }

  /** Puts the wrong value into its cell of these tables. */
  void applyTo(List<SampleTable> tables) {
    tables.stream()
        .filter(table -> table.name().equals(sheet))
        .findFirst()
        .orElseThrow()
        .put(row(), new CellReference(cell).getCol(), wrong);
  }
}
