package orderimport.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import orderimport.carrier.OrderImportProperties;
import orderimport.database.DurabilityCheck;
import orderimport.imports.Import;
import orderimport.imports.Import.Kind;
import orderimport.imports.Import.State;
import orderimport.imports.ImportOptions;
import orderimport.imports.Imports;
import orderimport.imports.Lease;
import orderimport.imports.ProgressListener;
import orderimport.imports.ShownName;
import orderimport.placement.OrderPlacementService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Runs imports: one process an import at a time, from the start or from where it ended. */
@Component
public class ImportService {
  private static final Logger log = LoggerFactory.getLogger(ImportService.class);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

  private final Imports imports;
  private final SourceFileStore sourceFileStore;
  private final ImportCompletion importCompletion;
  private final LeasedImportRunner runs;
  private final ActiveImports running;
  private final ImportJobLauncher importJobLauncher;
  private final OrderImportProperties carriers;
  private final DurabilityCheck durability;
  private final OrderPlacementService orderPlacementService;
  private final ImportBinderFactory binders;
  private final ConnectionBudget connections;

  ImportService(
      Imports imports,
      SourceFileStore sourceFileStore,
      ImportCompletion importCompletion,
      LeasedImportRunner runs,
      ActiveImports running,
      ImportJobLauncher importJobLauncher,
      OrderImportProperties carriers,
      DurabilityCheck durability,
      OrderPlacementService orderPlacementService,
      ImportBinderFactory binders,
      ConnectionBudget connections) {
    this.imports = imports;
    this.sourceFileStore = sourceFileStore;
    this.importCompletion = importCompletion;
    this.runs = runs;
    this.running = running;
    this.importJobLauncher = importJobLauncher;
    this.carriers = carriers;
    this.durability = durability;
    this.orderPlacementService = orderPlacementService;
    this.binders = binders;
    this.connections = connections;
  }

  /** Who may hold connections to the database for long. */
  public ConnectionBudget connections() {
    return connections;
  }

  /**
   * Records the responses that earlier processes of this machine knew and could not record; the
   * results of their imports follow. A process that lives records its own: to wait for it here
   * would keep this one from starting.
   */
  @EventListener(ApplicationReadyEvent.class)
  void recordSpooled() {
    try {
      orderPlacementService
          .recordSpooled(importId -> !imports.isLocked(importId), binders::of)
          .forEach(importId -> resolved(importId, false));
    } catch (RuntimeException e) {
      log.error("Known responses could not be recorded; the next command tries again", e);
    }
  }

  /**
   * Imports a file: a new import, or that of the same content goes on, or its result is shown.
   *
   * @param again a new import even of content that was imported before
   * @param links none to follow symbolic links
   */
  public RunResult importFile(
      Path file,
      ImportOptions options,
      boolean again,
      ProgressListener progressListener,
      LinkOption... links) {
    Optional<RunResult> obstacle = options.hold() ? Optional.empty() : obstacle();
    if (obstacle.isPresent()) {
      return obstacle.get();
    }
    Import imported;
    try (SourceFileStore.IncomingFile incomingFile = sourceFileStore.copy(file, links)) {
      String name = ShownName.of(file);
      imported =
          again
              ? imports.create(name, incomingFile.sha256(), options, carriers.environments())
              : imports.findOrCreate(name, incomingFile.sha256(), options, carriers.environments());
      if (!finished(imported)) {
        incomingFile.assignTo(imported);
      }
    } catch (IOException e) {
      return unreadable(file, e);
    }
    return goOn(imported.id(), options.hold(), progressListener, () -> true);
  }

  private static RunResult unreadable(Path file, IOException e) {
    if (Files.isReadable(file)) {
      log.error("Cannot copy {}", file, e);
      return new RunResult.Aborted(null, e);
    }
    log.warn("Cannot read {}: {}", file, e.toString());
    return new RunResult.Rejected(
        Files.notExists(file)
            ? "%s: there is no such file. Check the path.".formatted(ShownName.path(file))
            : "%s: you may not read it. Check the rights on it.".formatted(ShownName.path(file)),
        ExitCodes.UNREADABLE);
  }

  /** A dry run: the same checks and results as an import, and nothing placed. */
  public RunResult validate(Path file, ImportOptions options, ProgressListener progressListener) {
    Import dryRun;
    try (SourceFileStore.IncomingFile incomingFile = sourceFileStore.copy(file)) {
      imports.validations().forEach(this::forgetValidation);
      String name = ShownName.of(file);
      dryRun =
          imports.createValidation(name, incomingFile.sha256(), options, carriers.environments());
      incomingFile.assignTo(dryRun);
    } catch (IOException e) {
      return unreadable(file, e);
    }
    RunResult result = runs.run(dryRun.id(), progressListener, lease -> {});
    forgetValidation(dryRun.id());
    return result;
  }

  /** Unless it is running in another process. */
  private void forgetValidation(long importId) {
    imports
        .find(importId)
        .ifPresent(
            dryRun -> {
              Optional<Lease> taken = imports.acquireLease(importId, runs.runner());
              taken.ifPresent(
                  lease -> {
                    try (lease) {
                      sourceFileStore.delete(dryRun);
                      imports.deleteValidation(importId);
                    }
                  });
            });
  }

  /** Resumes an import that stopped. */
  public RunResult resume(long importId, ProgressListener progressListener) {
    return resume(importId, progressListener, () -> true);
  }

  /**
   * Resumes an import that stopped.
   *
   * @param requested whether that is still to be done, asked after other imports were waited for
   */
  public RunResult resume(
      long importId, ProgressListener progressListener, BooleanSupplier requested) {
    Optional<Import> found = imports.find(importId);
    if (found.isEmpty() || found.get().kind() == Kind.VALIDATION) {
      return unknown(importId);
    }
    return elsewhere(found.get())
        .or(() -> found.filter(this::hasNoFile).map(ImportService::noFile))
        .orElseGet(() -> goOn(importId, true, progressListener, requested));
  }

  /** Whether this machine has all that it takes to resume an import. */
  public boolean canResume(long importId) {
    return imports
        .find(importId)
        .filter(found -> elsewhere(found).isEmpty() && !hasNoFile(found))
        .isPresent();
  }

  /** Why an import cannot be worked on, if the environment of a carrier of it has changed since. */
  private Optional<RunResult> elsewhere(Import imported) {
    Map<String, String> now = carriers.environments();
    return imported.isIn(now)
        ? Optional.empty()
        : Optional.of(
            new RunResult.Rejected(
                "Import %d was made for %s; now the configuration says %s. Set the environment back, or import %s again: that is a new import."
                    .formatted(
                        imported.id(),
                        environments(imported.environments(), imported, now),
                        environments(now, imported, now),
                        imported.fileName()),
                ExitCodes.USAGE));
  }

  /** {@code granite: sandbox}, for the carriers whose environment has changed. */
  private static String environments(
      Map<String, String> environments, Import imported, Map<String, String> now) {
    return imported.environments().entrySet().stream()
        .filter(each -> !each.getValue().equals(now.get(each.getKey())))
        .map(each -> each.getKey() + ": " + environments.getOrDefault(each.getKey(), "none"))
        .sorted()
        .collect(Collectors.joining(", "));
  }

  /** Another machine has it, or a process died between making the import and keeping its file. */
  private boolean hasNoFile(Import imported) {
    return !finished(imported)
        && !sourceFileStore.has(imported)
        && !importJobLauncher.staged(imported.id());
  }

  private static RunResult noFile(Import imported) {
    String runner = imported.runner();
    return new RunResult.Rejected(
        runner == null
            ? "Import %d ended before it had read anything. Import %s again, which goes on with it."
                .formatted(imported.id(), imported.fileName())
            : "Import %d was not read to its end by %s, and %s is not kept here. Go on with it there, or import the file again here, which goes on with it."
                .formatted(imported.id(), runner, imported.fileName()),
        ExitCodes.STOPPED);
  }

  private static RunResult unknown(long importId) {
    return new RunResult.Rejected(
        "There is no import %d. `order-import list` shows those there are.".formatted(importId),
        ExitCodes.USAGE);
  }

  /** Places the held orders of an import. */
  public RunResult place(long importId, ProgressListener progressListener) {
    return place(importId, progressListener, () -> true);
  }

  /**
   * Places the held orders of an import.
   *
   * @param requested whether that is still to be done, asked after other imports were waited for
   */
  public RunResult place(
      long importId, ProgressListener progressListener, BooleanSupplier requested) {
    Optional<Import> found = imports.find(importId);
    if (found.isEmpty() || found.get().kind() == Kind.VALIDATION) {
      return unknown(importId);
    }
    if (finished(found.get()) && importJobLauncher.none(importId)) {
      return runs.result(importId, false);
    }
    return elsewhere(found.get())
        .or(this::obstacle)
        .orElseGet(
            () -> runs.run(importId, progressListener, requested, lease -> release(importId)));
  }

  /** Why nothing may be placed now; empty if nothing speaks against it. */
  private Optional<RunResult> obstacle() {
    return durability.obstacle().map(message -> new RunResult.Rejected(message, ExitCodes.USAGE));
  }

  /** From now on the import places its orders, also when it is resumed. */
  private void release(long importId) {
    imports.updateOptions(importId, imports.get(importId).options().withoutHold());
  }

  /**
   * A person said what became of an order of an import: its state and its results follow.
   *
   * @param heldAgain whether the order is to be sent again, which waits for somebody to say so
   */
  public void resolved(long importId, boolean heldAgain) {
    Import imported = imports.get(importId);
    if (heldAgain && imported.state() == State.COMPLETED) {
      imports.updateOptions(importId, imported.options().withHold());
    }
    if (imported.state() == State.RUNNING) {
      return;
    }
    connections
        .forShortAct(LONGEST_WAIT)
        .ifPresentOrElse(
            share -> {
              try (share) {
                conclude(importId);
              }
            },
            () -> log.warn("The results of import {} were not written: no connection", importId));
  }

  private void conclude(long importId) {
    Optional<Lease> taken = imports.acquireLease(importId, runs.runner());
    if (taken.isPresent()) {
      try (Lease lease = taken.get()) {
        importCompletion.complete(lease);
      }
    }
  }

  /** Writes the results of an import again. */
  public RunResult report(long importId) {
    Optional<Import> found = imports.find(importId);
    if (found.isEmpty() || found.get().kind() == Kind.VALIDATION) {
      return unknown(importId);
    }
    importCompletion.write(importId);
    return runs.result(importId, false);
  }

  /** What an import came to so far. */
  public RunResult show(long importId) {
    return imports.find(importId).isPresent() ? runs.result(importId, false) : unknown(importId);
  }

  private RunResult goOn(
      long importId,
      boolean staysHeld,
      ProgressListener progressListener,
      BooleanSupplier requested) {
    Import imported = imports.get(importId);
    boolean held = imported.state() == State.HELD && !staysHeld;
    boolean waits = held && imported.options().hold();
    if (!waits && finished(imported)) {
      importCompletion.writeMissing(imported);
      return runs.result(importId, false);
    }
    boolean places = waits || !imported.options().hold();
    return (places ? obstacle() : Optional.<RunResult>empty())
        .orElseGet(
            () ->
                runs.run(
                    importId,
                    progressListener,
                    requested,
                    waits ? lease -> release(importId) : lease -> {}));
  }

  /** Whether nothing is left to do; results that a dead process was writing are left. */
  private boolean finished(Import imported) {
    return switch (imported.state()) {
      case RUNNING, STOPPED -> false;
      case FAILED -> true;
      case HELD, COMPLETED -> importJobLauncher.completed(imported.id());
    };
  }

  /**
   * Ends all runs of this process soon, and each that is begun later: nothing new is sent, what is
   * under way is finished and recorded, rows are staged and orders built to the end of their chunk.
   */
  public void stop() {
    running.stopAll();
  }

  /**
   * Whether a run was stopped and did not wait any longer for the database: nothing is lost if the
   * process ends.
   */
  public boolean hasLeftDatabase() {
    return orderPlacementService.hasLeftDatabase();
  }

  /** Whether {@link #stop()} was called, so that no further import should be begun. */
  public boolean stopped() {
    return running.allStopped();
  }

  /**
   * Ends the run of one import soon, as {@link #stop()} does; {@link #resume} goes on with it.
   *
   * @return whether this process works on it
   */
  public boolean stop(long importId) {
    return running.cancel(importId);
  }
}
