package orderimport.column;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import orderimport.imports.StagedRows.StagedSheet;

/**
 * A heading of a sheet and what it is read as, for people.
 *
 * @param column from 0
 * @param text as it stands
 * @param kind what became of it
 * @param paths the field it fills, by carrier; of those asked for
 */
public record HeadingReading(int column, String text, Kind kind, Map<String, String> paths) {

  /** What a heading can be. */
  public enum Kind {
    ORDER_REF,
    CARRIER,
    FIELD,
    /** Left out on purpose. */
    LEFT_OUT,
    UNKNOWN
  }

  /**
   * Reads the headings of a sheet.
   *
   * @param chosen as {@code ImportOptions} has it
   * @param carriers those that the import has orders of; none for all
   * @return in the sheet's order; empty for a sheet that was passed over
   */
  public static List<HeadingReading> of(
      Headings headings,
      StagedSheet sheet,
      Map<String, String> chosen,
      Collection<String> carriers) {
    Integer row = sheet.headingRow();
    if (row == null) {
      return List.of();
    }
    SheetHeadings read = new SheetHeadings(headings, sheet.name(), row, sheet.headings(), chosen);
    List<HeadingReading> all = new ArrayList<>();
    read.texts().forEach((column, text) -> all.add(of(read, column, text, carriers)));
    return all;
  }

  private static HeadingReading of(
      SheetHeadings read, int column, String text, Collection<String> carriers) {
    if (Integer.valueOf(column).equals(read.orderRefColumn())) {
      return new HeadingReading(column, text, Kind.ORDER_REF, Map.of());
    } else if (Integer.valueOf(column).equals(read.carrierColumn())) {
      return new HeadingReading(column, text, Kind.CARRIER, Map.of());
    } else if (!read.concerns(column)) {
      return new HeadingReading(column, text, Kind.LEFT_OUT, Map.of());
    }
    Map<String, Target> meanings = read.meanings(column);
    Map<String, String> paths = new LinkedHashMap<>();
    meanings.forEach(
        (carrier, target) -> {
          if (carriers.isEmpty() || carriers.contains(carrier)) {
            paths.put(carrier, target.path());
          }
        });
    return new HeadingReading(column, text, meanings.isEmpty() ? Kind.UNKNOWN : Kind.FIELD, paths);
  }

  /**
   * A heading as it has to stand to be read by itself as it is read by choice.
   *
   * @param chosen as {@code ImportOptions} has it
   */
  public static String standing(String text, Map<String, String> chosen) {
    String heading = CellText.strip(text);
    String meaning = chosen.get(heading);
    return meaning == null ? text : meaning.startsWith("_") ? "_" + heading : meaning;
  }

  /** The headings that a person may choose for a column, of the carriers asked for or all. */
  public static List<String> choices(Headings headings, Collection<String> carriers) {
    TreeSet<String> paths = new TreeSet<>(Headings.COMMON);
    for (Columns columns : headings.all()) {
      if (carriers.isEmpty() || carriers.contains(columns.carrier().name())) {
        columns.offered().forEach(offered -> paths.add(offered.heading()));
      }
    }
    return List.copyOf(paths);
  }

  /** The fields that a person who wrote this heading may have meant; empty without a near one. */
  public static List<String> suggestions(
      Headings headings, String text, Collection<String> carriers) {
    Set<String> paths = new LinkedHashSet<>();
    for (Columns columns : headings.all()) {
      String carrier = columns.carrier().name();
      if (carriers.isEmpty() || carriers.contains(carrier)) {
        Suggestions.near(text, headings.known(carrier)).stream()
            .flatMap(near -> columns.find(near).stream())
            .forEach(target -> paths.add(target.path()));
      }
    }
    return List.copyOf(paths);
  }
}
