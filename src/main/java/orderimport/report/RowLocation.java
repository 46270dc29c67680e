package orderimport.report;

import java.util.List;

/** Where a row stands. */
record RowLocation(String sheet, int row) {

  /**
   * Places in their order, as people write them: {@code 7-9, 12}, or {@code Oslo 7-9, Bergen 4}.
   */
  static String text(List<RowLocation> places, boolean withSheet) {
    StringBuilder text = new StringBuilder();
    String sheet = "";
    for (int i = 0; i < places.size(); i++) {
      int first = i;
      while (i + 1 < places.size() && places.get(i + 1).follows(places.get(i))) {
        i++;
      }
      text.append(text.isEmpty() ? "" : ", ");
      if (withSheet && !places.get(first).sheet.equals(sheet)) {
        sheet = places.get(first).sheet;
        text.append(sheet).append(' ');
      }
      text.append(places.get(first).row);
      if (i > first) {
        text.append(i == first + 1 ? ", " : "-").append(places.get(i).row);
      }
    }
    return text.toString();
  }

  private boolean follows(RowLocation other) {
    return sheet.equals(other.sheet) && row == other.row + 1;
  }
}
