package orderimport.heading;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import orderimport.heading.CarrierColumns.TemplateEntry;
import orderimport.imports.SheetMapping;
import orderimport.imports.StagedRows.StagedSheet;

/**
 * The interpretation of a sheet's heading, for display.
 *
 * @param column from 0
 * @param text as written; the letters of a matched column without one
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
   * @param mapping how a user matched the columns
   * @param carriers the carriers of the import's orders; empty for all
   * @return in the sheet's order; empty for a skipped sheet
   */
  public static List<HeadingInterpretation> of(
      HeadingCatalog headingCatalog,
      StagedSheet sheet,
      SheetMapping mapping,
      Collection<String> carriers) {
    Integer row = sheet.headingRow();
    if (row == null) {
      return List.of();
    }
    SheetHeader read =
        new SheetHeader(headingCatalog, sheet.name(), row, sheet.headings(), mapping);
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
   * The headings that a user may choose for a column, for these carriers or, if empty, all: those
   * of all carriers first, then those of each carrier in the order of its request.
   */
  public static List<FieldChoice> choices(
      HeadingCatalog headingCatalog, Collection<String> carriers) {
    Map<String, FieldChoice> choices = new LinkedHashMap<>();
    for (CarrierColumns carrierColumns : headingCatalog.all()) {
      String carrier = carrierColumns.carrier().name();
      if (carriers.isEmpty() || carriers.contains(carrier)) {
        for (Column column : headingCatalog.common(carrier)) {
          choices.putIfAbsent(column.path(), new FieldChoice(column.path(), column));
        }
        for (TemplateEntry entry : carrierColumns.offered()) {
          choices.putIfAbsent(entry.heading(), new FieldChoice(entry.heading(), entry.column()));
        }
      }
    }
    return List.copyOf(choices.values());
  }

  /** The path of the field that a text names for one of these carriers or, if empty, of all. */
  public static Optional<String> path(
      HeadingCatalog headingCatalog, String text, Collection<String> carriers) {
    if (headingCatalog.namesOrderRef(text)) {
      return Optional.of(HeadingCatalog.ORDER_REF);
    } else if (HeadingCatalog.isCarrier(text)) {
      return Optional.of(HeadingCatalog.CARRIER);
    }
    return headingCatalog.all().stream()
        .filter(each -> carriers.isEmpty() || carriers.contains(each.carrier().name()))
        .flatMap(each -> each.find(text).stream())
        .map(FieldTarget::path)
        .findFirst();
  }

  /** The paths of the fields with a heading similar to this one; empty if there are none. */
  public static List<String> suggestions(
      HeadingCatalog headingCatalog, String text, Collection<String> carriers) {
    Set<String> paths = new LinkedHashSet<>();
    if (headingCatalog.nearOrderRef(text)) {
      paths.add(HeadingCatalog.ORDER_REF);
    }
    for (CarrierColumns carrierColumns : headingCatalog.all()) {
      String carrier = carrierColumns.carrier().name();
      if (carriers.isEmpty() || carriers.contains(carrier)) {
        Suggestions.nearHeading(text, headingCatalog.known(carrier)).stream()
            .flatMap(near -> carrierColumns.find(near).stream())
            .forEach(fieldTarget -> paths.add(fieldTarget.path()));
      }
    }
    return List.copyOf(paths);
  }
}
