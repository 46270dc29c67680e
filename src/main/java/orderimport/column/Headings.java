package orderimport.column;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import orderimport.carrier.Carrier;
import orderimport.carrier.Carriers;
import orderimport.spreadsheet.Cell;
import org.apache.commons.text.similarity.LevenshteinDistance;
import org.jspecify.annotations.Nullable;

/**
 * All headings that sheets may have: those of every carrier, {@code order_ref} and {@code carrier}.
 */
public final class Headings {
  private static final String ORDER_REF = "order_ref";
  private static final String CARRIER = "carrier";

  private final Map<String, Columns> byCarrier = new LinkedHashMap<>();
  private final Set<String> orderRef = new TreeSet<>();
  private final Set<String> carrier = new TreeSet<>();
  private final Set<String> known = new TreeSet<>();

  public Headings(Carriers carriers, FriendlyHeadings friendly) {
    for (Carrier each : carriers.all()) {
      Columns columns = new Columns(each, friendly);
      byCarrier.put(each.name(), columns);
      for (Column column : columns.all()) {
        known.add(column.path());
        known.addAll(column.headings());
      }
    }
    Map<String, List<String>> common = friendly.of(FriendlyHeadings.COMMON);
    name(orderRef, ORDER_REF, common);
    name(carrier, CARRIER, common);
  }

  private void name(Set<String> names, String path, Map<String, List<String>> common) {
    List<String> all = new ArrayList<>(common.getOrDefault(path, List.of()));
    all.add(path);
    for (String heading : all) {
      names.add(HeadingText.normalize(heading));
      known.add(heading);
    }
  }

  /** The columns of a carrier that exists. */
  public Columns of(String carrierName) {
    Columns columns = byCarrier.get(carrierName);
    if (columns == null) {
      throw new IllegalArgumentException("No carrier " + carrierName);
    }
    return columns;
  }

  /**
   * The values that are allowed under a heading.
   *
   * @param carrierName null if it is not known
   * @return empty if the values are not limited
   */
  public List<String> allowedUnder(@Nullable String carrierName, String heading) {
    if (namesCarrier(heading)) {
      return List.copyOf(byCarrier.keySet());
    }
    return carrierName == null || !byCarrier.containsKey(carrierName)
        ? List.of()
        : of(carrierName).find(heading).map(target -> target.form().allowed()).orElse(List.of());
  }

  Collection<Columns> all() {
    return byCarrier.values();
  }

  /** The carrier that a cell or a sheet's tab names, whatever its case, blanks and dashes. */
  public Optional<String> carrierNamed(String text) {
    String wanted = HeadingText.normalize(text);
    return byCarrier.keySet().stream()
        .filter(name -> HeadingText.normalize(name).equals(wanted))
        .findFirst();
  }

  /** Whether a row is the heading row: one of its cells names {@code order_ref}. */
  public boolean isHeadingRow(List<Cell> cells) {
    return cells.stream().anyMatch(cell -> namesOrderRef(cell.text()));
  }

  boolean namesOrderRef(String heading) {
    return orderRef.contains(HeadingText.normalize(heading));
  }

  /** Whether a heading is that of the column with the carriers' names. */
  public boolean namesCarrier(String heading) {
    return carrier.contains(HeadingText.normalize(heading));
  }

  /** The known heading that is nearest to a misspelt one, if one is near. */
  Optional<String> nearest(String heading) {
    return nearest(heading, known);
  }

  /** The candidate that is nearest to a misspelt text, if one is near: at most a third differs. */
  static Optional<String> nearest(String text, Collection<String> candidates) {
    String wanted = HeadingText.normalize(text);
    String best = null;
    int bestDistance = Math.max(1, wanted.length() / 3) + 1;
    for (String candidate : candidates) {
      int distance = distance(wanted, candidate, bestDistance);
      if (distance >= 0 && distance < bestDistance) {
        bestDistance = distance;
        best = candidate;
      }
    }
    return Optional.ofNullable(best);
  }

  /** Compares with the last part of a path too: people leave out {@code to_address.}. */
  private static int distance(String wanted, String candidate, int limit) {
    LevenshteinDistance distance = new LevenshteinDistance(limit);
    String whole = HeadingText.normalize(candidate);
    String last = whole.substring(whole.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    int ofWhole = distance.apply(wanted, whole);
    int ofLast = distance.apply(wanted, last);
    if (ofWhole < 0 || ofLast < 0) {
      return Math.max(ofWhole, ofLast);
    }
    return Math.min(ofWhole, ofLast);
  }
}
