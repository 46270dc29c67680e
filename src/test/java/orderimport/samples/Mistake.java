package orderimport.samples;

import java.time.LocalDate;
import java.util.List;
import org.apache.poi.ss.util.CellReference;
import org.jspecify.annotations.Nullable;

/**
 * A mistake that was made on purpose.
 *
 * @param cell such as {@code G5}
 * @param wrong what stands there
 * @param code of the problem that it is told as
 * @param hint a part of what the hint says
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
    String[] words = text.split(" ", 2);
    return switch (words[0]) {
      case "blank" -> null;
      case "error" -> new SampleTable.ErrorValue();
      case "number" -> Long.valueOf(words[1]);
      case "date" -> LocalDate.parse(words[1]);
      default -> text;
    };
  }

  int row() {
    return new CellReference(cell).getRow() + 1;
  }

  String column() {
    return CellReference.convertNumToColString(new CellReference(cell).getCol());
  }

  /** Makes it in the sheet that it belongs to. */
  void make(List<SampleTable> tables) {
    tables.stream()
        .filter(table -> table.name().equals(sheet))
        .findFirst()
        .orElseThrow()
        .put(row(), new CellReference(cell).getCol(), wrong);
  }
}
