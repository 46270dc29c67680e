package orderimport.web;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import orderimport.imports.Import;
import orderimport.imports.Imports;
import orderimport.imports.StagedRows;
import orderimport.imports.Wishes;
import orderimport.imports.Wishes.Wish;
import orderimport.order.OrderStatus;
import orderimport.order.Orders;
import org.springframework.stereotype.Component;

/** Tells how far imports are, whoever works on them. */
@Component
class Pulses {
  private static final Optional<Wish> PLACING = Optional.of(Wish.PLACE);

  private final Imports imports;
  private final StagedRows rows;
  private final Orders orders;
  private final Wishes wishes;
  private final Works works;
  private final Corrections corrections;

  Pulses(
      Imports imports,
      StagedRows rows,
      Orders orders,
      Wishes wishes,
      Works works,
      Corrections corrections) {
    this.imports = imports;
    this.rows = rows;
    this.orders = orders;
    this.wishes = wishes;
    this.works = works;
    this.corrections = corrections;
  }

  /** Empty if there is no such import. */
  Optional<Pulse> of(long importId) {
    return Optional.ofNullable(all(List.of(importId)).get(importId));
  }

  /** Of some imports, by their numbers; of those that there are. */
  Map<Long, Pulse> all(Collection<Long> ids) {
    Map<Long, Import> all = imports.all(ids);
    Map<Long, Wish> requested = wishes.all(ids);
    Set<Long> workedOn = imports.beingWorkedOn();
    Map<Long, Long> read = rows.counts(ids);
    Set<Long> pausing = wishes.pausing(ids);
    Map<Long, Map<OrderStatus, Long>> built = orders.counts(ids);
    Map<Long, Long> fixed = corrections.counts(withErrors(built));
    Map<Long, Pulse> pulses = new HashMap<>();
    all.values().stream()
        .filter(imported -> imported.kind() == Import.Kind.IMPORT)
        .forEach(
            imported -> {
              long id = imported.id();
              Map<OrderStatus, Long> counts = built.getOrDefault(id, Map.of());
              Stage stage =
                  stage(
                      imported,
                      Optional.ofNullable(requested.get(id)),
                      workedOn.contains(id),
                      counts.getOrDefault(OrderStatus.HELD, 0L) > 0);
              pulses.put(
                  id,
                  new Pulse(
                      stage,
                      read.getOrDefault(id, 0L),
                      counts,
                      fixed.getOrDefault(id, 0L),
                      stage.moves() && pausing.contains(id)));
            });
    return pulses;
  }

  private static List<Long> withErrors(Map<Long, Map<OrderStatus, Long>> built) {
    return built.entrySet().stream()
        .filter(
            each ->
                each.getValue().containsKey(OrderStatus.INVALID)
                    || each.getValue().containsKey(OrderStatus.REJECTED))
        .map(Map.Entry::getKey)
        .toList();
  }

  /**
   * Whether somebody on the page wants the work on an import, at whatever server, and can end it.
   */
  boolean isWanted(long importId) {
    return works.has(importId) || wishes.of(importId).isPresent();
  }

  private Stage stage(Import imported, Optional<Wish> wish, boolean workedOn, boolean held) {
    boolean ours = works.has(imported.id());
    if (works.waits(imported.id()) && imported.options().hold() && !wish.equals(PLACING)) {
      return Stage.WAITING;
    } else if (wish.isPresent() || ours) {
      // Until the results are written too, whatever the state is.
      boolean begun = ours || workedOn;
      return !begun ? Stage.WAITING : wish.equals(PLACING) ? Stage.PLACING : atWork(imported);
    }
    return switch (imported.state()) {
      // Nothing was to be placed, and nobody said to: the file can still be read another way. An
      // order may be on hold again, since the carrier never received it.
      case COMPLETED -> imported.options().hold() || held ? Stage.PREVIEW : Stage.DONE;
      case FAILED -> Stage.FAILED;
      case HELD -> Stage.PREVIEW;
      case STOPPED -> Stage.STOPPED;
      case RUNNING -> workedOn ? atWork(imported) : Stage.INTERRUPTED;
    };
  }

  private static Stage atWork(Import imported) {
    return imported.options().hold() ? Stage.READING : Stage.PLACING;
  }
}
