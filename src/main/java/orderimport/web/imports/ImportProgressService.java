package orderimport.web.imports;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import orderimport.background.ImportTaskExecutor;
import orderimport.imports.Import;
import orderimport.imports.Imports;
import orderimport.imports.Reviews;
import orderimport.imports.Reviews.Decision;
import orderimport.imports.StagedRows;
import orderimport.imports.WorkRequests;
import orderimport.imports.WorkRequests.RequestedAction;
import orderimport.job.MachineActivities;
import orderimport.job.MachineActivity;
import orderimport.order.OrderStatus;
import orderimport.order.Orders;
import orderimport.web.ResourceNotFoundException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Determines the progress of imports, whichever process works on them. */
@Component
public class ImportProgressService {
  private static final Optional<RequestedAction> PLACING = Optional.of(RequestedAction.PLACE);

  private final Imports imports;
  private final StagedRows stagedRows;
  private final Orders orders;
  private final WorkRequests workRequests;
  private final Reviews reviews;
  private final ImportTaskExecutor importTaskExecutor;
  private final CorrectionQueries corrections;
  private final ObjectProvider<MachineActivities> activities;

  ImportProgressService(
      Imports imports,
      StagedRows stagedRows,
      Orders orders,
      WorkRequests workRequests,
      Reviews reviews,
      ImportTaskExecutor importTaskExecutor,
      CorrectionQueries corrections,
      ObjectProvider<MachineActivities> activities) {
    this.imports = imports;
    this.stagedRows = stagedRows;
    this.orders = orders;
    this.workRequests = workRequests;
    this.reviews = reviews;
    this.importTaskExecutor = importTaskExecutor;
    this.corrections = corrections;
    this.activities = activities;
  }

  /** The progress of an import; empty if there is no such import. */
  public Optional<ImportProgress> find(long importId) {
    return Optional.ofNullable(findAll(List.of(importId)).get(importId));
  }

  /**
   * As {@link #find}.
   *
   * @throws ResourceNotFoundException if there is no such import
   */
  public ImportProgress get(long importId) {
    return find(importId).orElseThrow(() -> new ResourceNotFoundException("import " + importId));
  }

  /** The progress by import number; numbers without an import are omitted. */
  public Map<Long, ImportProgress> findAll(Collection<Long> ids) {
    Map<Long, Import> all = imports.findAll(ids);
    Map<Long, RequestedAction> requested = workRequests.findByImports(ids);
    Set<Long> locked = imports.findLocked();
    Map<Long, Long> rowCounts = stagedRows.counts(ids);
    Set<Long> pausing = workRequests.findPausing(ids);
    Map<Long, Decision> decisions = reviews.findDecisions(ids);
    Map<Long, Map<OrderStatus, Long>> orderCounts = orders.counts(ids);
    Map<Long, Long> fixed = corrections.counts(withErrors(orderCounts));
    Map<Long, List<MachineActivity>> machines =
        activities.stream()
            .flatMap(each -> each.findByImports(ids).stream())
            .collect(Collectors.groupingBy(MachineActivity::importId));
    Map<Long, ImportProgress> progress = new HashMap<>();
    all.values().stream()
        .filter(orderImport -> orderImport.kind() == Import.Kind.IMPORT)
        .forEach(
            orderImport -> {
              long id = orderImport.id();
              Map<OrderStatus, Long> counts = orderCounts.getOrDefault(id, Map.of());
              ImportStage importStage =
                  stage(
                      orderImport,
                      Optional.ofNullable(requested.get(id)),
                      locked.contains(id),
                      counts.getOrDefault(OrderStatus.HELD, 0L) > 0);
              progress.put(
                  id,
                  new ImportProgress(
                      importStage,
                      rowCounts.getOrDefault(id, 0L),
                      counts,
                      fixed.getOrDefault(id, 0L),
                      pausing.contains(id),
                      decisions.get(id),
                      machines.getOrDefault(id, List.of())));
            });
    return progress;
  }

  private static List<Long> withErrors(Map<Long, Map<OrderStatus, Long>> orderCounts) {
    return orderCounts.entrySet().stream()
        .filter(
            each ->
                each.getValue().containsKey(OrderStatus.INVALID)
                    || each.getValue().containsKey(OrderStatus.REJECTED))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Whether a user requested work on an import, on any server, and can pause it. */
  boolean isRequested(long importId) {
    return importTaskExecutor.isLocal(importId) || workRequests.findByImport(importId).isPresent();
  }

  private ImportStage stage(
      Import orderImport, Optional<RequestedAction> request, boolean locked, boolean held) {
    boolean isLocal = importTaskExecutor.isLocal(orderImport.id());
    if (importTaskExecutor.isQueued(orderImport.id())
        && orderImport.options().hold()
        && !request.equals(PLACING)) {
      return ImportStage.WAITING;
    } else if (request.isPresent() || isLocal) {
      // Whatever the state is: the results may not have been written yet.
      boolean started = isLocal || locked;
      return !started
          ? ImportStage.WAITING
          : request.equals(PLACING) ? ImportStage.PLACING : activeStage(orderImport);
    }
    return switch (orderImport.state()) {
      // Without a request to place, the file can still be read again with other options. An order
      // is on hold again if an operator found that the carrier did not receive it.
      case COMPLETED ->
          orderImport.options().hold() || held ? ImportStage.PREVIEW : ImportStage.DONE;
      case FAILED -> ImportStage.FAILED;
      case HELD -> ImportStage.PREVIEW;
      case STOPPED -> ImportStage.STOPPED;
      case RUNNING -> locked ? activeStage(orderImport) : ImportStage.INTERRUPTED;
    };
  }

  private static ImportStage activeStage(Import orderImport) {
    return orderImport.options().hold() ? ImportStage.READING : ImportStage.PLACING;
  }
}
