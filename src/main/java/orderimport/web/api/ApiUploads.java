package orderimport.web.api;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import orderimport.carrier.Carriers;
import orderimport.imports.Import;
import orderimport.imports.ImportOptions;
import orderimport.imports.WorkRequests;
import orderimport.job.UploadService.UploadResult;
import orderimport.web.LayoutModelAdvice;
import orderimport.web.imports.FourEyesPolicy;
import orderimport.web.imports.PlacementService;
import orderimport.web.imports.UploadReceiver;
import orderimport.web.security.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.MultiValueMap;
import org.springframework.web.multipart.MultipartFile;

/** Receives uploads; those with a key only once. */
@Component
class ApiUploads {
  private static final String KEY = "[\\x21-\\x7e]{1,200}";

  private final UploadReceiver uploadReceiver;
  private final IdempotencyKeys idempotencyKeys;
  private final PlacementService placementService;
  private final WorkRequests workRequests;
  private final FourEyesPolicy fourEyesPolicy;
  private final LayoutModelAdvice layoutModelAdvice;
  private final Carriers carriers;
  private final TransactionTemplate transaction;

  ApiUploads(
      UploadReceiver uploadReceiver,
      IdempotencyKeys idempotencyKeys,
      PlacementService placementService,
      WorkRequests workRequests,
      FourEyesPolicy fourEyesPolicy,
      LayoutModelAdvice layoutModelAdvice,
      Carriers carriers,
      TransactionTemplate transaction) {
    this.uploadReceiver = uploadReceiver;
    this.idempotencyKeys = idempotencyKeys;
    this.placementService = placementService;
    this.workRequests = workRequests;
    this.fourEyesPolicy = fourEyesPolicy;
    this.layoutModelAdvice = layoutModelAdvice;
    this.carriers = carriers;
    this.transaction = transaction;
  }

  /**
   * The result of an upload.
   *
   * @param started false if the content was imported before, so that nothing was done
   */
  record Result(long importId, boolean started) {}

  /**
   * Receives an upload.
   *
   * @param form the options
   * @param key the header Idempotency-Key; null without it
   * @throws ApiException if the upload is rejected
   */
  Result receive(
      MultipartFile file,
      MultiValueMap<String, String> form,
      @Nullable String key,
      long tokenId,
      Authentication user)
      throws IOException {
    ImportOptions options = UploadForm.options(form, carriers);
    boolean again = UploadForm.isSet(form, "again", false);
    if (file.isEmpty()) {
      throw new ApiException(ProblemCode.MISSING_PARAMETER, "file");
    } else if (key != null && !key.matches(KEY)) {
      throw new ApiException(ProblemCode.INVALID_PARAMETER, "Idempotency-Key", key);
    } else if (!options.hold() && fourEyesPolicy.isEnabled()) {
      throw new ApiException(ProblemCode.NEEDS_OTHER_USER);
    } else if (!options.hold() && !layoutModelAdvice.hasRole(user, Role.PLACE)) {
      throw new ApiException(ProblemCode.PLACE_ROLE_REQUIRED);
    }
    if (key == null) {
      return start(uploadReceiver.receive(file, options, again, user.getName()), options, user);
    }
    String fingerprint = fingerprint(file, form);
    AtomicReference<@Nullable UploadResult> received = new AtomicReference<>();
    Optional<IdempotencyKeys.Earlier> earlier =
        receiveOnce(
            tokenId,
            key,
            fingerprint,
            () -> {
              UploadResult result = uploadReceiver.receive(file, options, again, user.getName());
              received.set(result);
              return result.orderImport().id();
            });
    UploadResult result = received.get();
    if (earlier.isEmpty() && result != null) {
      return start(result, options, user);
    }
    return new Result(
        earlier
            .filter(upload -> upload.fingerprint().equals(fingerprint))
            .orElseThrow(() -> new ApiException(ProblemCode.IDEMPOTENCY_KEY_REUSED))
            .importId(),
        true);
  }

  private interface Upload {
    /** Returns the number of the import. */
    long receive() throws IOException;
  }

  /** Returns the earlier upload with the key; if there is none, receives this one. */
  private Optional<IdempotencyKeys.Earlier> receiveOnce(
      long tokenId, String key, String fingerprint, Upload upload) throws IOException {
    try {
      return transaction.execute(
          status -> {
            Optional<IdempotencyKeys.Earlier> earlier =
                idempotencyKeys.reserve(tokenId, key, fingerprint);
            if (earlier.isEmpty()) {
              try {
                idempotencyKeys.assign(tokenId, key, upload.receive());
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            }
            return earlier;
          });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static String fingerprint(MultipartFile file, MultiValueMap<String, String> form)
      throws IOException {
    try (DigestInputStream in =
        new DigestInputStream(file.getInputStream(), MessageDigest.getInstance("SHA-256"))) {
      in.transferTo(OutputStream.nullOutputStream());
      MessageDigest digest = in.getMessageDigest();
      digest.update(UploadForm.canonical(form).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Starts what an upload requests: reading a new import, or placing the orders on hold of an
   * earlier one, as the command {@code import} without {@code --hold} does.
   */
  private Result start(UploadResult uploadResult, ImportOptions options, Authentication user) {
    uploadReceiver.start(uploadResult);
    Import orderImport = uploadResult.orderImport();
    boolean placed =
        !uploadResult.isNew()
            && !options.hold()
            && orderImport.state() == Import.State.HELD
            && workRequests
                .preview(orderImport.id())
                .filter(preview -> preview.held() > 0)
                .map(preview -> placementService.place(orderImport, preview, user))
                .filter(result -> result == PlacementService.Result.DONE)
                .isPresent();
    return new Result(orderImport.id(), uploadResult.isNew() || placed);
  }
}
