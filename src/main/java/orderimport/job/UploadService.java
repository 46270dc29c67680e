package orderimport.job;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import orderimport.carrier.OrderImportProperties;
import orderimport.imports.AuditLog;
import orderimport.imports.AuditLog.Action;
import orderimport.imports.Import;
import orderimport.imports.ImportOptions;
import orderimport.imports.Imports;
import orderimport.imports.Lease;
import orderimport.imports.WorkRequests;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.FileSystemUtils;

/**
 * Files that people hand in. Each is kept under its import's number until its orders are placed, so
 * that it can be read again.
 */
@Component
public class UploadService {
  private static final Logger log = LoggerFactory.getLogger(UploadService.class);
  private static final String RUNNER = "the page, which reads it again";
  private static final Duration LONGEST_WAIT_FOR_CONNECTION = Duration.ofSeconds(20);

  private final Imports imports;
  private final WorkRequests workRequests;
  private final AuditLog auditLog;
  private final SourceFileStore sourceFileStore;
  private final ImportService runs;
  private final OrderImportProperties carriers;
  private final TransactionTemplate transaction;
  private final Path folder;
  private final Path reports;

  UploadService(
      Imports imports,
      WorkRequests workRequests,
      AuditLog auditLog,
      SourceFileStore sourceFileStore,
      ImportService runs,
      OrderImportProperties carriers,
      TransactionTemplate transaction,
      @Value("${order-import.data-dir:./data}") Path dataDir) {
    this.imports = imports;
    this.workRequests = workRequests;
    this.auditLog = auditLog;
    this.sourceFileStore = sourceFileStore;
    this.runs = runs;
    this.carriers = carriers;
    this.transaction = transaction;
    this.folder = dataDir.resolve("uploads");
    this.reports = dataDir.resolve("reports");
  }

  /**
   * What became of a file.
   *
   * @param isNew false if its content was imported before, or is being: then nothing was done
   */
  public record UploadResult(Import imported, boolean isNew) {}

  /**
   * Makes an import of a file, which is wanted to be read and to hold its orders; or has one go on
   * here that a machine has left which alone had its file.
   *
   * @param name as the person calls it; never used as a path
   * @param again a new import even of content that was imported before
   * @throws IOException if the file cannot be kept
   */
  public UploadResult receive(
      Path file, String name, ImportOptions options, boolean again, String who) throws IOException {
    try (SourceFileStore.IncomingFile incomingFile = sourceFileStore.copy(file)) {
      ImportOptions holding = options.withHold();
      return receive(
          incomingFile,
          again
              ? imports.create(name, incomingFile.sha256(), holding, carriers.environments())
              : imports.findOrCreate(name, incomingFile.sha256(), holding, carriers.environments()),
          who);
    }
  }

  /** One at a time: between the request and the file an import looks as if it were left. */
  private synchronized UploadResult receive(
      SourceFileStore.IncomingFile incomingFile, Import imported, String who) throws IOException {
    boolean untouched = isUntouched(imported);
    // One that the command line was to place has to wait for somebody who may place.
    boolean left =
        imported.options().hold()
            && !runs.canResume(imported.id())
            && !imports.isLocked(imported.id());
    return inTransaction(
        status -> {
          boolean requested =
              (untouched && workRequests.read(imported.id(), Action.UPLOADED, who, null))
                  || (left && takeOver(imported, who));
          if (requested) {
            incomingFile.assignTo(imported);
            store(imported);
          }
          return new UploadResult(imported, requested);
        });
  }

  /** It may be requested already: at a machine that does not have its file. */
  private boolean takeOver(Import imported, String who) {
    if (!workRequests.requestProcessing(imported.id(), Action.UPLOADED, who)) {
      auditLog.add(imported.id(), who, Action.UPLOADED, null);
    }
    return true;
  }

  private interface Work<T> {
    T in(TransactionStatus status) throws IOException;
  }

  /** A file that is in place when the transaction fails belongs to nothing, and does no harm. */
  private <T> T inTransaction(Work<T> work) throws IOException {
    try {
      return Objects.requireNonNull(
          transaction.execute(
              status -> {
                try {
                  return work.in(status);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              }));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static boolean isUntouched(Import imported) {
    return imported.state() == Import.State.RUNNING && imported.runner() == null;
  }

  private void store(Import imported) throws IOException {
    Files.createDirectories(folder);
    Files.deleteIfExists(of(imported.id()));
    try {
      Files.createLink(of(imported.id()), sourceFileStore.of(imported));
    } catch (UnsupportedOperationException e) {
      Files.copy(sourceFileStore.of(imported), of(imported.id()));
    }
  }

  private Path of(long importId) {
    return folder.resolve(String.valueOf(importId));
  }

  /** Whether the file of an import is still here to be read again. */
  public boolean hasFile(long importId) {
    return Files.exists(of(importId));
  }

  /** What came of the request to read a file again. */
  public sealed interface Reread {
    /** A new import has taken the place of the old one. */
    record Replaced(Import replacement) implements Reread {}

    /** The old import is being worked on, an order of it was sent, or its file is not here. */
    record TooLate() implements Reread {}

    /** The database has no connection to spare; a later try may succeed. */
    record Busy() implements Reread {}
  }

  /**
   * Reads a file again, with other options: a new import takes the place of the old one, of which
   * no order may ever have been sent.
   *
   * @throws IOException if the file cannot be read
   */
  public Reread reread(long importId, ImportOptions options, String who) throws IOException {
    Optional<ConnectionBudget.Share> connection =
        runs.connections().forShortAct(LONGEST_WAIT_FOR_CONNECTION);
    if (connection.isEmpty()) {
      return new Reread.Busy();
    }
    try (ConnectionBudget.Share held = connection.get()) {
      log.trace("Import {} is replaced with {}", importId, held);
      Import old = imports.get(importId);
      Optional<Lease> taken =
          hasFile(importId) ? imports.acquireLease(importId, RUNNER) : Optional.empty();
      if (taken.isEmpty()) {
        return new Reread.TooLate();
      }
      try (Lease lease = taken.get()) {
        return replace(old, lease, options, who);
      }
    }
  }

  private Reread replace(Import old, Lease lease, ImportOptions options, String who)
      throws IOException {
    Optional<Import> replacement = Optional.empty();
    try (SourceFileStore.IncomingFile incomingFile = sourceFileStore.copy(of(old.id()))) {
      replacement =
          inTransaction(status -> replace(old, lease, incomingFile, options, who, status));
    } finally {
      if (replacement.isEmpty()) {
        int code = old.exitCode() == null ? ExitCodes.STOPPED : old.exitCode();
        imports.finish(lease, old.state(), code);
      }
    }
    if (replacement.isEmpty()) {
      return new Reread.TooLate();
    }
    delete(old.id());
    sourceFileStore.delete(old);
    forgetResults(old.id());
    return new Reread.Replaced(replacement.get());
  }

  private Optional<Import> replace(
      Import old,
      Lease lease,
      SourceFileStore.IncomingFile incomingFile,
      ImportOptions options,
      String who,
      TransactionStatus status)
      throws IOException {
    Import replacement =
        imports.create(
            old.fileName(), incomingFile.sha256(), options.withHold(), carriers.environments());
    auditLog.moveTo(replacement.id(), old.id());
    if (!imports.deleteIfNeverSent(lease)) {
      status.setRollbackOnly();
      return Optional.empty();
    }
    workRequests.read(replacement.id(), Action.READ_ANEW, who, String.valueOf(old.id()));
    incomingFile.assignTo(replacement);
    store(replacement);
    return Optional.of(replacement);
  }

  /**
   * Deletes an import of which no order was ever sent, and its file; the file can be imported
   * again.
   *
   * @return false if it stays: it is being worked on, or an order of it was sent or is on hold
   */
  public boolean discard(long importId) {
    Optional<ConnectionBudget.Share> connection =
        runs.connections().forShortAct(LONGEST_WAIT_FOR_CONNECTION);
    if (connection.isEmpty()) {
      return false;
    }
    try (ConnectionBudget.Share held = connection.get()) {
      log.trace("Import {} is discarded with {}", importId, held);
      Import old = imports.get(importId);
      Optional<Lease> taken = imports.acquireLease(importId, RUNNER);
      if (taken.isEmpty()) {
        return false;
      }
      try (Lease lease = taken.get()) {
        return discard(old, lease);
      }
    }
  }

  private boolean discard(Import old, Lease lease) {
    boolean gone = false;
    try {
      gone =
          workRequests
                  .offer(old.id())
                  .filter(placementPreview -> placementPreview.held() == 0)
                  .isPresent()
              && imports.deleteIfNeverSent(lease);
    } finally {
      if (!gone) {
        int code = old.exitCode() == null ? ExitCodes.STOPPED : old.exitCode();
        imports.finish(lease, old.state(), code);
      }
    }
    if (gone) {
      delete(old.id());
      sourceFileStore.delete(old);
      forgetResults(old.id());
    }
    return gone;
  }

  /** Nobody would delete the results of an import that the database does not have. */
  private void forgetResults(long importId) {
    try {
      FileSystemUtils.deleteRecursively(reports.resolve(String.valueOf(importId)));
    } catch (IOException e) {
      log.warn("The results of import {} stay", importId, e);
    }
  }

  /** The file of an import need not be read again. */
  public void delete(long importId) {
    try {
      Files.deleteIfExists(of(importId));
    } catch (NoSuchFileException e) {
      // It is gone, as it should be.
    } catch (IOException e) {
      throw new UncheckedIOException("The copy of import %d stays".formatted(importId), e);
    }
  }
}
