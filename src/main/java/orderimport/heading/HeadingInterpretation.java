package orderimport.heading;

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
 * The interpretation of a sheet's heading, for display.
 *
 * @param column from 0
 * @param text as written
 * @param kind the kind of column
 * @param paths the path of the field it fills, by carrier, for the requested carriers
 */
public record HeadingInterpretation(int column, String text, Kind kind, Map<String, String> paths) {

  /** What a heading can be. */
  public enum Kind {
    ORDER_REF,
    CARRIER,
    FIELD,
    /** Ignored on purpose. */
    IGNORED,
    UNKNOWN
  }

  /**
   * Interprets the headings of a sheet.
   *
   * @param chosen the replacements of headings, as in {@code ImportOptions}
   * @param carriers the carriers of the import's orders; empty for all
   * @return in the sheet's order; empty for a skipped sheet
   */
  public static List<HeadingInterpretation> of(
      HeadingCatalog headingCatalog,
      StagedSheet sheet,
      Map<String, String> chosen,
      Collection<String> carriers) {
    Integer row = sheet.headingRow();
    if (row == null) {
      return List.of();
    }
    SheetHeader read = new SheetHeader(headingCatalog, sheet.name(), row, sheet.headings(), chosen);
    List<HeadingInterpretation> all = new ArrayList<>();
    read.texts().forEach((column, text) -> all.add(of(read, column, text, carriers)));
    return all;
  }

  private static HeadingInterpretation of(
      SheetHeader read, int column, String text, Collection<String> carriers) {
    if (Integer.valueOf(column).equals(read.orderRefColumn())) {
      return new HeadingInterpretation(column, text, Kind.ORDER_REF, Map.of());
    } else if (Integer.valueOf(column).equals(read.carrierColumn())) {
      return new HeadingInterpretation(column, text, Kind.CARRIER, Map.of());
    } else if (!read.isUsed(column)) {
      return new HeadingInterpretation(column, text, Kind.IGNORED, Map.of());
    }
    Map<String, FieldTarget> meanings = read.meanings(column);
    Map<String, String> paths = new LinkedHashMap<>();
    meanings.forEach(
        (carrier, fieldTarget) -> {
          if (carriers.isEmpty() || carriers.contains(carrier)) {
            paths.put(carrier, fieldTarget.path());
          }
        });
    return new HeadingInterpretation(
        column, text, meanings.isEmpty() ? Kind.UNKNOWN : Kind.FIELD, paths);
  }

  /**
   * The known heading with the meaning that {@code chosen} assigns.
   *
   * @param chosen the replacements of headings, as in {@code ImportOptions}
   */
  public static String canonicalHeading(String text, Map<String, String> chosen) {
    String heading = CellText.strip(text);
    String meaning = chosen.get(heading);
    return meaning == null ? text : meaning.startsWith("_") ? "_" + heading : meaning;
  }

  /** The headings that a user may choose for a column, for these carriers or, if empty, all. */
  public static List<String> choices(HeadingCatalog headingCatalog, Collection<String> carriers) {
    TreeSet<String> paths = new TreeSet<>(HeadingCatalog.COMMON);
    for (CarrierColumns carrierColumns : headingCatalog.all()) {
      if (carriers.isEmpty() || carriers.contains(carrierColumns.carrier().name())) {
        carrierColumns.offered().forEach(templateEntry -> paths.add(templateEntry.heading()));
      }
    }
    return List.copyOf(paths);
  }

  /** The paths of the fields with a heading similar to this one; empty if there are none. */
  public static List<String> suggestions(
      HeadingCatalog headingCatalog, String text, Collection<String> carriers) {
    Set<String> paths = new LinkedHashSet<>();
    for (CarrierColumns carrierColumns : headingCatalog.all()) {
      String carrier = carrierColumns.carrier().name();
      if (carriers.isEmpty() || carriers.contains(carrier)) {
        Suggestions.near(text, headingCatalog.known(carrier)).stream()
            .flatMap(near -> carrierColumns.find(near).stream())
            .forEach(fieldTarget -> paths.add(fieldTarget.path()));
      }
    }
    return List.copyOf(paths);
  }
}
