package orderimport.report;

import java.util.List;

/** The location of a row. */
record RowLocation(String sheet, int row) {

  /** Row numbers with ranges: {@code 7-9, 12}, or {@code Oslo 7-9, Bergen 4}. */
  static String text(List<RowLocation> locations, boolean withSheet) {
    StringBuilder text = new StringBuilder();
    String sheet = "";
    for (int i = 0; i < locations.size(); i++) {
      int first = i;
      while (i + 1 < locations.size() && locations.get(i + 1).follows(locations.get(i))) {
        i++;
      }
      text.append(text.isEmpty() ? "" : ", ");
      if (withSheet && !locations.get(first).sheet.equals(sheet)) {
        sheet = locations.get(first).sheet;
        text.append(sheet).append(' ');
      }
      text.append(locations.get(first).row);
      if (i > first) {
        text.append(i == first + 1 ? ", " : "-").append(locations.get(i).row);
      }
    }
    return text.toString();
  }

  private boolean follows(RowLocation other) {
    return sheet.equals(other.sheet) && row == other.row + 1;
  }
}
