package orderimport.column;

import java.lang.reflect.Constructor;
import java.util.List;
import java.util.Optional;
import orderimport.carrier.FieldDoc;

/** What a request record, or a part of it, looks like. */
sealed interface RequestSchema {

  /** A single value, or a list of plain values that stands in one cell. */
  record Value(ValueSpec form) implements RequestSchema {}

  /** A record. */
  record Group(List<Field> fields, Constructor<? extends Record> constructor)
      implements RequestSchema {

    /** The field of that name, whatever its case. */
    Optional<Field> field(String name) {
      return fields.stream()
          .filter(field -> field.name().equals(name))
          .findFirst()
          .or(() -> ofNormalName(HeadingText.normalize(name)));
    }

    private Optional<Field> ofNormalName(String wanted) {
      return fields.stream().filter(field -> field.normalName().equals(wanted)).findFirst();
    }
  }

  /** A list of records: each row gives one, or a heading's index says which. */
  record ListOf(Group entry) implements RequestSchema {}

  /** A list of records with key and value: the key stands in the heading. */
  record KeyValueList(Group entry, Field key, Field value) implements RequestSchema {

    static KeyValueList of(Group entry) {
      return new KeyValueList(
          entry, entry.field("key").orElseThrow(), entry.field("value").orElseThrow());
    }

    /** The form of its values. */
    ValueSpec form() {
      return ((Value) value.shape()).form();
    }
  }

  /**
   * A component of a request record.
   *
   * @param position among the record's components, from 0
   * @param required whether it may not be left out where its record is there
   */
  record Field(String name, int position, RequestSchema shape, boolean required, FieldDoc doc) {

    private String normalName() {
      return HeadingText.normalize(name);
    }
  }
}
