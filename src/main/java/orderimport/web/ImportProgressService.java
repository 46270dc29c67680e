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
import orderimport.imports.WorkRequests;
import orderimport.imports.WorkRequests.RequestedAction;
import orderimport.order.OrderStatus;
import orderimport.order.Orders;
import org.springframework.stereotype.Component;

/** Tells how far imports are, whoever works on them. */
@Component
class ImportProgressService {
  private static final Optional<RequestedAction> PLACING = Optional.of(RequestedAction.PLACE);

  private final Imports imports;
  private final StagedRows rows;
  private final Orders orders;
  private final WorkRequests workRequests;
  private final ImportTaskExecutor importTaskExecutor;
  private final Corrections corrections;

  ImportProgressService(
      Imports imports,
      StagedRows rows,
      Orders orders,
      WorkRequests workRequests,
      ImportTaskExecutor importTaskExecutor,
      Corrections corrections) {
    this.imports = imports;
    this.rows = rows;
    this.orders = orders;
    this.workRequests = workRequests;
    this.importTaskExecutor = importTaskExecutor;
    this.corrections = corrections;
  }

  /** Empty if there is no such import. */
  Optional<ImportProgress> of(long importId) {
    return Optional.ofNullable(all(List.of(importId)).get(importId));
  }

  /** Of some imports, by their numbers; of those that there are. */
  Map<Long, ImportProgress> all(Collection<Long> ids) {
    Map<Long, Import> all = imports.all(ids);
    Map<Long, RequestedAction> requested = workRequests.all(ids);
    Set<Long> workedOn = imports.isLocked();
    Map<Long, Long> read = rows.counts(ids);
    Set<Long> pausing = workRequests.pausing(ids);
    Map<Long, Map<OrderStatus, Long>> built = orders.counts(ids);
    Map<Long, Long> fixed = corrections.counts(withErrors(built));
    Map<Long, ImportProgress> pulses = new HashMap<>();
    all.values().stream()
        .filter(imported -> imported.kind() == Import.Kind.IMPORT)
        .forEach(
            imported -> {
              long id = imported.id();
              Map<OrderStatus, Long> counts = built.getOrDefault(id, Map.of());
              ImportStage importStage =
                  stage(
                      imported,
                      Optional.ofNullable(requested.get(id)),
                      workedOn.contains(id),
                      counts.getOrDefault(OrderStatus.HELD, 0L) > 0);
              pulses.put(
                  id,
                  new ImportProgress(
                      importStage,
                      read.getOrDefault(id, 0L),
                      counts,
                      fixed.getOrDefault(id, 0L),
                      pausing.contains(id)));
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
  boolean isWatched(long importId) {
    return importTaskExecutor.has(importId) || workRequests.of(importId).isPresent();
  }

  private ImportStage stage(
      Import imported, Optional<RequestedAction> wish, boolean workedOn, boolean held) {
    boolean ours = importTaskExecutor.has(imported.id());
    if (importTaskExecutor.waits(imported.id())
        && imported.options().hold()
        && !wish.equals(PLACING)) {
      return ImportStage.WAITING;
    } else if (wish.isPresent() || ours) {
      // Until the results are written too, whatever the state is.
      boolean begun = ours || workedOn;
      return !begun
          ? ImportStage.WAITING
          : wish.equals(PLACING) ? ImportStage.PLACING : atWork(imported);
    }
    return switch (imported.state()) {
      // Nothing was to be placed, and nobody said to: the file can still be read another way. An
      // order may be on hold again, since the carrier never received it.
      case COMPLETED -> imported.options().hold() || held ? ImportStage.PREVIEW : ImportStage.DONE;
      case FAILED -> ImportStage.FAILED;
      case HELD -> ImportStage.PREVIEW;
      case STOPPED -> ImportStage.STOPPED;
      case RUNNING -> workedOn ? atWork(imported) : ImportStage.INTERRUPTED;
    };
  }

  private static ImportStage atWork(Import imported) {
    return imported.options().hold() ? ImportStage.READING : ImportStage.PLACING;
  }
}
