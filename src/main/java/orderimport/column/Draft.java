package orderimport.column;

import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
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

  Shape.Group group() {
    return group;
  }

  @Nullable Slot slot(Shape.Field field) {
    return slots[field.position()];
  }

  void put(Shape.Field field, Slot slot) {
    slots[field.position()] = slot;
  }

  /** The record that holds a target's field for a row; made where it is missing. */
  Draft holder(Target target, StagedRow forRow) {
    Draft at = this;
    for (Step step : target.steps()) {
      at = at.step(step, forRow);
    }
    String key = target.key();
    return key == null ? at : at.keyed(target.field(), key, forRow);
  }

  private Draft step(Step step, StagedRow forRow) {
    Shape.Group entry = Columns.entry(step.field());
    if (step.index() == Step.NONE) {
      return (Draft) made(step.field(), new Draft(entry, forRow));
    }
    Entries entries = (Entries) made(step.field(), new Entries());
    return step.index() == Step.ROW
        ? entries.ofRow(forRow, entry)
        : entries.indexed(step.index(), forRow, entry);
  }

  private Draft keyed(Shape.Field field, String key, StagedRow forRow) {
    Shape.Group entry = Columns.entry(field);
    Draft draft = ((Keys) made(field, new Keys())).get(key, forRow, entry);
    Object value = key.matches("0|[1-9]\\d{0,17}") ? (Object) Long.valueOf(key) : key;
    draft.put(entry.field("key").orElseThrow(), new Filled(value, null));
    return draft;
  }

  private Slot made(Shape.Field field, Slot fresh) {
    Slot there = slots[field.position()];
    if (there != null) {
      return there;
    }
    slots[field.position()] = fresh;
    return fresh;
  }

  /** The record; refused values are null in it. */
  Record build() {
    Object[] arguments = new Object[slots.length];
    for (int i = 0; i < slots.length; i++) {
      Slot slot = slots[i];
      if (slot instanceof Filled filled) {
        arguments[i] = filled.value();
      } else if (slot instanceof Draft draft) {
        arguments[i] = draft.build();
      } else if (slot instanceof Entries entries) {
        arguments[i] = build(entries.all());
      } else if (slot instanceof Keys keys) {
        arguments[i] = build(keys.all());
      }
    }
    try {
      return group.constructor().newInstance(arguments);
    } catch (InvocationTargetException | InstantiationException | IllegalAccessException e) {
      throw new IllegalStateException("Cannot make a " + group.constructor().getName(), e);
    }
  }

  private static List<Record> build(List<Draft> entries) {
    return entries.stream().map(Draft::build).toList();
  }

  /** Whether a cell in it, or below it, was refused. */
  boolean hasRefused() {
    return Arrays.stream(slots)
        .filter(Objects::nonNull)
        .anyMatch(
            slot -> {
              if (slot instanceof Filled filled) {
                return filled.refused();
              } else if (slot instanceof Draft draft) {
                return draft.hasRefused();
              } else if (slot instanceof Entries entries) {
                return entries.all().stream().anyMatch(Draft::hasRefused);
              }
              return ((Keys) slot).all().stream().anyMatch(Draft::hasRefused);
            });
  }
}
