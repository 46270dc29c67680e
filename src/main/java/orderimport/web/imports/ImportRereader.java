package orderimport.web.imports;

import java.io.IOException;
import java.util.function.UnaryOperator;
import orderimport.background.ImportTaskExecutor;
import orderimport.imports.Import;
import orderimport.imports.ImportOptions;
import orderimport.imports.Imports;
import orderimport.imports.WorkRequests.PendingRequest;
import orderimport.imports.WorkRequests.RequestedAction;
import orderimport.job.UploadService;
import orderimport.job.UploadService.Reread;
import orderimport.web.ResourceNotFoundException;
import org.springframework.stereotype.Component;

/** Re-reads the files of imports for the page, which shows the replacements. */
@Component
class ImportRereader {
  private final Imports imports;
  private final UploadService uploadService;
  private final ImportTaskExecutor importTaskExecutor;
  private final ImportProgressService importProgressService;

  ImportRereader(
      Imports imports,
      UploadService uploadService,
      ImportTaskExecutor importTaskExecutor,
      ImportProgressService importProgressService) {
    this.imports = imports;
    this.uploadService = uploadService;
    this.importTaskExecutor = importTaskExecutor;
    this.importProgressService = importProgressService;
  }

  /** Whether the import's stage allows that its file is re-read. */
  static boolean isReadable(ImportStage stage) {
    return stage == ImportStage.PREVIEW || stage == ImportStage.FAILED;
  }

  /**
   * Re-reads a file, and starts the import that replaces the old one.
   *
   * @param options returns the options for the old ones
   * @throws IOException if the file cannot be read
   */
  Reread reread(long id, UnaryOperator<ImportOptions> options, String actor) throws IOException {
    Import orderImport =
        imports.find(id).orElseThrow(() -> new ResourceNotFoundException("import " + id));
    if (!isReadable(importProgressService.get(id).stage())) {
      return new Reread.TooLate();
    }
    Reread reread = uploadService.reread(id, options.apply(orderImport.options()), actor);
    if (reread instanceof Reread.Replaced replaced) {
      importTaskExecutor.execute(
          new PendingRequest(replaced.replacement().id(), RequestedAction.PROCESS));
    }
    return reread;
  }

  /** The import to show after re-reading. */
  static long shown(long id, Reread reread) {
    return reread instanceof Reread.Replaced replaced ? replaced.replacement().id() : id;
  }

  /** The key of the notice why a file was not re-read. */
  static String notice(Reread reread) {
    return reread instanceof Reread.Busy ? "busy" : "reread.stale";
  }
}
