package orderimport.cases;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import orderimport.imports.ImportOptions;
import orderimport.imports.ImportOptions.DateOrder;
import orderimport.imports.ImportOptions.Decimal;
import orderimport.imports.ImportOptions.HiddenRows;

/**
 * A documented case: the cells of a file, and the outcome of importing it. {@code
 * src/test/resources/cases/README.md} documents the format.
 *
 * @param sheets the rows of each sheet, by the text after {@code ---}
 * @param files names of files written by other programs, instead of sheets
 * @param outcome one line for each order and each problem
 */
record Case(
    String name,
    ImportOptions options,
    Map<String, List<String>> sheets,
    List<String> files,
    List<String> outcome) {

  private static final String BLANK_ROW = "~";

  /** Parses a {@code .case} file. */
  static List<Case> parse(String text) {
    List<Case> cases = new ArrayList<>();
    for (String part : text.split("(?m)^=== ")) {
      if (part.contains("\n>>>")) {
        cases.add(parseCase(part));
      }
    }
    return cases;
  }

  private static Case parseCase(String text) {
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
        Stream.ofNullable(given.get("--sheet")).toList(),
        hidden == null ? null : HiddenRows.valueOf(hidden.toUpperCase(java.util.Locale.ROOT)),
        decimal == null ? null : Decimal.valueOf(decimal.toUpperCase(java.util.Locale.ROOT)),
        dates == null ? null : DateOrder.valueOf(dates.toUpperCase(java.util.Locale.ROOT)),
        null,
        null,
        Map.of());
  }

  /** Whether a text file can hold the case: one sheet, nothing hidden, only text cells. */
  boolean fitsText() {
    return sheets.size() == 1
        && sheets.keySet().iterator().next().matches("[\\w-]+")
        && sheets.values().iterator().next().stream()
            .noneMatch(row -> row.matches("(?s)^\\(.*|.*(^|\\| )(#[-.\\d]|[@!=&]).*"));
  }
}
