package orderimport.job;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import orderimport.carrier.OrderImportProperties;
import orderimport.imports.AuditLog;
import orderimport.imports.AuditLog.Action;
import orderimport.imports.ChangeLog;
import orderimport.imports.Import;
import orderimport.imports.ImportOptions;
import orderimport.imports.Imports;
import orderimport.imports.Lease;
import orderimport.imports.Reviews;
import orderimport.imports.WorkRequests;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.FileSystemUtils;

/**
 * Accepts uploaded files. Each file is stored under its import's number until its orders are
 * placed, so that it can be re-read.
 */
@Component
public class UploadService {
  private static final Logger log = LoggerFactory.getLogger(UploadService.class);
  private static final String WORKER = "the page, which re-reads or discards it";
  private static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(20);

  private final Imports imports;
  private final WorkRequests workRequests;
  private final AuditLog auditLog;
  private final ChangeLog changeLog;
  private final Reviews reviews;
  private final SourceFileStore sourceFileStore;
  private final ImportService importService;
  private final OrderImportProperties settings;
  private final TransactionTemplate transaction;
  private final Path folder;
  private final Path reports;

  UploadService(
      Imports imports,
      WorkRequests workRequests,
      AuditLog auditLog,
      ChangeLog changeLog,
      Reviews reviews,
      SourceFileStore sourceFileStore,
      ImportService importService,
      OrderImportProperties settings,
      TransactionTemplate transaction,
      @Value("${order-import.data-dir:./data}") Path dataDir) {
    this.imports = imports;
    this.workRequests = workRequests;
    this.auditLog = auditLog;
    this.changeLog = changeLog;
    this.reviews = reviews;
    this.sourceFileStore = sourceFileStore;
    this.importService = importService;
    this.settings = settings;
    this.transaction = transaction;
    this.folder = dataDir.resolve("uploads");
    this.reports = dataDir.resolve("reports");
  }

  /**
   * The result of an upload.
   *
   * @param orderImport the import of the file's content
   * @param isNew false if the content was imported before or is being imported; then nothing was
   *     done
   */
  public record UploadResult(Import orderImport, boolean isNew) {}

  /**
   * Creates an import of a file and requests that it is read; without the option {@code hold} its
   * orders are then placed. If an import of the same content was interrupted on another machine
   * that alone has its file, requests that it is resumed here.
   *
   * @param name the file's name as given by the user; never used as a path
   * @param options the caller has checked that the user may place, if they do not hold the orders
   * @param again whether to create a new import even if the content was imported before
   * @throws IOException if the file cannot be stored
   */
  public UploadResult receive(
      Path file, String name, ImportOptions options, boolean again, String actor)
      throws IOException {
    try (SourceFileStore.IncomingFile incomingFile = sourceFileStore.copy(file)) {
      return receive(
          incomingFile,
          again
              ? imports.create(name, incomingFile.sha256(), options, settings.environments())
              : imports.findOrCreate(name, incomingFile.sha256(), options, settings.environments()),
          actor);
    }
  }

  /**
   * Synchronized: between the request and the storing of the file, an import looks as if it were
   * interrupted.
   */
  private synchronized UploadResult receive(
      SourceFileStore.IncomingFile incomingFile, Import orderImport, String actor)
      throws IOException {
    boolean untouched = isUntouched(orderImport);
    // An import that the command line was to place may be resumed only by a user who may place.
    boolean interrupted =
        orderImport.options().hold()
            && !importService.canResume(orderImport.id())
            && !imports.isLocked(orderImport.id());
    return inTransaction(
        status -> {
          boolean requested =
              (untouched && requestReading(orderImport, actor))
                  || (interrupted && takeOver(orderImport, actor));
          if (requested) {
            incomingFile.assignTo(orderImport);
            store(orderImport);
          }
          return new UploadResult(orderImport, requested);
        });
  }

  private boolean requestReading(Import orderImport, String actor) {
    boolean requested = workRequests.requestReading(orderImport.id(), Action.UPLOADED, actor, null);
    if (requested && !orderImport.options().hold()) {
      auditLog.add(orderImport.id(), actor, Action.PLACED, null);
    }
    return requested;
  }

  /** The request may exist already, at a machine that does not have the file. */
  private boolean takeOver(Import orderImport, String actor) {
    if (!workRequests.requestResume(orderImport.id(), Action.UPLOADED, actor)) {
      auditLog.add(orderImport.id(), actor, Action.UPLOADED, null);
    }
    return true;
  }

  private interface Work<T> {
    T in(TransactionStatus status) throws IOException;
  }

  /** If the transaction fails, a stored file remains without an import, which does no harm. */
  private <T> T inTransaction(Work<T> work) throws IOException {
    try {
      return transaction.execute(
          status -> {
            try {
              return work.in(status);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static boolean isUntouched(Import orderImport) {
    return orderImport.state() == Import.State.RUNNING && orderImport.worker() == null;
  }

  private void store(Import orderImport) throws IOException {
    if (sourceFileStore.keepAsUpload(orderImport)) {
      return;
    }
    Files.createDirectories(folder);
    Files.deleteIfExists(of(orderImport.id()));
    try {
      Files.createLink(of(orderImport.id()), sourceFileStore.of(orderImport));
    } catch (UnsupportedOperationException e) {
      Files.copy(sourceFileStore.of(orderImport), of(orderImport.id()));
    }
  }

  private Path of(long importId) {
    return folder.resolve(String.valueOf(importId));
  }

  /** Whether this machine can get the file of an import, so that it can be re-read. */
  public boolean hasFile(long importId) {
    return Files.exists(of(importId)) || sourceFileStore.isSharedUpload(importId);
  }

  /** The result of the request to re-read a file. */
  public sealed interface Reread {
    /** A new import has replaced the old one. */
    record Replaced(Import replacement) implements Reread {}

    /**
     * The old import is being worked on, one of its orders was sent, its rows were edited, or its
     * file is not stored here.
     */
    record TooLate() implements Reread {}

    /** No database connection is available; a later attempt may succeed. */
    record Busy() implements Reread {}
  }

  /**
   * Re-reads a file with other options: a new import replaces the old one, none of whose orders may
   * have been sent, and whose rows no user may have edited.
   *
   * @throws IOException if the file cannot be read
   */
  public Reread reread(long importId, ImportOptions options, String actor) throws IOException {
    Optional<ConnectionBudget.Share> connection =
        importService.connections().forShortAction(CONNECTION_TIMEOUT);
    if (connection.isEmpty()) {
      return new Reread.Busy();
    }
    try (ConnectionBudget.Share held = connection.get()) {
      log.trace("Import {} is replaced with {}", importId, held);
      Import old = imports.get(importId);
      Optional<Lease> acquired =
          hasFile(importId) ? imports.acquireLease(importId, WORKER) : Optional.empty();
      if (acquired.isEmpty()) {
        return new Reread.TooLate();
      }
      try (Lease lease = acquired.get()) {
        return replace(old, lease, options, actor);
      }
    }
  }

  private Reread replace(Import old, Lease lease, ImportOptions options, String actor)
      throws IOException {
    Optional<Import> replacement = Optional.empty();
    try (SourceFileStore.IncomingFile incomingFile = sourceFileStore.copy(stored(old))) {
      replacement =
          inTransaction(status -> replace(old, lease, incomingFile, options, actor, status));
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
    deleteResults(old.id());
    return new Reread.Replaced(replacement.get());
  }

  private Path stored(Import old) {
    return Files.exists(of(old.id())) ? of(old.id()) : sourceFileStore.of(old);
  }

  private Optional<Import> replace(
      Import old,
      Lease lease,
      SourceFileStore.IncomingFile incomingFile,
      ImportOptions options,
      String actor,
      TransactionStatus status)
      throws IOException {
    Import replacement =
        imports.create(
            old.fileName(), incomingFile.sha256(), options.withHold(), settings.environments());
    auditLog.copyTo(replacement.id(), old.id());
    reviews.copyTo(replacement.id(), old.id());
    if (changeLog.exists(old.id()) || !imports.deleteIfNeverSent(lease)) {
      status.setRollbackOnly();
      return Optional.empty();
    }
    workRequests.requestReading(replacement.id(), Action.REREAD, actor, String.valueOf(old.id()));
    incomingFile.assignTo(replacement);
    store(replacement);
    return Optional.of(replacement);
  }

  /**
   * Deletes an import, none of whose orders was ever sent, and its file; the file can be imported
   * again.
   *
   * @return false if the import was not deleted: it is being worked on, or one of its orders was
   *     sent or is on hold, unless a reviewer has rejected the import
   */
  public boolean discard(long importId, String actor) {
    Optional<ConnectionBudget.Share> connection =
        importService.connections().forShortAction(CONNECTION_TIMEOUT);
    if (connection.isEmpty()) {
      return false;
    }
    try (ConnectionBudget.Share held = connection.get()) {
      log.trace("Import {} is discarded with {}", importId, held);
      Import old = imports.get(importId);
      Optional<Lease> acquired = imports.acquireLease(importId, WORKER);
      if (acquired.isEmpty()) {
        return false;
      }
      try (Lease lease = acquired.get()) {
        return discard(old, lease, actor);
      }
    }
  }

  private boolean discard(Import old, Lease lease, String actor) {
    boolean deleted = false;
    try {
      deleted =
          workRequests
                  .preview(old.id())
                  .filter(preview -> preview.held() == 0 || isRejected(old.id()))
                  .isPresent()
              && transaction.execute(
                  status -> {
                    boolean gone = imports.deleteIfNeverSent(lease);
                    if (gone) {
                      auditLog.add(
                          actor, Action.DISCARDED, "%d %s".formatted(old.id(), old.fileName()));
                    }
                    return gone;
                  });
    } finally {
      if (!deleted) {
        int code = old.exitCode() == null ? ExitCodes.STOPPED : old.exitCode();
        imports.finish(lease, old.state(), code);
      }
    }
    if (deleted) {
      delete(old.id());
      sourceFileStore.delete(old);
      deleteResults(old.id());
    }
    return deleted;
  }

  private boolean isRejected(long importId) {
    return reviews
        .find(importId)
        .filter(review -> review.decision() == Reviews.Decision.REJECTED)
        .isPresent();
  }

  /** Retention would not delete the results of an import that is not in the database. */
  private void deleteResults(long importId) {
    try {
      FileSystemUtils.deleteRecursively(reports.resolve(String.valueOf(importId)));
    } catch (IOException e) {
      log.warn("The results of import {} were not deleted", importId, e);
    }
  }

  /** Deletes the stored file of an import, which need not be re-read. */
  public void delete(long importId) {
    try {
      Files.deleteIfExists(of(importId));
    } catch (NoSuchFileException e) {
      // Already deleted.
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The uploaded file of import %d was not deleted".formatted(importId), e);
    }
    sourceFileStore.deleteUpload(importId);
  }
}
