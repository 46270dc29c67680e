package orderimport.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import orderimport.carrier.OrderImportProperties;
import orderimport.database.DurabilityCheck;
import orderimport.imports.CancellationToken;
import orderimport.imports.Import;
import orderimport.imports.Import.State;
import orderimport.imports.ImportOptions;
import orderimport.imports.Imports;
import orderimport.imports.Lease;
import orderimport.imports.ProgressListener;
import orderimport.imports.ShownName;
import orderimport.order.InDoubtOrder;
import orderimport.order.InDoubtOrders;
import orderimport.placement.InDoubtLookup;
import orderimport.placement.InDoubtLookup.Answer;
import orderimport.placement.OrderPlacementService;
import orderimport.problem.LookupText;
import orderimport.problem.Text;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Starts and resumes imports; one process at a time works on an import. */
@Component
public class ImportService {
  private static final Logger log = LoggerFactory.getLogger(ImportService.class);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

  /** The most orders in doubt that are named one by one. */
  private static final int MOST_NAMED = 20;

  private final Imports imports;
  private final SourceFileStore sourceFileStore;
  private final ImportCompletion importCompletion;
  private final LeasedImportRunner importRunner;
  private final ActiveImports activeImports;
  private final ImportJobLauncher importJobLauncher;
  private final OrderImportProperties settings;
  private final DurabilityCheck durability;
  private final OrderPlacementService orderPlacementService;
  private final ImportBinderFactory binders;
  private final ConnectionBudget connections;
  private final InDoubtOrders inDoubtOrders;
  private final InDoubtLookup inDoubtLookup;

  /** Cancelled when the program is asked to end. */
  private final CancellationToken stopLookups = new CancellationToken();

  ImportService(
      Imports imports,
      SourceFileStore sourceFileStore,
      ImportCompletion importCompletion,
      LeasedImportRunner importRunner,
      ActiveImports activeImports,
      ImportJobLauncher importJobLauncher,
      OrderImportProperties settings,
      DurabilityCheck durability,
      OrderPlacementService orderPlacementService,
      ImportBinderFactory binders,
      ConnectionBudget connections,
      InDoubtOrders inDoubtOrders,
      InDoubtLookup inDoubtLookup) {
    this.imports = imports;
    this.sourceFileStore = sourceFileStore;
    this.importCompletion = importCompletion;
    this.importRunner = importRunner;
    this.activeImports = activeImports;
    this.importJobLauncher = importJobLauncher;
    this.settings = settings;
    this.durability = durability;
    this.orderPlacementService = orderPlacementService;
    this.binders = binders;
    this.connections = connections;
    this.inDoubtOrders = inDoubtOrders;
    this.inDoubtLookup = inDoubtLookup;
  }

  /** The limit for connections to the database that are held for long. */
  public ConnectionBudget connections() {
    return connections;
  }

  /**
   * Records the responses that earlier processes of this machine could not record, and updates the
   * results of their imports. Imports of live processes are skipped, as these record their own
   * responses and waiting for them would delay the start.
   */
  @EventListener(ApplicationReadyEvent.class)
  void recordSpooled() {
    try {
      orderPlacementService
          .recordSpooled(importId -> !imports.isLocked(importId), binders::of)
          .forEach(importId -> resolved(importId, false));
    } catch (RuntimeException e) {
      log.error("Stored responses could not be recorded; the next command retries", e);
    }
  }

  /**
   * Imports a file. If its content was imported before, that import is resumed, or its result is
   * returned if it is finished. An unfinished import is not resumed with other options about
   * reading than it was read with.
   *
   * @param again whether to create a new import even if the content was imported before
   * @param links options for symbolic links; none to follow them
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
    // While an import existed and waited, other machines would take it for one of a dead process.
    connections.forImport(activeImports::allStopped).ifPresent(ConnectionBudget.Share::close);
    Import orderImport;
    try (SourceFileStore.IncomingFile incomingFile = sourceFileStore.copy(file, links)) {
      String name = ShownName.of(file);
      orderImport =
          again
              ? imports.create(name, incomingFile.sha256(), options, settings.environments())
              : imports.findOrCreate(name, incomingFile.sha256(), options, settings.environments());
      if (!isFinished(orderImport)) {
        incomingFile.assignTo(orderImport);
      }
    } catch (IOException e) {
      return unreadable(file, e);
    }
    List<String> notApplied = options.notAppliedBy(orderImport.options());
    if (!notApplied.isEmpty() && orderImport.state() != State.COMPLETED) {
      // Its orders would be placed as they were read.
      return new RunResult.Rejected(
          readWithOtherOptions(JobText.READ_WITH_OTHER_OPTIONS, orderImport, notApplied),
          ExitCodes.USAGE);
    } else if (!notApplied.isEmpty()) {
      progressListener.onMessage(
          readWithOtherOptions(JobText.READ_WITH_OTHER_OPTIONS_DONE, orderImport, notApplied));
    }
    return startOrResume(orderImport.id(), options, progressListener, () -> true);
  }

  private static Text readWithOtherOptions(
      JobText text, Import orderImport, List<String> notApplied) {
    return text.text(orderImport.id(), orderImport.fileName(), String.join(", ", notApplied));
  }

  private static RunResult unreadable(Path file, IOException e) {
    if (Files.isReadable(file)) {
      log.error("Cannot copy {}", file, e);
      return new RunResult.Aborted(null, e);
    }
    log.warn("Cannot read {}: {}", file, e.toString());
    return new RunResult.Rejected(
        Files.notExists(file)
            ? JobText.NO_FILE.text(ShownName.path(file))
            : JobText.NOT_READABLE.text(ShownName.path(file)),
        ExitCodes.UNREADABLE);
  }

  /** Performs a dry run: the checks and results of an import, without placing orders. */
  public RunResult validate(Path file, ImportOptions options, ProgressListener progressListener) {
    return validate(file, ShownName.of(file), options, progressListener, result -> {});
  }

  /**
   * As {@link #validate(Path, ImportOptions, ProgressListener)}.
   *
   * @param name the file's name, as shown
   * @param reader reads what the database has of the dry run, before that is deleted. If another
   *     process has deleted it, there is no import of that number after reading
   */
  public RunResult validate(
      Path file,
      String name,
      ImportOptions options,
      ProgressListener progressListener,
      Consumer<RunResult.Finished> reader) {
    Import dryRun;
    try (SourceFileStore.IncomingFile incomingFile = sourceFileStore.copy(file)) {
      imports.findDryRuns().forEach(this::deleteValidation);
      dryRun = imports.createDryRun(name, incomingFile.sha256(), options, settings.environments());
      incomingFile.assignTo(dryRun);
    } catch (IOException e) {
      return unreadable(file, e);
    }
    RunResult result = importRunner.run(dryRun.id(), progressListener, lease -> {});
    if (result instanceof RunResult.Finished finished) {
      reader.accept(finished);
    }
    deleteValidation(dryRun.id());
    return result;
  }

  /** Deletes a dry run, unless another process is working on it. */
  private void deleteValidation(long importId) {
    imports
        .find(importId)
        .ifPresent(
            dryRun -> {
              Optional<Lease> acquired = imports.acquireLease(importId, importRunner.worker());
              acquired.ifPresent(
                  lease -> {
                    try (lease) {
                      sourceFileStore.delete(dryRun);
                      imports.deleteDryRun(importId);
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
   * @param requested whether the work is still to be done; checked after waiting for other imports
   */
  public RunResult resume(
      long importId, ProgressListener progressListener, BooleanSupplier requested) {
    Optional<Import> found = imports.findImport(importId);
    if (found.isEmpty()) {
      return unknown(importId);
    }
    return environmentChanged(found.get())
        .or(() -> found.filter(this::hasNoFile).map(ImportService::noFile))
        .orElseGet(() -> startOrResume(importId, null, progressListener, requested));
  }

  /** Resumes an import that stopped, then looks up those of its orders in doubt that are due. */
  public RunResult resumeAndLookUp(long importId, ProgressListener progressListener) {
    RunResult result = resume(importId, progressListener);
    List<InDoubtOrder> inDoubt =
        result instanceof RunResult.Finished && !stopped()
            ? inDoubtOrders.findByImport(importId)
            : List.of();
    if (inDoubt.isEmpty()) {
      return result;
    }
    progressListener.onMessage(LookupText.PROGRESS.text(inDoubt.size()));
    List<Answer> answers = lookUp(inDoubt, false);
    answers.stream()
        .filter(answer -> answer.kind() != InDoubtLookup.Kind.ACCEPTED)
        .limit(MOST_NAMED)
        .forEach(
            answer ->
                progressListener.onMessage(
                    LookupText.ORDER.text(
                        answer.order().carrier(), answer.order().orderRef(), answer.message())));
    long accepted =
        answers.stream().filter(answer -> answer.kind() == InDoubtLookup.Kind.ACCEPTED).count();
    progressListener.onMessage(
        LookupText.RESULT.text(inDoubt.size(), accepted, inDoubt.size() - accepted));
    return accepted == 0 ? result : importRunner.result(importId, true);
  }

  /** Looks up all orders in doubt that are due; returns a result for each order in doubt. */
  public List<Answer> lookUpAll() {
    return lookUp(inDoubtOrders.findAll(), false);
  }

  /**
   * Looks up those of the given orders that are in doubt and due.
   *
   * @param orders their ids in the ledger
   * @return why an order stays in doubt, by its id; without those that were found
   */
  public Map<Long, Text> lookUp(Set<Long> orders) {
    Map<Long, Text> messages = new LinkedHashMap<>();
    lookUp(
            inDoubtOrders.findAll().stream().filter(order -> orders.contains(order.id())).toList(),
            false)
        .stream()
        .filter(answer -> answer.kind() != InDoubtLookup.Kind.ACCEPTED)
        .forEach(answer -> messages.put(answer.order().id(), answer.message()));
    return messages;
  }

  /**
   * Looks up all orders in doubt that are due, each after a longer pause than the last time. For
   * repeated calls.
   */
  public void lookUpDue() {
    List<InDoubtOrder> inDoubt = inDoubtOrders.findAll();
    if (!inDoubt.isEmpty() && !stopped()) {
      lookUp(inDoubt, true);
    }
  }

  /** The reason why an order in doubt cannot be looked up; empty if it can. */
  public Optional<Text> whyNotLookedUp(InDoubtOrder order) {
    return inDoubtLookup.cannotBeAsked(order);
  }

  /** The time from which an order in doubt is looked up; empty if its carrier cannot be asked. */
  public Optional<Instant> lookedUpFrom(InDoubtOrder order) {
    return inDoubtLookup.due(order);
  }

  private List<Answer> lookUp(List<InDoubtOrder> inDoubt, boolean spaced) {
    List<Answer> answers =
        inDoubtLookup.ask(inDoubt, imports::isLocked, importRunner.worker(), spaced, stopLookups);
    answers.stream()
        .filter(answer -> answer.kind() == InDoubtLookup.Kind.ACCEPTED)
        .map(answer -> answer.order().importId())
        .distinct()
        .forEach(importId -> resolved(importId, false));
    return answers;
  }

  /** Whether an import can be resumed on this machine. */
  public boolean canResume(long importId) {
    return imports
        .find(importId)
        .filter(found -> environmentChanged(found).isEmpty() && !hasNoFile(found))
        .isPresent();
  }

  /**
   * The rejection if the environment of one of the import's carriers has changed since its
   * creation.
   */
  private Optional<RunResult> environmentChanged(Import orderImport) {
    Map<String, String> now = settings.environments();
    return orderImport.isIn(now)
        ? Optional.empty()
        : Optional.of(
            new RunResult.Rejected(
                JobText.ENVIRONMENT_CHANGED.text(
                    orderImport.id(),
                    environments(orderImport.environments(), orderImport, now),
                    environments(now, orderImport, now),
                    orderImport.fileName()),
                ExitCodes.USAGE));
  }

  /** The carriers whose environment has changed, such as {@code granite: sandbox}. */
  private static String environments(
      Map<String, String> environments, Import orderImport, Map<String, String> now) {
    return orderImport.environments().entrySet().stream()
        .filter(each -> !each.getValue().equals(now.get(each.getKey())))
        .map(each -> each.getKey() + ": " + environments.getOrDefault(each.getKey(), "none"))
        .sorted()
        .collect(Collectors.joining(", "));
  }

  /**
   * Whether the file is missing: another machine has it, or a process died before it stored the
   * file.
   */
  private boolean hasNoFile(Import orderImport) {
    return !isFinished(orderImport)
        && !sourceFileStore.has(orderImport)
        && !importJobLauncher.isStaged(orderImport.id());
  }

  private static RunResult noFile(Import orderImport) {
    String worker = orderImport.worker();
    return new RunResult.Rejected(
        worker == null
            ? JobText.INTERRUPTED.text(orderImport.id(), orderImport.fileName())
            : JobText.INTERRUPTED_ELSEWHERE.text(orderImport.id(), worker, orderImport.fileName()),
        ExitCodes.STOPPED);
  }

  private static RunResult unknown(long importId) {
    return new RunResult.Rejected(JobText.NO_IMPORT.text(importId), ExitCodes.USAGE);
  }

  /** Places the held orders of an import. */
  public RunResult place(long importId, ProgressListener progressListener) {
    return place(importId, progressListener, () -> true);
  }

  /**
   * Places the held orders of an import.
   *
   * @param requested whether the work is still to be done; checked after waiting for other imports
   */
  public RunResult place(
      long importId, ProgressListener progressListener, BooleanSupplier requested) {
    Optional<Import> found = imports.findImport(importId);
    if (found.isEmpty()) {
      return unknown(importId);
    }
    boolean nothingToPlace =
        found.get().state() == State.FAILED
            || (isFinished(found.get()) && importJobLauncher.hasNone(importId));
    if (nothingToPlace) {
      return importRunner.result(importId, false);
    }
    return environmentChanged(found.get())
        .or(this::obstacle)
        .orElseGet(
            () ->
                importRunner.run(
                    importId, progressListener, requested, lease -> release(importId)));
  }

  /** The rejection if nothing may be placed now; empty if placing is allowed. */
  private Optional<RunResult> obstacle() {
    return durability
        .obstacle()
        .map(message -> new RunResult.Rejected(Text.verbatimClause(message), ExitCodes.USAGE));
  }

  /**
   * Removes the option {@code hold}, so that the import places its orders, also when it is resumed.
   */
  private void release(long importId) {
    decidePlacing(importId, ImportOptions.NONE);
  }

  private void decidePlacing(long importId, ImportOptions now) {
    ImportOptions options = imports.get(importId).options();
    ImportOptions newOptions = options.withPlacingOf(now);
    if (!newOptions.equals(options)) {
      imports.updateOptions(importId, newOptions);
    }
  }

  /**
   * Updates state and results of an import after an order in doubt was resolved.
   *
   * @param heldAgain whether the order is on hold again; it is not sent until the import is placed
   */
  public void resolved(long importId, boolean heldAgain) {
    Import orderImport = imports.get(importId);
    if (heldAgain && orderImport.state() == State.COMPLETED) {
      imports.updateOptions(importId, orderImport.options().withHold());
    }
    if (orderImport.state() == State.RUNNING) {
      return;
    }
    connections
        .forShortAction(LONGEST_WAIT)
        .ifPresentOrElse(
            share -> {
              try (share) {
                conclude(importId);
              }
            },
            () -> log.warn("The results of import {} were not written: no connection", importId));
  }

  private void conclude(long importId) {
    Optional<Lease> acquired = imports.acquireLease(importId, importRunner.worker());
    if (acquired.isPresent()) {
      try (Lease lease = acquired.get()) {
        importCompletion.complete(lease);
      }
    }
  }

  /** Writes the results of an import again. */
  public RunResult report(long importId) {
    Optional<Import> found = imports.findImport(importId);
    if (found.isEmpty()) {
      return unknown(importId);
    }
    importCompletion.write(importId);
    return importRunner.result(importId, false);
  }

  /** The result of an import so far. */
  public RunResult show(long importId) {
    return imports.find(importId).isPresent()
        ? importRunner.result(importId, false)
        : unknown(importId);
  }

  /**
   * @param now the options of this request, which decide whether orders are placed; null for those
   *     of the import
   */
  private RunResult startOrResume(
      long importId,
      @Nullable ImportOptions now,
      ProgressListener progressListener,
      BooleanSupplier requested) {
    Import orderImport = imports.get(importId);
    ImportOptions options = orderImport.options();
    ImportOptions newOptions = now == null ? options : options.withPlacingOf(now);
    boolean releases =
        orderImport.state() == State.HELD && !newOptions.hold() && !newOptions.equals(options);
    if (!releases && isFinished(orderImport)) {
      importCompletion.writeMissing(orderImport);
      return importRunner.result(importId, false);
    }
    return (newOptions.hold() ? Optional.<RunResult>empty() : obstacle())
        .orElseGet(
            () ->
                importRunner.run(
                    importId,
                    progressListener,
                    requested,
                    now == null ? lease -> {} : lease -> decidePlacing(importId, now)));
  }

  /** Whether all work is done, except for results that a dead process left incomplete. */
  private boolean isFinished(Import orderImport) {
    return switch (orderImport.state()) {
      case RUNNING, STOPPED -> false;
      case FAILED -> true;
      case HELD, COMPLETED -> importJobLauncher.isCompleted(orderImport.id());
    };
  }

  /**
   * Cancels all current and future runs of this process: no new order is sent, requests under way
   * are finished and recorded, and staging and building end with their current chunk.
   */
  public void stop() {
    stopLookups.cancel();
    activeImports.stopAll();
  }

  /**
   * Whether a cancelled run stopped waiting for the database; nothing is lost if the process ends.
   */
  public boolean hasLeftDatabase() {
    return orderPlacementService.hasLeftDatabase();
  }

  /** Whether {@link #stop()} was called, so that no further import should be started. */
  public boolean stopped() {
    return activeImports.allStopped();
  }

  /**
   * Cancels the run of one import as {@link #stop()} does; {@link #resume} resumes it.
   *
   * @return whether this process works on the import
   */
  public boolean stop(long importId) {
    return activeImports.cancel(importId);
  }
}
