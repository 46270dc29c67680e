package orderimport.binding;

import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import orderimport.heading.FieldTarget;
import orderimport.heading.FieldTarget.PathStep;
import orderimport.heading.RequestSchema;
import orderimport.heading.ValueSpec;
import orderimport.imports.StagedRow;
import org.jspecify.annotations.Nullable;

/** Builds a request record from the values of cells. */
final class RecordBuilder implements FieldSlot {
  private final RequestSchema.Group group;
  private final @Nullable StagedRow row;
  private final @Nullable FieldSlot[] slots;

  /**
   * @param row the first row that filled it, null if only defaults do
   */
  RecordBuilder(RequestSchema.Group group, @Nullable StagedRow row) {
    this.group = group;
    this.row = row;
    this.slots = new FieldSlot[group.fields().size()];
  }

  /** The first row that filled it; null if only defaults do. */
  @Nullable StagedRow row() {
    return row;
  }

  @Nullable FieldSlot slot(RequestSchema.Field field) {
    return slots[field.position()];
  }

  void put(RequestSchema.Field field, FieldSlot fieldSlot) {
    slots[field.position()] = fieldSlot;
  }

  /** The record that contains a target's value for a row; created if it does not exist. */
  RecordBuilder holder(FieldTarget fieldTarget, StagedRow forRow, RowValues rowValues) {
    RecordBuilder at = this;
    for (int i = 0; i < fieldTarget.steps().size(); i++) {
      PathStep pathStep = fieldTarget.steps().get(i);
      at =
          pathStep.shared()
              ? at.shared(pathStep, fieldTarget.listPath(i + 1), forRow, rowValues)
              : at.step(pathStep, forRow);
    }
    String key = fieldTarget.key();
    return key == null ? at : at.keyed(fieldTarget.field(), key, forRow);
  }

  private RecordBuilder shared(
      PathStep pathStep, String listPath, StagedRow forRow, RowValues rowValues) {
    return entries(pathStep)
        .shared(
            forRow, pathStep.entry(), rowValues.of(listPath), rowValues.fillsListWithin(listPath));
  }

  private RecordBuilder step(PathStep pathStep, StagedRow forRow) {
    FieldSlot there = slot(pathStep.field());
    if (!pathStep.list()) {
      return there == null
          ? added(pathStep.field(), new RecordBuilder(pathStep.entry(), forRow))
          : (RecordBuilder) there;
    }
    return pathStep.index() == PathStep.ROW
        ? entries(pathStep).ofRow(forRow, pathStep.entry())
        : entries(pathStep).indexed(pathStep.index(), forRow, pathStep.entry());
  }

  private Entries entries(PathStep pathStep) {
    FieldSlot there = slot(pathStep.field());
    return there == null ? added(pathStep.field(), new Entries()) : (Entries) there;
  }

  /** The entry of a key in a keyed list. */
  RecordBuilder keyed(RequestSchema.Field field, String key, @Nullable StagedRow forRow) {
    FieldSlot there = slot(field);
    KeyedEntries keyedEntries =
        there == null ? added(field, new KeyedEntries()) : (KeyedEntries) there;
    return keyedEntries.get(key, forRow, (RequestSchema.KeyValueList) field.shape());
  }

  private <S extends FieldSlot> S added(RequestSchema.Field field, S slot) {
    put(field, slot);
    return slot;
  }

  /**
   * Creates each required record that has no value, and an entry of each such list, so that
   * validation reports the missing fields.
   */
  void complete(StagedRow forRow) {
    for (RequestSchema.Field field : group.fields()) {
      if (field.required() && slot(field) == null) {
        if (field.shape() instanceof RequestSchema.Group nested) {
          put(field, new RecordBuilder(nested, forRow));
        } else if (field.shape() instanceof RequestSchema.ListOf listOf) {
          added(field, new Entries()).ofRow(forRow, listOf.entry());
        }
      }
    }
    below()
        .forEach(
            recordBuilder ->
                recordBuilder.complete(recordBuilder.row == null ? forRow : recordBuilder.row));
  }

  /** Builds the record; rejected values are null. */
  Record build() {
    return build(spec -> null);
  }

  /** Builds the record; rejected values are replaced by {@code placeholder} for their type. */
  Record build(Function<ValueSpec, @Nullable Object> placeholder) {
    Object[] arguments = new Object[slots.length];
    for (int i = 0; i < slots.length; i++) {
      FieldSlot fieldSlot = slots[i];
      if (fieldSlot instanceof FilledValue filledValue) {
        arguments[i] =
            filledValue.isRejected()
                    && group.fields().get(i).shape() instanceof RequestSchema.Value value
                ? placeholder.apply(value.spec())
                : filledValue.value();
      } else if (fieldSlot instanceof RecordBuilder recordBuilder) {
        arguments[i] = recordBuilder.build(placeholder);
      } else if (fieldSlot instanceof Entries entries) {
        arguments[i] = build(entries.all(), placeholder);
      } else if (fieldSlot instanceof KeyedEntries keyedEntries) {
        arguments[i] = build(keyedEntries.all(), placeholder);
      }
    }
    try {
      return group.constructor().newInstance(arguments);
    } catch (InvocationTargetException | InstantiationException | IllegalAccessException e) {
      throw new IllegalStateException("Cannot create a " + group.constructor().getName(), e);
    }
  }

  private static List<Record> build(
      List<RecordBuilder> entries, Function<ValueSpec, @Nullable Object> placeholder) {
    return entries.stream().map(entry -> entry.build(placeholder)).toList();
  }

  /** Whether a cell of this record or a nested one was rejected. */
  boolean hasRejected() {
    for (FieldSlot fieldSlot : slots) {
      if (fieldSlot != null && hasRejected(fieldSlot)) {
        return true;
      }
    }
    return false;
  }

  /** Without streams, whose set-up would cost more than the rest of a small order's binding. */
  private static boolean hasRejected(FieldSlot fieldSlot) {
    if (fieldSlot instanceof FilledValue filledValue) {
      return filledValue.isRejected();
    } else if (fieldSlot instanceof RecordBuilder recordBuilder) {
      return recordBuilder.hasRejected();
    }
    List<RecordBuilder> entries =
        fieldSlot instanceof Entries list
            ? list.all()
            : fieldSlot instanceof KeyedEntries keyed ? keyed.all() : List.of();
    for (RecordBuilder entry : entries) {
      if (entry.hasRejected()) {
        return true;
      }
    }
    return false;
  }

  /** The first cell that filled it. */
  Optional<Origin> firstFilled() {
    return Stream.concat(
            Arrays.stream(slots)
                .filter(FilledValue.class::isInstance)
                .map(fieldSlot -> ((FilledValue) fieldSlot).origin())
                .filter(Objects::nonNull),
            below().flatMap(recordBuilder -> recordBuilder.firstFilled().stream()))
        .findFirst();
  }

  /** Each row that added an entry or another record. */
  Stream<StagedRow> rowsThatAdd() {
    return below()
        .flatMap(
            recordBuilder ->
                Stream.concat(Stream.ofNullable(recordBuilder.row), recordBuilder.rowsThatAdd()));
  }

  private Stream<RecordBuilder> below() {
    return Arrays.stream(slots)
        .flatMap(
            fieldSlot -> {
              if (fieldSlot instanceof RecordBuilder recordBuilder) {
                return Stream.of(recordBuilder);
              } else if (fieldSlot instanceof Entries entries) {
                return entries.all().stream();
              }
              return fieldSlot instanceof KeyedEntries keyedEntries
                  ? keyedEntries.all().stream()
                  : Stream.empty();
            });
  }
}
