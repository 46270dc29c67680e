package orderimport.background;

import jakarta.annotation.PreDestroy;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import orderimport.imports.Import;
import orderimport.imports.Imports;
import orderimport.imports.ProgressListener;
import orderimport.imports.WorkRequests;
import orderimport.imports.WorkRequests.PendingRequest;
import orderimport.imports.WorkRequests.RequestedAction;
import orderimport.job.FailureExplainer;
import orderimport.job.ImportService;
import orderimport.job.JobText;
import orderimport.job.RunResult;
import orderimport.job.UploadService;
import orderimport.problem.Text;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;

/**
 * Executes requested work on imports in the background. Reading and placing have separate thread
 * pools, so that placing does not wait for files to be read.
 */
public class ImportTaskExecutor {
  private static final Logger log = LoggerFactory.getLogger(ImportTaskExecutor.class);
  private static final int MAX_PLACING = 6;
  private static final int SHUTDOWN_TIMEOUT_SECONDS = 90;

  private final Imports imports;
  private final WorkRequests workRequests;
  private final RequestCompletion requestCompletion;
  private final ImportService importService;
  private final UploadService uploadService;
  private final ThreadPoolExecutor readers;
  private final ThreadPoolExecutor placers;
  private final int queueCapacity;
  private final Map<Long, ImportTask> tasks = new ConcurrentHashMap<>();

  /** Why work ended early, as far as the database did not store it. */
  private final Map<Long, Text> unstoredReasons = new ConcurrentHashMap<>();

  private final FailureExplainer explainer;

  /**
   * @param concurrentReads the number of files that are read at the same time
   * @param queueCapacity the number of files that may wait to be read
   */
  public ImportTaskExecutor(
      Imports imports,
      WorkRequests workRequests,
      RequestCompletion requestCompletion,
      ImportService importService,
      UploadService uploadService,
      int concurrentReads,
      int queueCapacity,
      FailureExplainer explainer) {
    this.imports = imports;
    this.workRequests = workRequests;
    this.requestCompletion = requestCompletion;
    this.importService = importService;
    this.uploadService = uploadService;
    this.queueCapacity = queueCapacity;
    this.explainer = explainer;
    int limit = importService.connections().importsAtOnce();
    this.readers = newPool(Math.min(concurrentReads, limit));
    this.placers = newPool(Math.min(MAX_PLACING, limit));
  }

  private static ThreadPoolExecutor newPool(int number) {
    return new ThreadPoolExecutor(number, number, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
  }

  /**
   * Ends the work in this process that is no longer requested, because a user paused it on another
   * server. Tasks are listed before the requests are read: a task that is added in between is kept.
   */
  public void endUnrequested() {
    Map<Long, ImportTask> before = Map.copyOf(tasks);
    Set<Long> requested =
        workRequests.findPending().stream()
            .map(PendingRequest::importId)
            .collect(Collectors.toSet());
    before.forEach(
        (id, importTask) -> {
          if (!requested.contains(id)) {
            end(id, importTask);
          }
        });
  }

  /** Whether the queue of files to read has room for another one. */
  public boolean hasCapacity() {
    return readers.getQueue().size() < queueCapacity;
  }

  /** Queues a request; does nothing if the import is already queued or in progress here. */
  public void execute(PendingRequest pendingRequest) {
    Import orderImport = imports.get(pendingRequest.importId());
    boolean placing =
        pendingRequest.action() == RequestedAction.PLACE || !orderImport.options().hold();
    ImportTask importTask =
        new ImportTask(pendingRequest, orderImport, JobText.activity(orderImport, placing));
    if (tasks.putIfAbsent(pendingRequest.importId(), importTask) == null) {
      unstoredReasons.remove(pendingRequest.importId());
      (placing ? placers : readers).execute(importTask);
    }
  }

  /** Whether an import can be resumed in this process. */
  public boolean canResume(long importId) {
    return importService.canResume(importId);
  }

  /** Whether an import is queued or in progress in this process. */
  public boolean isLocal(long importId) {
    return tasks.containsKey(importId);
  }

  /** Whether an import is queued in this process and has not started. */
  public boolean isQueued(long importId) {
    ImportTask importTask = tasks.get(importId);
    return importTask != null && !importTask.started;
  }

  /**
   * The last progress message of an import in progress here, or why the last work on it ended
   * early, on whichever machine.
   */
  public Optional<Text> lastMessage(Import orderImport) {
    ImportTask importTask = tasks.get(orderImport.id());
    if (importTask != null) {
      return Optional.ofNullable(importTask.lastMessage);
    }
    return Optional.ofNullable(orderImport.endReason())
        .map(Text::sentence)
        .or(() -> Optional.ofNullable(unstoredReasons.get(orderImport.id())).map(Text::sentence));
  }

  /** Ends the work on an import. The caller has withdrawn the request. */
  public void pause(long importId) {
    ImportTask importTask = tasks.get(importId);
    if (importTask != null) {
      end(importId, importTask);
    }
  }

  private void end(long importId, ImportTask importTask) {
    importTask.paused = true;
    if (readers.remove(importTask) || placers.remove(importTask)) {
      tasks.remove(importId, importTask);
    } else {
      stop(importId, importTask);
    }
  }

  /** Retries for five seconds: a task that has just started may not have locked its import yet. */
  private void stop(long importId, ImportTask importTask) {
    for (int attempt = 0; attempt < 100 && tasks.get(importId) == importTask; attempt++) {
      if (importService.stop(importId)) {
        return;
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
  }

  /** Starts no further task, and cancels those in progress. */
  @EventListener(ContextClosedEvent.class)
  public void stop() {
    readers.getQueue().clear();
    placers.getQueue().clear();
    importService.stop();
  }

  @PreDestroy
  public void end() throws InterruptedException {
    readers.shutdown();
    placers.shutdown();
    boolean ended =
        placers.awaitTermination(SHUTDOWN_TIMEOUT_SECONDS, TimeUnit.SECONDS)
            && readers.awaitTermination(SHUTDOWN_TIMEOUT_SECONDS, TimeUnit.SECONDS);
    if (!ended) {
      log.warn("Some imports did not stop in time; they are resumed at the next start");
    }
  }

  /** The work on one request. The progress is in the database; the task keeps the last message. */
  private final class ImportTask implements ProgressListener, Runnable {
    private final PendingRequest pendingRequest;
    private final Import before;
    private final Text activity;
    private volatile boolean started;
    private volatile boolean paused;
    private volatile boolean withdrawn;
    private volatile @Nullable Text lastMessage;

    /**
     * @param before the import as it was when the task was queued
     * @param activity what the task does, for messages to users
     */
    ImportTask(PendingRequest pendingRequest, Import before, Text activity) {
      this.pendingRequest = pendingRequest;
      this.before = before;
      this.activity = activity;
    }

    @Override
    public void onMessage(Text message) {
      lastMessage = message;
    }

    @Override
    public void run() {
      long id = pendingRequest.importId();
      try {
        RunResult result =
            pendingRequest.action() == RequestedAction.PLACE
                ? importService.place(id, this, this::isRequested)
                : importService.resume(id, this, this::isRequested);
        handleResult(id, result);
      } catch (RuntimeException | Error e) {
        log.error("Import {} ended with an unexpected error", id, e);
        storeReason(before, explainer.explain(activity, e));
        requestCompletion.complete(id);
      } finally {
        tasks.remove(id);
        executeNext(id);
      }
    }

    /**
     * @param orderImport as it was when the work ended
     */
    private void storeReason(Import orderImport, Text reason) {
      try {
        imports.explainEnd(orderImport, reason);
      } catch (DataAccessException e) {
        log.warn("Why the work on import {} ended could not be stored", orderImport.id(), e);
        unstoredReasons.put(orderImport.id(), reason);
      }
    }

    /** False if another server executed the request, or a user paused it, while it was queued. */
    private boolean isRequested() {
      started = true;
      withdrawn =
          paused
              || !workRequests
                  .findByImport(pendingRequest.importId())
                  .filter(pendingRequest.action()::equals)
                  .isPresent();
      return !withdrawn;
    }

    /** Executes what was requested while this task ended. */
    private void executeNext(long id) {
      if (!importService.stopped() && !imports.isLocked(id)) {
        workRequests
            .findByImport(id)
            .ifPresent(requestedAction -> execute(new PendingRequest(id, requestedAction)));
      }
    }

    /** Completes the request, unless the shutdown of this process left it unfinished. */
    private void handleResult(long id, RunResult result) {
      if (withdrawn || (importService.stopped() && !(result instanceof RunResult.Finished))) {
        return;
      }
      if (result instanceof RunResult.WorkedOnElsewhere
          || (result instanceof RunResult.Rejected && imports.isLocked(id))) {
        // The process that works on it completes the request, even if it has lost its lock.
        return;
      } else if (result instanceof RunResult.Rejected rejected) {
        storeReason(before, rejected.message());
      } else if (result instanceof RunResult.Aborted failure) {
        storeReason(
            Objects.requireNonNullElse(failure.orderImport(), before),
            explainer.explain(activity, failure.cause()));
      } else if (result instanceof RunResult.Finished finished) {
        boolean stopped = finished.orderImport().state() == Import.State.STOPPED;
        if (stopped && importService.stopped()) {
          return;
        }
        if (finished.orderImport().state() == Import.State.COMPLETED
            && !finished.orderImport().options().hold()) {
          uploadService.delete(id);
        }
      }
      if (!paused) {
        requestCompletion.complete(id);
      }
    }
  }
}
