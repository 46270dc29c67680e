package orderimport.web.imports;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import orderimport.background.ImportTaskExecutor;
import orderimport.imports.ImportOptions;
import orderimport.imports.ProgressListener;
import orderimport.imports.WorkRequests.PendingRequest;
import orderimport.imports.WorkRequests.RequestedAction;
import orderimport.job.ImportService;
import orderimport.job.RunResult;
import orderimport.job.UploadService;
import orderimport.job.UploadService.UploadResult;
import orderimport.web.TemporaryFiles;
import org.springframework.stereotype.Component;
import org.springframework.web.multipart.MultipartFile;

/** Receives uploaded files, for the page and the API. */
@Component
public class UploadReceiver {
  private final UploadService uploadService;
  private final ImportService importService;
  private final ImportTaskExecutor importTaskExecutor;
  private final TemporaryFiles temporaryFiles;

  UploadReceiver(
      UploadService uploadService,
      ImportService importService,
      ImportTaskExecutor importTaskExecutor,
      TemporaryFiles temporaryFiles) {
    this.uploadService = uploadService;
    this.importService = importService;
    this.importTaskExecutor = importTaskExecutor;
    this.temporaryFiles = temporaryFiles;
  }

  /**
   * Stores a file as an import and requests that it is read; {@link #start} starts that. May be
   * called within a transaction.
   *
   * @param again whether to create a new import even if the content was imported before
   */
  public UploadResult receive(
      MultipartFile file, ImportOptions options, boolean again, String userName)
      throws IOException {
    Path copy = Files.createTempFile(temporaryFiles.folder(), "order-import", ".upload");
    try {
      file.transferTo(copy);
      return uploadService.receive(copy, nameOf(file), options, again, userName);
    } finally {
      Files.deleteIfExists(copy);
    }
  }

  /**
   * Performs a dry run of a file.
   *
   * @param reader as of {@link ImportService#validate}
   */
  public RunResult validate(
      MultipartFile file, ImportOptions options, Consumer<RunResult.Finished> reader)
      throws IOException {
    Path copy = Files.createTempFile(temporaryFiles.folder(), "order-import", ".upload");
    try {
      file.transferTo(copy);
      return importService.validate(copy, nameOf(file), options, ProgressListener.NONE, reader);
    } finally {
      Files.deleteIfExists(copy);
    }
  }

  /** Starts reading a new import; does nothing if the content was imported before. */
  public void start(UploadResult uploadResult) {
    if (uploadResult.isNew()) {
      importTaskExecutor.execute(
          new PendingRequest(uploadResult.orderImport().id(), RequestedAction.PROCESS));
    }
  }

  /** Whether a form was sent without choosing a file. A file that was chosen may be empty. */
  static boolean isAbsent(MultipartFile file) {
    String name = file.getOriginalFilename();
    return file.isEmpty() && (name == null || name.isEmpty());
  }

  /** The name of a file as it is shown; never used as a path. */
  static String nameOf(MultipartFile file) {
    return UploadFileName.of(file.getOriginalFilename());
  }
}
