package orderimport.web;

import jakarta.annotation.PreDestroy;
import java.util.Map;
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
import orderimport.imports.WorkRequests;
import orderimport.imports.WorkRequests.PendingRequest;
import orderimport.imports.WorkRequests.RequestedAction;
import orderimport.job.FailureExplainer;
import orderimport.job.ImportService;
import orderimport.job.RunResult;
import orderimport.job.UploadService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Fulfils wishes in the background: a few files are read at a time, the others wait; imports that
 * place do not wait for files.
 */
@Component
class ImportTaskExecutor {
  private static final Logger log = LoggerFactory.getLogger(ImportTaskExecutor.class);
  private static final int PLACING_AT_ONCE = 6;
  private static final int WAIT_FOR_END_SECONDS = 90;
  private static final String READING = "reading %s";
  private static final String PLACING = "placing the orders of %s";

  private final Imports imports;
  private final WorkRequests workRequests;
  private final ImportService runs;
  private final UploadService uploadService;
  private final ThreadPoolExecutor readers;
  private final ThreadPoolExecutor placers;
  private final int waiting;
  private final Map<Long, ImportTask> works = new ConcurrentHashMap<>();
  private final Map<Long, String> failures = new ConcurrentHashMap<>();
  private final Set<Long> brokenOff = ConcurrentHashMap.newKeySet();
  private final FailureExplainer explainer;

  ImportTaskExecutor(
      Imports imports,
      WorkRequests workRequests,
      ImportService runs,
      UploadService uploadService,
      WebProperties settings,
      ObjectProvider<FailureExplainer> explainer) {
    this.imports = imports;
    this.workRequests = workRequests;
    this.runs = runs;
    this.uploadService = uploadService;
    this.waiting = settings.waiting();
    this.explainer = explainer.getIfAvailable(() -> FailureExplainer.GENERAL);
    int most = runs.connections().importsAtOnce();
    this.readers = threads(Math.min(settings.readAtOnce(), most));
    this.placers = threads(Math.min(PLACING_AT_ONCE, most));
  }

  private static ThreadPoolExecutor threads(int number) {
    return new ThreadPoolExecutor(number, number, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
  }

  /**
   * Ends what this process works on and nobody requests any more, since somebody paused it at
   * another server. What is requested meanwhile stays requested: only the work that was there
   * before the requests were read is ended.
   */
  void endUnrequested() {
    Map<Long, ImportTask> before = Map.copyOf(works);
    Set<Long> requested =
        workRequests.open().stream().map(PendingRequest::importId).collect(Collectors.toSet());
    before.forEach(
        (id, importTask) -> {
          if (!requested.contains(id)) {
            end(id, importTask);
          }
        });
  }

  /** Whether a further file may wait to be read. */
  boolean takesMore() {
    return readers.getQueue().size() < waiting;
  }

  /** Begins to fulfil a wish soon; one that is under way is left alone. */
  void begin(PendingRequest pendingRequest) {
    Import imported = imports.get(pendingRequest.importId());
    boolean places = pendingRequest.wish() == RequestedAction.PLACE || !imported.options().hold();
    ImportTask importTask =
        new ImportTask(pendingRequest, (places ? PLACING : READING).formatted(imported.fileName()));
    if (works.putIfAbsent(pendingRequest.importId(), importTask) == null) {
      failures.remove(pendingRequest.importId());
      brokenOff.remove(pendingRequest.importId());
      (places ? placers : readers).execute(importTask);
    }
  }

  /** Whether this process works on an import, or will. */
  boolean has(long importId) {
    return works.containsKey(importId);
  }

  /** Whether an import waits for its turn in this process. */
  boolean waits(long importId) {
    ImportTask importTask = works.get(importId);
    return importTask != null && !importTask.begun;
  }

  /** What was said last of an import that is being worked on, or why its work ended early. */
  Optional<String> lastMessage(long importId) {
    ImportTask importTask = works.get(importId);
    return Optional.ofNullable(importTask == null ? failures.get(importId) : importTask.last());
  }

  /** Whether the last work on an import ended with an error, so that it is safe to resume. */
  boolean brokeOff(long importId) {
    return !works.containsKey(importId) && brokenOff.contains(importId);
  }

  /** Ends the work on an import soon; whatever was requested of it is withdrawn already. */
  void pause(long importId) {
    ImportTask importTask = works.get(importId);
    if (importTask != null) {
      end(importId, importTask);
    }
  }

  private void end(long importId, ImportTask importTask) {
    importTask.paused = true;
    if (readers.remove(importTask) || placers.remove(importTask)) {
      works.remove(importId, importTask);
    } else {
      stop(importId, importTask);
    }
  }

  /** One that has just begun may not have taken its import yet. */
  private void stop(long importId, ImportTask importTask) {
    for (int tries = 0; tries < 100 && works.get(importId) == importTask; tries++) {
      if (runs.stop(importId)) {
        return;
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
  }

  @EventListener(ContextClosedEvent.class)
  void stop() {
    readers.getQueue().clear();
    placers.getQueue().clear();
    runs.stop();
  }

  @PreDestroy
  void end() throws InterruptedException {
    readers.shutdown();
    placers.shutdown();
    boolean ended =
        placers.awaitTermination(WAIT_FOR_END_SECONDS, TimeUnit.SECONDS)
            && readers.awaitTermination(WAIT_FOR_END_SECONDS, TimeUnit.SECONDS);
    if (!ended) {
      log.warn("Some imports did not end in time; the next start goes on with them");
    }
  }

  /** The fulfilment of a wish. */
  private final class ImportTask extends SpokenProgress implements Runnable {
    private final PendingRequest pendingRequest;
    private final String activity;
    private volatile boolean begun;
    private volatile boolean paused;
    private volatile boolean withdrawn;

    /**
     * @param activity what this does, for people
     */
    ImportTask(PendingRequest pendingRequest, String activity) {
      this.pendingRequest = pendingRequest;
      this.activity = activity;
    }

    @Override
    public void run() {
      long id = pendingRequest.importId();
      try {
        RunResult result =
            pendingRequest.wish() == RequestedAction.PLACE
                ? runs.place(id, this, this::isRequested)
                : runs.resume(id, this, this::isRequested);
        ended(id, result);
      } catch (RuntimeException | Error e) {
        log.error("The work on import {} broke off", id, e);
        failed(id, e);
        workRequests.complete(id);
      } finally {
        works.remove(id);
        resume(id);
      }
    }

    private void failed(long id, Throwable failure) {
      failures.put(id, explainer.explain(activity, failure));
      brokenOff.add(id);
    }

    /** Another server may have fulfilled it, or somebody paused it, while it waited here. */
    private boolean isRequested() {
      begun = true;
      withdrawn =
          paused
              || !workRequests
                  .of(pendingRequest.importId())
                  .filter(pendingRequest.wish()::equals)
                  .isPresent();
      return !withdrawn;
    }

    /** What was wanted while this ended. */
    private void resume(long id) {
      if (!runs.stopped() && !imports.isLocked(id)) {
        workRequests
            .of(id)
            .ifPresent(requestedAction -> begin(new PendingRequest(id, requestedAction)));
      }
    }

    /** A wish that the end of this process leaves unfulfilled stays. */
    private void ended(long id, RunResult result) {
      if (withdrawn || (runs.stopped() && !(result instanceof RunResult.Finished))) {
        return;
      }
      if (result instanceof RunResult.WorkedOnElsewhere
          || (result instanceof RunResult.Rejected && imports.isLocked(id))) {
        // Another process ends the wish. One that lost its session works on without its lock.
        return;
      } else if (result instanceof RunResult.Rejected rejected) {
        failures.put(id, rejected.message());
      } else if (result instanceof RunResult.Aborted broken) {
        failed(id, broken.cause());
      } else if (result instanceof RunResult.Finished done) {
        boolean stopped = done.imported().state() == Import.State.STOPPED;
        if (stopped && runs.stopped()) {
          return;
        }
        if (done.imported().state() == Import.State.COMPLETED
            && !done.imported().options().hold()) {
          uploadService.delete(id);
        }
      }
      if (!paused) {
        workRequests.complete(id);
      }
    }
  }
}
