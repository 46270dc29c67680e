package orderimport.heading;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import orderimport.carrier.Carrier;
import orderimport.heading.FieldTarget.PathStep;
import org.jspecify.annotations.Nullable;

/** The columns of one carrier, derived from its request record and the heading aliases. */
public final class CarrierColumns {
  private final Carrier carrier;
  private final RequestSchema.Group root;
  private final List<TemplateEntry> offered = new ArrayList<>();
  private final Map<String, FieldTarget> byHeading = new HashMap<>();
  private final Map<String, List<String>> sharedLists = new LinkedHashMap<>();

  /**
   * Reads the columns from the carrier's request record.
   *
   * @throws IllegalArgumentException if an alias refers to a path that the carrier does not have or
   *     to two paths; the message names it
   */
  public CarrierColumns(Carrier carrier, HeadingAliases aliases) {
    this.carrier = carrier;
    this.root = SchemaReader.of(carrier);
    Map<String, List<String>> headings = aliases.of(carrier);
    collect("", root, new NestingContext("", true), headings);
    headings.forEach((path, names) -> names.forEach(name -> addAlias(path, name)));
  }

  /**
   * A column of the template.
   *
   * @param heading its path, with an example key if it takes any key
   * @param example the value in the example row, empty for none
   */
  record TemplateEntry(Column column, String heading, String example) {}

  /**
   * The records that enclose a field.
   *
   * @param optional the path of the innermost optional record, empty for none
   * @param inExampleRow whether the example row includes these records
   */
  private record NestingContext(String optional, boolean inExampleRow) {}

  private void collect(
      String prefix,
      RequestSchema.Group group,
      NestingContext nestingContext,
      Map<String, List<String>> headings) {
    for (RequestSchema.Field field : group.fields()) {
      String path = prefix + field.name();
      boolean shown =
          nestingContext.inExampleRow()
              && field.doc().inExampleRow()
              && !path.equals(carrier.orderRefPath());
      if (field.shape() instanceof RequestSchema.Value value) {
        boolean needed = field.required() && !path.equals(carrier.orderRefPath());
        Column column =
            Column.of(
                path,
                value.spec(),
                needed && nestingContext.optional().isEmpty(),
                needed ? nestingContext.optional() : "",
                field.doc(),
                headings.getOrDefault(path, List.of()));
        offered.add(new TemplateEntry(column, path, shown ? column.example() : ""));
      } else if (field.shape() instanceof RequestSchema.KeyValueList keyValueList) {
        offered.add(keyed(path, field, keyValueList, shown));
      } else {
        String optional = field.required() ? nestingContext.optional() : path;
        if (field.shape() instanceof RequestSchema.ListOf list) {
          addList(path, list);
        }
        collect(path + ".", entry(field), new NestingContext(optional, shown), headings);
      }
    }
  }

  private void addList(String path, RequestSchema.ListOf list) {
    sharedLists.entrySet().stream()
        .filter(outer -> path.startsWith(outer.getKey() + "."))
        .max(Comparator.comparing(outer -> outer.getKey().length()))
        .ifPresent(outer -> outer.getValue().add(path));
    if (list.nestsLists()) {
      sharedLists.put(path, new ArrayList<>());
    }
  }

  /** The example is that of an entry: its key is in the heading, its value in the cell. */
  private static TemplateEntry keyed(
      String path,
      RequestSchema.Field field,
      RequestSchema.KeyValueList keyValueList,
      boolean shown) {
    String key = keyValueList.key().doc().example();
    String value = keyValueList.value().doc().example();
    Column column =
        new Column(
            path + "[KEY]",
            keyValueList.spec().type().description(),
            false,
            "",
            List.of(),
            field.doc().value(),
            value,
            true,
            List.of());
    return new TemplateEntry(column, "%s[%s]".formatted(path, key), shown ? value : "");
  }

  private void addAlias(String path, String heading) {
    FieldTarget fieldTarget =
        parse(path)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "columns.yml assigns the heading %s to %s, a field that %s does not have"
                            .formatted(heading, path, carrier.name())));
    FieldTarget other = find(heading).orElse(fieldTarget);
    byHeading.put(HeadingText.normalize(heading), fieldTarget);
    if (!other.path().equals(fieldTarget.path())) {
      throw new IllegalArgumentException(
          "columns.yml assigns the heading %s of %s to both %s and %s"
              .formatted(heading, carrier.name(), other.path(), fieldTarget.path()));
    }
  }

  public Carrier carrier() {
    return carrier;
  }

  /** All columns, in the order of the request; a keyed list has one column, {@code [KEY]}. */
  public List<Column> all() {
    return offered.stream().map(TemplateEntry::column).toList();
  }

  /** All columns with their template headings and examples. */
  List<TemplateEntry> offered() {
    return List.copyOf(offered);
  }

  /** The values of the example row of the template, by path. */
  Map<String, String> examples() {
    Map<String, String> examples = new HashMap<>();
    for (TemplateEntry entry : offered) {
      if (!entry.example().isEmpty()) {
        find(entry.heading()).ifPresent(field -> examples.put(field.path(), entry.example()));
      }
    }
    return examples;
  }

  /** The paths of the lists that contain lists, with those of the lists directly within each. */
  Map<String, List<String>> sharedLists() {
    return sharedLists;
  }

  public RequestSchema.Group root() {
    return root;
  }

  /** The target field of a heading; empty if the carrier has no such column. */
  public Optional<FieldTarget> find(String heading) {
    String normalized = HeadingText.normalize(heading);
    FieldTarget alias = byHeading.get(normalized);
    return alias == null ? parse(heading) : Optional.of(alias);
  }

  /** Whether a heading is the path of one of the carrier's fields. */
  boolean isFieldPath(String heading) {
    return parse(heading).isPresent();
  }

  private Optional<FieldTarget> parse(String heading) {
    return FieldPath.parse(heading).flatMap(this::target);
  }

  private Optional<FieldTarget> target(FieldPath path) {
    List<PathStep> steps = new ArrayList<>();
    StringBuilder spelled = new StringBuilder();
    RequestSchema.Group group = root;
    for (int i = 0; i < path.segments().size(); i++) {
      FieldPath.Segment segment = path.segments().get(i);
      Optional<RequestSchema.Field> found = group.field(segment.name());
      if (found.isEmpty()) {
        return Optional.empty();
      }
      RequestSchema.Field field = found.get();
      spelled.append(i == 0 ? "" : ".").append(field.name());
      boolean last = i == path.segments().size() - 1;
      String bracket = segment.bracket();
      if (field.shape() instanceof RequestSchema.Value value) {
        return last && (bracket == null || bracket.isEmpty() && value.spec().list())
            ? Optional.of(new FieldTarget(spelled.toString(), steps, field, null, value.spec()))
            : Optional.empty();
      } else if (field.shape() instanceof RequestSchema.KeyValueList keyValueList) {
        return last && bracket != null && !bracket.isEmpty()
            ? Optional.of(
                new FieldTarget(
                    spelled + "[" + bracket + "]", steps, field, bracket, keyValueList.spec()))
            : Optional.empty();
      } else if (field.shape() instanceof RequestSchema.ListOf) {
        Integer index = index(bracket);
        if (index == null) {
          return Optional.empty();
        }
        steps.add(new PathStep(field, entry(field), index));
        spelled.append(index == PathStep.ROW ? "" : "[" + index + "]");
      } else if (bracket == null) {
        steps.add(new PathStep(field, entry(field), PathStep.NONE));
      } else {
        return Optional.empty();
      }
      group = entry(field);
    }
    return Optional.empty();
  }

  /** Returns null if it is not an index. */
  private static @Nullable Integer index(@Nullable String bracket) {
    if (bracket == null || bracket.isEmpty()) {
      return PathStep.ROW;
    }
    return bracket.matches("\\d{1,3}") ? Integer.valueOf(bracket) : null;
  }

  /** The record type of a field, or of the entries of its list. */
  private static RequestSchema.Group entry(RequestSchema.Field field) {
    if (field.shape() instanceof RequestSchema.Group group) {
      return group;
    } else if (field.shape() instanceof RequestSchema.ListOf listOf) {
      return listOf.entry();
    }
    throw new IllegalArgumentException(field.name() + " does not contain a record");
  }
}
