package orderimport.heading;

import static java.util.stream.Collectors.joining;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
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
import orderimport.carrier.RequestHeaders;
import orderimport.spreadsheet.Cell;
import org.jspecify.annotations.Nullable;

/** All known headings: those of every carrier, {@code order_ref} and {@code carrier}. */
public final class HeadingCatalog {
  public static final String ORDER_REF = "order_ref";

  static final String CARRIER = "carrier";

  /** The length of the prefix that rules out most texts as headings. */
  private static final int START = 2;

  /** The headings that are independent of the carrier. */
  static final List<String> COMMON = List.of(ORDER_REF, CARRIER);

  private final Map<String, CarrierColumns> byCarrier = new LinkedHashMap<>();
  private final Set<String> orderRef = new TreeSet<>();
  private final Set<String> orderRefStarts = new HashSet<>();

  /** The first letters of {@link #orderRefStarts}. */
  private final String orderRefFirst;

  private final Set<String> carrier = new TreeSet<>();
  private final Set<String> known = new TreeSet<>();
  private final Map<String, List<String>> common;

  /**
   * @throws IllegalArgumentException if an alias refers to a path that its carrier does not have or
   *     to two paths; the message names it
   */
  public HeadingCatalog(Carriers carriers, HeadingAliases aliases) {
    for (Carrier each : carriers.all()) {
      CarrierColumns carrierColumns = new CarrierColumns(each, aliases);
      byCarrier.put(each.name(), carrierColumns);
      for (Column column : carrierColumns.all()) {
        known.add(column.path());
        known.addAll(column.headings());
      }
    }
    common = aliases.of(HeadingAliases.COMMON);
    register(orderRef, ORDER_REF);
    register(carrier, CARRIER);
    for (String heading : orderRef) {
      orderRefStarts.add(start(heading));
      orderRefStarts.add(start(Normalizer.normalize(heading, Normalizer.Form.NFD)));
    }
    orderRefFirst = orderRefStarts.stream().map(start -> start.substring(0, 1)).collect(joining());
  }

  private void register(Set<String> names, String path) {
    List<String> all = new ArrayList<>(common.getOrDefault(path, List.of()));
    all.add(path);
    for (String heading : all) {
      byCarrier.values().forEach(carrierColumns -> rejectIfTaken(carrierColumns, heading, path));
      names.add(HeadingText.normalize(heading));
      known.add(heading);
    }
  }

  private static void rejectIfTaken(CarrierColumns carrierColumns, String heading, String path) {
    carrierColumns
        .find(heading)
        .filter(taken -> !taken.field().informative())
        .ifPresent(
            taken -> {
              throw new InvalidConfigurationException(
                  "columns.yml assigns the heading %s to %s, but %s already uses it for %s. Remove one of the two."
                      .formatted(heading, path, carrierColumns.carrier().name(), taken.path()));
            });
  }

  /**
   * The columns of a carrier.
   *
   * @throws IllegalArgumentException if there is no such carrier
   */
  public CarrierColumns of(String carrierName) {
    CarrierColumns carrierColumns = byCarrier.get(carrierName);
    if (carrierColumns == null) {
      throw new IllegalArgumentException("No carrier " + carrierName);
    }
    return carrierColumns;
  }

  /** The extra headers of a carrier's requests; none if there is no such carrier. */
  public RequestHeaders headers(String carrierName) {
    CarrierColumns carrierColumns = byCarrier.get(carrierName);
    return carrierColumns == null ? RequestHeaders.NONE : carrierColumns.carrier().headers();
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

  /** The columns {@code order_ref} and {@code carrier} of a carrier's sheet. */
  List<Column> common(String carrierName) {
    return List.of(
        common(
            ORDER_REF,
            true,
            List.of(),
            of(carrierName).carrier().ordersSpanRows()
                ? "Your own name for the order; rows with the same name are one order"
                : "Your own name for the order; each row is one order",
            "SITE-1001"),
        common(
            CARRIER,
            false,
            List.copyOf(byCarrier.keySet()),
            "Carrier of the row; not needed on a sheet named after its carrier",
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
    Optional<FieldTarget> field =
        carrierName == null || !byCarrier.containsKey(carrierName)
            ? Optional.empty()
            : of(carrierName).find(read);
    return field.isEmpty() && namesCarrier(read)
        ? List.copyOf(byCarrier.keySet())
        : field.map(fieldTarget -> fieldTarget.spec().allowed()).orElse(List.of());
  }

  public Collection<CarrierColumns> all() {
    return byCarrier.values();
  }

  /** The carrier that a cell or sheet name refers to, ignoring case, spaces and dashes. */
  public Optional<String> carrierNamed(String text) {
    if (byCarrier.containsKey(text)) {
      return Optional.of(text);
    }
    String normalized = HeadingText.normalize(text);
    return byCarrier.keySet().stream()
        .filter(name -> HeadingText.normalize(name).equals(normalized))
        .findFirst();
  }

  /**
   * Whether one of a row's cells is an {@code order_ref} heading. The first two letters rule out
   * nearly all cells of a file.
   */
  boolean mayNameOrderRef(List<Cell> cells) {
    for (Cell cell : cells) {
      String text = cell.kind() == Cell.Kind.TEXT ? CellText.strip(cell.text()) : "";
      if (!text.isEmpty() && startsAsOrderRef(text) && readsAsOrderRef(text)) {
        return true;
      }
    }
    return false;
  }

  private boolean startsAsOrderRef(String written) {
    String text = HeadingText.withoutMarks(written);
    return !text.isEmpty()
        && orderRefFirst.indexOf(Character.toLowerCase(text.charAt(0))) >= 0
        && orderRefStarts.contains(start(text));
  }

  /**
   * Whether {@link #read} returns an {@code order_ref} heading. To read a text that is no form of
   * one costs far too much for a value such as {@code ORD-0001} in each row.
   */
  private boolean readsAsOrderRef(String text) {
    String first = HeadingText.names(text).get(0);
    return (namesOrderRef(first)
            || HeadingText.shortened(first).stream().anyMatch(this::namesOrderRef)
            || HeadingText.shortened(text).stream().anyMatch(this::namesOrderRef))
        && namesOrderRef(read(text));
  }

  private static String start(String text) {
    return text.substring(0, Math.min(START, text.length())).toLowerCase(Locale.ROOT);
  }

  /** Whether two names are equal except for case, spaces and dashes. */
  public static boolean sameName(String name, String other) {
    return HeadingText.normalize(name).equals(HeadingText.normalize(other));
  }

  /** Whether a text is a misspelled {@code order_ref} heading. */
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
   * The known form of a heading: as written, without the text in brackets at its end or the number
   * at its start, one of several names that mean the same, or without the unit at its end.
   *
   * @return the heading itself if no form is known
   */
  public String read(String heading) {
    if (!meanings(heading).isEmpty()) {
      return heading;
    }
    return HeadingText.shortened(heading).stream()
        .filter(form -> !meanings(form).isEmpty())
        .findFirst()
        .or(() -> oneOfNames(heading))
        .or(() -> withoutUnit(heading))
        .orElse(heading);
  }

  /** The name of several that is known for most carriers, if all of them mean the same. */
  private Optional<String> oneOfNames(String heading) {
    List<String> names = HeadingText.names(heading);
    if (names.size() == 1) {
      return Optional.empty();
    }
    List<String> read = names.stream().map(this::read).toList();
    String most = Collections.max(read, Comparator.comparing(name -> meanings(name).size()));
    return read.stream()
            .map(this::meanings)
            .allMatch(each -> !each.isEmpty() && meanings(most).containsAll(each))
        ? Optional.of(most)
        : Optional.empty();
  }

  /** A heading without the last word, if that names a unit of the field's kind. */
  private Optional<String> withoutUnit(String heading) {
    return HeadingText.lastWord(HeadingText.withoutNumber(heading))
        .filter(
            nameAndUnit ->
                byCarrier.values().stream()
                    .flatMap(columns -> columns.find(nameAndUnit.getKey()).stream())
                    .anyMatch(field -> field.unit().isNamedBy(nameAndUnit.getValue())))
        .map(Map.Entry::getKey);
  }

  /** Whether a cell's text is a known heading, perhaps with a text in brackets at its end. */
  public boolean isHeading(String text) {
    return !meanings(read(CellText.strip(text))).isEmpty();
  }

  /**
   * The meanings of a heading as written: {@code order_ref}, {@code carrier}, or the carrier's name
   * and the field's path for each carrier that has it; empty if it is unknown.
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

  /** Whether a heading is {@code carrier} itself, and not one of its aliases. */
  static boolean isCarrier(String heading) {
    return sameName(heading, CARRIER);
  }

  /** Whether a heading is one of the {@code carrier} column. */
  public boolean namesCarrier(String heading) {
    return carrier.contains(HeadingText.normalize(heading));
  }

  /**
   * All known headings.
   *
   * @param carrierName null for the headings of all carriers
   */
  Collection<String> known(@Nullable String carrierName) {
    if (carrierName == null) {
      return known;
    }
    List<String> headings = new ArrayList<>();
    for (Column column : columnsOf(carrierName)) {
      headings.add(column.path());
      headings.addAll(column.headings());
    }
    return headings;
  }
}
