package orderimport.web.api;

import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import orderimport.carrier.Carriers;
import orderimport.imports.ImportOptions;
import orderimport.imports.Imports;
import orderimport.job.RunResult;
import orderimport.problem.TextRenderer;
import orderimport.web.imports.UploadReceiver;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** Dry runs. */
@RestController
@RequestMapping(path = "/api/v1/validate", produces = MediaType.APPLICATION_JSON_VALUE)
class ValidationApiController {
  private static final int MOST_PROBLEMS = 500;

  /** A dry run is done while its request waits, so others must not wait for many of them. */
  private static final int MOST_AT_ONCE = 2;

  private final UploadReceiver uploadReceiver;
  private final RowResources rowResources;
  private final Imports imports;
  private final Carriers carriers;
  private final Semaphore permits = new Semaphore(MOST_AT_ONCE);

  ValidationApiController(
      UploadReceiver uploadReceiver,
      RowResources rowResources,
      Imports imports,
      Carriers carriers) {
    this.uploadReceiver = uploadReceiver;
    this.rowResources = rowResources;
    this.imports = imports;
    this.carriers = carriers;
  }

  @PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
  ValidationResource validate(
      @RequestParam MultipartFile file,
      @RequestParam MultiValueMap<String, MultipartFile> files,
      @RequestParam MultiValueMap<String, String> form,
      Locale locale)
      throws IOException {
    UploadForm.requireOne(files);
    Stream.of("hold", "again")
        .filter(form::containsKey)
        .findFirst()
        .ifPresent(
            name -> {
              throw new ApiException(ProblemCode.UNKNOWN_PARAMETER, name);
            });
    ImportOptions options = UploadForm.options(form, carriers);
    if (file.isEmpty()) {
      throw new ApiException(ProblemCode.MISSING_PARAMETER, "file");
    } else if (!permits.tryAcquire()) {
      throw new ApiException(ProblemCode.BUSY);
    }
    try {
      return validate(file, options, ResultsApiController.texts(locale));
    } finally {
      permits.release();
    }
  }

  private ValidationResource validate(MultipartFile file, ImportOptions options, TextRenderer texts)
      throws IOException {
    AtomicReference<@Nullable ValidationResource> found = new AtomicReference<>();
    RunResult result =
        uploadReceiver.validate(
            file,
            options,
            finished -> {
              ValidationResource read = represent(finished, texts);
              // Another process may have deleted the dry run, and its problems with it.
              if (imports.find(finished.orderImport().id()).isPresent()) {
                found.set(read);
              }
            });
    ValidationResource validation = found.get();
    if (validation != null) {
      return validation;
    } else if (result instanceof RunResult.Aborted aborted) {
      throw new IllegalStateException("The dry run was aborted", aborted.cause());
    }
    throw new ApiException(ProblemCode.BUSY);
  }

  private ValidationResource represent(RunResult.Finished finished, TextRenderer texts) {
    Page<ProblemResource> problems =
        rowResources.problems(
            finished.orderImport().id(), new PageRequest(MOST_PROBLEMS, null), texts);
    return new ValidationResource(
        finished.orderImport().fileName(),
        finished.orderImport().sha256(),
        finished.exitCode(),
        ImportResources.counts("read", finished.counts().read(), finished.counts().rows()),
        ImportResources.counts("total", finished.counts().total(), finished.counts().orders()),
        problems.items(),
        problems.next() != null);
  }
}
