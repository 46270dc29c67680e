package orderimport.heading;

import java.lang.reflect.Constructor;
import java.util.List;
import java.util.Optional;
import orderimport.carrier.FieldDoc;

/** The structure of a request record or a part of it. */
public sealed interface RequestSchema {

  /** A single value, or a list of plain values in one cell. */
  record Value(ValueSpec spec) implements RequestSchema {}

  /** A record. */
  record Group(List<Field> fields, Constructor<? extends Record> constructor)
      implements RequestSchema {

    /** The field with this name, preferring an exact match to a normalized one. */
    public Optional<Field> field(String name) {
      return fields.stream()
          .filter(field -> field.name().equals(name))
          .findFirst()
          .or(() -> ofNormalName(HeadingText.normalize(name)));
    }

    private boolean containsLists() {
      return fields.stream()
          .map(Field::shape)
          .anyMatch(
              shape ->
                  shape instanceof ListOf
                      || shape instanceof Group nested && nested.containsLists());
    }

    private Optional<Field> ofNormalName(String normalName) {
      return fields.stream().filter(field -> field.normalName().equals(normalName)).findFirst();
    }
  }

  /**
   * A list of records: by index in the heading; without one, an entry per row. If its records
   * contain lists themselves ({@code sites.lines}), rows share an entry: see {@code
   * binding.RowValues}.
   *
   * @param nestsLists whether its records, or records within them, contain lists of records
   */
  record ListOf(Group entry, boolean nestsLists) implements RequestSchema {
    ListOf(Group entry) {
      this(entry, entry.containsLists());
    }
  }

  /** A list of records with key and value: the key is in the heading. */
  record KeyValueList(Group entry, Field key, Field value) implements RequestSchema {

    static KeyValueList of(Group entry) {
      return new KeyValueList(
          entry, entry.field("key").orElseThrow(), entry.field("value").orElseThrow());
    }

    /** The type of its values. */
    public ValueSpec spec() {
      return ((Value) value.shape()).spec();
    }
  }

  /**
   * A component of a request record.
   *
   * @param normalName the name as {@link HeadingText#normalize} returns it
   * @param position among the record's components, from 0
   * @param required whether its record, if present, must have a value for it
   * @param informative whether its cells are neither checked nor sent
   */
  record Field(
      String name,
      String normalName,
      int position,
      RequestSchema shape,
      boolean required,
      boolean informative,
      FieldDoc doc) {

    Field(
        String name,
        int position,
        RequestSchema shape,
        boolean required,
        boolean informative,
        FieldDoc doc) {
      this(name, HeadingText.normalize(name), position, shape, required, informative, doc);
    }
  }
}
