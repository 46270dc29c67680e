package orderimport.cases;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import orderimport.imports.ImportOptions;
import orderimport.imports.ImportOptions.DateOrder;
import orderimport.imports.ImportOptions.Decimal;
import orderimport.imports.ImportOptions.HiddenRows;

/**
 * What happens when: a file's cells, and what is made of them.
 *
 * @param sheets the rows of each sheet, by what is said behind {@code ---}
 * @param files written by other programs, in place of sheets
 * @param outcome a line for each order and each problem
 */
record Case(
    String name,
    ImportOptions options,
    Map<String, List<String>> sheets,
    List<String> files,
    List<String> outcome) {

  private static final String BLANK_ROW = "~";

  /** Reads a file of cases; {@code README.md} beside them tells their form. */
  static List<Case> parse(String text) {
    List<Case> cases = new ArrayList<>();
    for (String part : text.split("(?m)^=== ")) {
      if (part.contains("\n>>>")) {
        cases.add(one(part));
      }
    }
    return cases;
  }

  private static Case one(String text) {
    List<String> lines = text.lines().toList();
    Map<String, List<String>> sheets = new LinkedHashMap<>();
    List<String> outcome = new ArrayList<>();
    List<String> target = new ArrayList<>();
    ImportOptions options = ImportOptions.NONE;
    List<String> files = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      if (line.startsWith("file ")) {
        files.add(line.substring(5).strip());
      } else if (line.startsWith("options ")) {
        options = options(line.substring(8).strip().split(" +"));
      } else if (line.startsWith("--- ")) {
        target = new ArrayList<>();
        sheets.put(line.substring(4).strip(), target);
      } else if (line.startsWith(">>>")) {
        target = outcome;
      } else if (!line.isBlank()) {
        target.add(line.equals(BLANK_ROW) ? "" : line);
      }
    }
    return new Case(lines.get(0).strip(), options, sheets, files, outcome);
  }

  private static ImportOptions options(String[] words) {
    Map<String, String> given = new LinkedHashMap<>();
    for (int i = 0; i + 1 < words.length; i += 2) {
      given.put(words[i], words[i + 1]);
    }
    String hidden = given.get("--hidden-rows");
    String decimal = given.get("--decimal");
    String dates = given.get("--date-order");
    return new ImportOptions(
        false,
        false,
        given.get("--carrier"),
        given.get("--sheet"),
        hidden == null ? null : HiddenRows.valueOf(hidden.toUpperCase(java.util.Locale.ROOT)),
        decimal == null ? null : Decimal.valueOf(decimal.toUpperCase(java.util.Locale.ROOT)),
        dates == null ? null : DateOrder.valueOf(dates.toUpperCase(java.util.Locale.ROOT)),
        null,
        null);
  }

  /** Whether a text file can hold it: one sheet, nothing hidden, no kinds of cells. */
  boolean fitsText() {
    return sheets.size() == 1
        && sheets.keySet().iterator().next().matches("[\\w-]+")
        && sheets.values().iterator().next().stream()
            .noneMatch(row -> row.matches("(?s)^\\(.*|.*(^|\\| )(#[-.\\d]|[@!=&]).*"));
  }
}
