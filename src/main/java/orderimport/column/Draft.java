package orderimport.column;

import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import orderimport.column.Target.Step;
import orderimport.imports.StagedRow;
import org.jspecify.annotations.Nullable;

/** A request record while its values are put together from cells. */
final class Draft implements Slot {
  private final Shape.Group group;
  private final @Nullable StagedRow row;
  private final @Nullable Slot[] slots;

  /**
   * @param row the first row that filled it, null if only defaults do
   */
  Draft(Shape.Group group, @Nullable StagedRow row) {
    this.group = group;
    this.row = row;
    this.slots = new Slot[group.fields().size()];
  }

  /** The first row that filled it; null if only defaults do. */
  @Nullable StagedRow row() {
    return row;
  }

  @Nullable Slot slot(Shape.Field field) {
    return slots[field.position()];
  }

  void put(Shape.Field field, Slot slot) {
    slots[field.position()] = slot;
  }

  /** The record that holds a target's value for a row; made where it is missing. */
  Draft holder(Target target, StagedRow forRow) {
    Draft at = this;
    for (Step step : target.steps()) {
      at = at.step(step, forRow);
    }
    String key = target.key();
    return key == null ? at : at.keyed(target.field(), key, forRow);
  }

  private Draft step(Step step, StagedRow forRow) {
    Slot there = slot(step.field());
    if (!step.list()) {
      return there == null ? added(step.field(), new Draft(step.entry(), forRow)) : (Draft) there;
    }
    Entries entries = there == null ? added(step.field(), new Entries()) : (Entries) there;
    return step.index() == Step.ROW
        ? entries.ofRow(forRow, step.entry())
        : entries.indexed(step.index(), forRow, step.entry());
  }

  /** The entry of a key in a keyed list. */
  Draft keyed(Shape.Field field, String key, @Nullable StagedRow forRow) {
    Slot there = slot(field);
    Keys keys = there == null ? added(field, new Keys()) : (Keys) there;
    return keys.get(key, forRow, (Shape.Keyed) field.shape());
  }

  private <S extends Slot> S added(Shape.Field field, S slot) {
    put(field, slot);
    return slot;
  }

  /**
   * Makes each required record that nothing fills, and an entry of each such list, so that the
   * checks name the fields that it needs.
   */
  void complete(StagedRow forRow) {
    for (Shape.Field field : group.fields()) {
      if (field.required() && slot(field) == null) {
        if (field.shape() instanceof Shape.Group wanted) {
          put(field, new Draft(wanted, forRow));
        } else if (field.shape() instanceof Shape.Many many) {
          added(field, new Entries()).ofRow(forRow, many.entry());
        }
      }
    }
    below().forEach(draft -> draft.complete(draft.row == null ? forRow : draft.row));
  }

  /** The record; refused values are null in it. */
  Record build() {
    return build(form -> null);
  }

  /** The record; refused values are what {@code standIn} gives for their form. */
  Record build(Function<ValueForm, @Nullable Object> standIn) {
    Object[] arguments = new Object[slots.length];
    for (int i = 0; i < slots.length; i++) {
      Slot slot = slots[i];
      if (slot instanceof Filled filled) {
        arguments[i] =
            filled.refused() && group.fields().get(i).shape() instanceof Shape.Value value
                ? standIn.apply(value.form())
                : filled.value();
      } else if (slot instanceof Draft draft) {
        arguments[i] = draft.build(standIn);
      } else if (slot instanceof Entries entries) {
        arguments[i] = build(entries.all(), standIn);
      } else if (slot instanceof Keys keys) {
        arguments[i] = build(keys.all(), standIn);
      }
    }
    try {
      return group.constructor().newInstance(arguments);
    } catch (InvocationTargetException | InstantiationException | IllegalAccessException e) {
      throw new IllegalStateException("Cannot make a " + group.constructor().getName(), e);
    }
  }

  private static List<Record> build(
      List<Draft> entries, Function<ValueForm, @Nullable Object> standIn) {
    return entries.stream().map(entry -> entry.build(standIn)).toList();
  }

  /** Whether a cell in it, or below it, was refused. */
  boolean hasRefused() {
    for (Slot slot : slots) {
      if (slot instanceof Filled filled && filled.refused()) {
        return true;
      }
    }
    return below().anyMatch(Draft::hasRefused);
  }

  /** The first cell that filled it. */
  Optional<Origin> firstFilled() {
    return Stream.concat(
            Arrays.stream(slots)
                .filter(Filled.class::isInstance)
                .map(slot -> ((Filled) slot).origin())
                .filter(Objects::nonNull),
            below().flatMap(draft -> draft.firstFilled().stream()))
        .findFirst();
  }

  private Stream<Draft> below() {
    return Arrays.stream(slots)
        .flatMap(
            slot -> {
              if (slot instanceof Draft draft) {
                return Stream.of(draft);
              } else if (slot instanceof Entries entries) {
                return entries.all().stream();
              }
              return slot instanceof Keys keys ? keys.all().stream() : Stream.empty();
            });
  }
}
