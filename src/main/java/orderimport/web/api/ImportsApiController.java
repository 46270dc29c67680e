package orderimport.web.api;

import java.io.IOException;
import java.net.URI;
import java.util.Objects;
import orderimport.web.security.ApiTokenIntrospector;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.core.OAuth2AuthenticatedPrincipal;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** Uploads and lists imports. */
@RestController
@RequestMapping(path = "/api/v1/imports", produces = MediaType.APPLICATION_JSON_VALUE)
class ImportsApiController {
  private static final String PATH = "/api/v1/imports/";

  private final ApiUploads apiUploads;
  private final ImportResources importResources;

  ImportsApiController(ApiUploads apiUploads, ImportResources importResources) {
    this.apiUploads = apiUploads;
    this.importResources = importResources;
  }

  @GetMapping
  Page<ImportResource> list(PageRequest page) {
    return importResources.page(page);
  }

  @GetMapping("/{id}")
  ImportResource get(@PathVariable long id) {
    return importResources.find(id);
  }

  @PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
  ResponseEntity<ImportResource> upload(
      @RequestParam MultipartFile file,
      @RequestParam MultiValueMap<String, MultipartFile> files,
      @RequestParam MultiValueMap<String, String> form,
      @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
      Authentication user,
      @AuthenticationPrincipal OAuth2AuthenticatedPrincipal token)
      throws IOException {
    UploadForm.requireOne(files);
    Long tokenId = Objects.requireNonNull(token.<Long>getAttribute(ApiTokenIntrospector.TOKEN_ID));
    ApiUploads.Result result = apiUploads.receive(file, form, key, tokenId, user);
    return ResponseEntity.status(result.started() ? HttpStatus.ACCEPTED : HttpStatus.OK)
        .location(URI.create(PATH + result.importId()))
        .body(importResources.find(result.importId()));
  }
}
