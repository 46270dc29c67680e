package orderimport.column;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import orderimport.carrier.Carrier;
import orderimport.column.Target.Step;
import org.jspecify.annotations.Nullable;

/** The columns of one carrier, as its request record and the friendly headings give them. */
public final class Columns {
  private final Carrier carrier;
  private final Shape.Group root;
  private final List<Offered> offered = new ArrayList<>();
  private final Map<String, Target> byHeading = new HashMap<>();

  /**
   * Reads them from the carrier's request record.
   *
   * @throws IllegalArgumentException if a friendly heading stands for a path that the carrier has
   *     not, or for two; the message names it
   */
  public Columns(Carrier carrier, FriendlyHeadings friendly) {
    this.carrier = carrier;
    this.root = Shapes.of(carrier.requestType());
    Map<String, List<String>> headings = friendly.of(carrier.name());
    collect("", root, new Within("", true), headings);
    headings.forEach((path, names) -> names.forEach(name -> addFriendly(path, name)));
  }

  /**
   * A column as the template offers it.
   *
   * @param heading its path, with a key where that takes any
   * @param example what the example row has, empty for nothing
   */
  record Offered(Column column, String heading, String example) {}

  /**
   * What the records around a field are.
   *
   * @param optional the path of the innermost that an order can do without, empty for none
   * @param inExampleRow whether the example row shows them
   */
  private record Within(String optional, boolean inExampleRow) {}

  private void collect(
      String prefix, Shape.Group group, Within within, Map<String, List<String>> headings) {
    for (Shape.Field field : group.fields()) {
      String path = prefix + field.name();
      boolean shown =
          within.inExampleRow()
              && field.doc().inExampleRow()
              && !path.equals(carrier.orderRefPath());
      if (field.shape() instanceof Shape.Value value) {
        boolean needed = field.required() && !path.equals(carrier.orderRefPath());
        Column column =
            Column.of(
                path,
                value.form(),
                needed && within.optional().isEmpty(),
                needed ? within.optional() : "",
                field.doc(),
                headings.getOrDefault(path, List.of()));
        offered.add(new Offered(column, path, shown ? column.example() : ""));
      } else if (field.shape() instanceof Shape.Keyed keyed) {
        offered.add(keyed(path, field, keyed, shown));
      } else {
        String optional = field.required() ? within.optional() : path;
        collect(path + ".", entry(field), new Within(optional, shown), headings);
      }
    }
  }

  /** Its example is an entry's: the key stands in the heading, the value in the cell. */
  private static Offered keyed(String path, Shape.Field field, Shape.Keyed keyed, boolean shown) {
    String key = keyed.key().doc().example();
    String value = keyed.value().doc().example();
    Column column =
        new Column(
            path + "[KEY]",
            keyed.form().type().words(),
            false,
            "",
            List.of(),
            field.doc().value(),
            value,
            true,
            List.of());
    return new Offered(column, "%s[%s]".formatted(path, key), shown ? value : "");
  }

  private void addFriendly(String path, String heading) {
    Target target =
        parse(path)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "columns.yml gives the heading %s to %s, which %s has not"
                            .formatted(heading, path, carrier.name())));
    Target other = find(heading).orElse(target);
    byHeading.put(HeadingText.normalize(heading), target);
    if (!other.path().equals(target.path())) {
      throw new IllegalArgumentException(
          "columns.yml gives the heading %s of %s to both %s and %s"
              .formatted(heading, carrier.name(), other.path(), target.path()));
    }
  }

  public Carrier carrier() {
    return carrier;
  }

  /** All, in the order of the request; a keyed list has one, {@code [KEY]}. */
  public List<Column> all() {
    return offered.stream().map(Offered::column).toList();
  }

  /** As {@link #all}, for the template. */
  List<Offered> offered() {
    return List.copyOf(offered);
  }

  Shape.Group root() {
    return root;
  }

  /** Where the values under a heading go; empty if the carrier has no such column. */
  Optional<Target> find(String heading) {
    String normalized = HeadingText.normalize(heading);
    Target known = byHeading.get(normalized);
    return known == null ? parse(heading) : Optional.of(known);
  }

  /** Whether a heading is the path of one of its fields, as the carrier spells it. */
  boolean spells(String heading) {
    return parse(heading).isPresent();
  }

  private Optional<Target> parse(String heading) {
    return FieldPath.parse(heading).flatMap(this::target);
  }

  private Optional<Target> target(FieldPath path) {
    List<Step> steps = new ArrayList<>();
    StringBuilder spelled = new StringBuilder();
    Shape.Group group = root;
    for (int i = 0; i < path.segments().size(); i++) {
      FieldPath.Segment segment = path.segments().get(i);
      Optional<Shape.Field> found = group.field(segment.name());
      if (found.isEmpty()) {
        return Optional.empty();
      }
      Shape.Field field = found.get();
      spelled.append(i == 0 ? "" : ".").append(field.name());
      boolean last = i == path.segments().size() - 1;
      String bracket = segment.bracket();
      if (field.shape() instanceof Shape.Value value) {
        return last && (bracket == null || bracket.isEmpty() && value.form().list())
            ? Optional.of(new Target(spelled.toString(), steps, field, null, value.form()))
            : Optional.empty();
      } else if (field.shape() instanceof Shape.Keyed keyed) {
        return last && bracket != null && !bracket.isEmpty()
            ? Optional.of(
                new Target(spelled + "[" + bracket + "]", steps, field, bracket, keyed.form()))
            : Optional.empty();
      } else if (field.shape() instanceof Shape.Many) {
        Integer index = index(bracket);
        if (index == null) {
          return Optional.empty();
        }
        steps.add(new Step(field, entry(field), index));
        spelled.append(index == Step.ROW ? "" : "[" + index + "]");
      } else if (bracket == null) {
        steps.add(new Step(field, entry(field), Step.NONE));
      } else {
        return Optional.empty();
      }
      group = entry(field);
    }
    return Optional.empty();
  }

  /** Null if it is no index. */
  private static @Nullable Integer index(@Nullable String bracket) {
    if (bracket == null || bracket.isEmpty()) {
      return Step.ROW;
    }
    return bracket.matches("\\d{1,3}") ? Integer.valueOf(bracket) : null;
  }

  /** The record that a field holds, or that each entry of its list is. */
  private static Shape.Group entry(Shape.Field field) {
    if (field.shape() instanceof Shape.Group group) {
      return group;
    } else if (field.shape() instanceof Shape.Many many) {
      return many.entry();
    }
    throw new IllegalArgumentException(field.name() + " holds no record");
  }
}
