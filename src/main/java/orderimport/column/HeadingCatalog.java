package orderimport.column;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import orderimport.carrier.Carrier;
import orderimport.carrier.Carriers;
import orderimport.carrier.InvalidConfigurationException;
import orderimport.spreadsheet.Cell;
import orderimport.spreadsheet.Row;
import org.jspecify.annotations.Nullable;

/**
 * All headings that sheets may have: those of every carrier, {@code order_ref} and {@code carrier}.
 */
public final class HeadingCatalog {
  static final String ORDER_REF = "order_ref";

  private static final String CARRIER = "carrier";

  /** How many letters tell that a text is no heading. */
  private static final int START = 2;

  /** Those that each sheet may have, whosoever its orders are. */
  static final List<String> COMMON = List.of(ORDER_REF, CARRIER);

  private final Map<String, CarrierColumns> byCarrier = new LinkedHashMap<>();
  private final Set<String> orderRef = new TreeSet<>();
  private final Set<String> orderRefStarts = new HashSet<>();
  private final Set<String> carrier = new TreeSet<>();
  private final Set<String> known = new TreeSet<>();
  private final Map<String, List<String>> common;

  /**
   * @throws IllegalArgumentException if a friendly heading stands for a path that its carrier has
   *     not, or for two; the message names it
   */
  public HeadingCatalog(Carriers carriers, HeadingAliases friendly) {
    for (Carrier each : carriers.all()) {
      CarrierColumns carrierColumns = new CarrierColumns(each, friendly);
      byCarrier.put(each.name(), carrierColumns);
      for (Column column : carrierColumns.all()) {
        known.add(column.path());
        known.addAll(column.headings());
      }
    }
    common = friendly.of(HeadingAliases.COMMON);
    name(orderRef, ORDER_REF);
    name(carrier, CARRIER);
    for (String heading : orderRef) {
      orderRefStarts.add(start(heading));
      orderRefStarts.add(start(Normalizer.normalize(heading, Normalizer.Form.NFD)));
    }
  }

  private void name(Set<String> names, String path) {
    List<String> all = new ArrayList<>(common.getOrDefault(path, List.of()));
    all.add(path);
    for (String heading : all) {
      byCarrier.values().forEach(carrierColumns -> refuseIfTaken(carrierColumns, heading, path));
      names.add(HeadingText.normalize(heading));
      known.add(heading);
    }
  }

  private static void refuseIfTaken(CarrierColumns carrierColumns, String heading, String path) {
    carrierColumns
        .find(heading)
        .ifPresent(
            taken -> {
              throw new InvalidConfigurationException(
                  "columns.yml gives the heading %s to %s, and %s has it for %s. Take it out of one of the two."
                      .formatted(heading, path, carrierColumns.carrier().name(), taken.path()));
            });
  }

  /** The columns of a carrier that exists. */
  public CarrierColumns of(String carrierName) {
    CarrierColumns carrierColumns = byCarrier.get(carrierName);
    if (carrierColumns == null) {
      throw new IllegalArgumentException("No carrier " + carrierName);
    }
    return carrierColumns;
  }

  /**
   * All columns of a carrier's sheet: {@code order_ref} and {@code carrier}, then the carrier's
   * own.
   */
  public List<Column> columnsOf(String carrierName) {
    List<Column> columns = new ArrayList<>(common(carrierName));
    columns.addAll(of(carrierName).all());
    return columns;
  }

  /** {@code order_ref} and {@code carrier}, as a carrier's sheet has them. */
  List<Column> common(String carrierName) {
    return List.of(
        common(
            ORDER_REF,
            true,
            List.of(),
            of(carrierName).carrier().ordersSpanRows()
                ? "Your own name for the order; the rows that share it make one order"
                : "Your own name for the order; each row is one",
            "SITE-1001"),
        common(
            CARRIER,
            false,
            List.copyOf(byCarrier.keySet()),
            "The carrier of the row; not needed on a sheet named after its carrier",
            carrierName));
  }

  private Column common(
      String path, boolean required, List<String> allowed, String description, String example) {
    return new Column(
        path,
        ValueSpec.Type.TEXT.description(),
        required,
        "",
        allowed,
        description,
        example,
        true,
        common.getOrDefault(path, List.of()));
  }

  /**
   * The values that are allowed under a heading.
   *
   * @param carrierName null if it is not known
   * @return empty if the values are not limited
   */
  public List<String> allowedUnder(@Nullable String carrierName, String heading) {
    String read = read(heading);
    if (namesCarrier(read)) {
      return List.copyOf(byCarrier.keySet());
    }
    return carrierName == null || !byCarrier.containsKey(carrierName)
        ? List.of()
        : of(carrierName)
            .find(read)
            .map(fieldTarget -> fieldTarget.form().allowed())
            .orElse(List.of());
  }

  Collection<CarrierColumns> all() {
    return byCarrier.values();
  }

  /** The carrier that a cell or a sheet's tab names, whatever its case, blanks and dashes. */
  public Optional<String> carrierNamed(String text) {
    if (byCarrier.containsKey(text)) {
      return Optional.of(text);
    }
    String wanted = HeadingText.normalize(text);
    return byCarrier.keySet().stream()
        .filter(name -> HeadingText.normalize(name).equals(wanted))
        .findFirst();
  }

  /**
   * Whether a row may be a header row: it names {@code order_ref} and another known column.
   *
   * @param chosen what to read in place of headings, as {@code ImportOptions} has it
   */
  public boolean isHeadingRow(Row row, Map<String, String> chosen) {
    return RowHeadings.of(row, this, chosen).isCandidate();
  }

  /**
   * Whether one of a row's cells names {@code order_ref}. The first two letters rule out nearly all
   * of a file's cells.
   */
  boolean mayNameOrderRef(List<Cell> cells, Map<String, String> chosen) {
    for (Cell cell : cells) {
      String text = cell.kind() == Cell.Kind.TEXT ? CellText.strip(cell.text()) : "";
      if (!text.isEmpty()
          && (orderRefStarts.contains(start(text)) || chosen.containsKey(text))
          && namesOrderRef(read(chosen.getOrDefault(text, text)))) {
        return true;
      }
    }
    return false;
  }

  private static String start(String text) {
    return text.substring(0, Math.min(START, text.length())).toLowerCase(Locale.ROOT);
  }

  /** Whether two names are the same but for case, blanks and dashes. */
  static boolean sameName(String name, String other) {
    return HeadingText.normalize(name).equals(HeadingText.normalize(other));
  }

  /** Whether a text is a misspelt heading of the column that names the orders. */
  boolean nearOrderRef(String text) {
    return !isKnown(text) && !Suggestions.near(text, orderRef).isEmpty();
  }

  /** Whether a text is a heading of any carrier. */
  boolean isKnown(String text) {
    return namesCarrier(text)
        || byCarrier.values().stream()
            .anyMatch(carrierColumns -> carrierColumns.find(text).isPresent());
  }

  /**
   * A heading as it is known: as it is written, or without the text in brackets at its end.
   *
   * @return the heading itself if it is known in neither way
   */
  public String read(String heading) {
    if (meanings(heading).isEmpty()) {
      String bare = HeadingText.withoutBrackets(heading);
      return bare == null || meanings(bare).isEmpty() ? heading : bare;
    }
    return heading;
  }

  /**
   * What a heading stands for as it is written: {@code order_ref}, {@code carrier}, or for each
   * carrier that has it its name and the field's path; empty if it is unknown.
   */
  List<String> meanings(String heading) {
    if (namesOrderRef(heading)) {
      return List.of(ORDER_REF);
    } else if (namesCarrier(heading)) {
      return List.of(CARRIER);
    }
    List<String> meanings = new ArrayList<>();
    for (CarrierColumns carrierColumns : byCarrier.values()) {
      carrierColumns
          .find(heading)
          .ifPresent(
              fieldTarget ->
                  meanings.add(carrierColumns.carrier().name() + " " + fieldTarget.path()));
    }
    return meanings;
  }

  boolean namesOrderRef(String heading) {
    return orderRef.contains(HeadingText.normalize(heading));
  }

  /** Whether a heading is that of the column with the carriers' names. */
  public boolean namesCarrier(String heading) {
    return carrier.contains(HeadingText.normalize(heading));
  }

  /**
   * All headings that are known.
   *
   * @param carrierName null for those of all carriers
   */
  Collection<String> known(@Nullable String carrierName) {
    if (carrierName == null) {
      return known;
    }
    List<String> own = new ArrayList<>();
    for (Column column : columnsOf(carrierName)) {
      own.add(column.path());
      own.addAll(column.headings());
    }
    return own;
  }
}
