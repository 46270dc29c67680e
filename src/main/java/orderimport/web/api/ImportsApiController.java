package orderimport.web.api;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
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
@CommonProblems
@Tag(name = "imports")
class ImportsApiController {
  private static final String PATH = "/api/v1/imports/";

  private final ApiUploads apiUploads;
  private final ImportResources importResources;

  ImportsApiController(ApiUploads apiUploads, ImportResources importResources) {
    this.apiUploads = apiUploads;
    this.importResources = importResources;
  }

  @Operation(
      operationId = "listImports",
      summary = "Lists the imports",
      description = "The newest first. Imports that are added meanwhile do not move the pages.")
  @ApiResponse(responseCode = "200", description = "A page of imports")
  @GetMapping
  ImportResource.Page list(PageRequest page) {
    return importResources.page(page);
  }

  @Operation(operationId = "getImport", summary = "Shows an import")
  @ApiResponse(responseCode = "200", description = "The import")
  @GetMapping("/{id}")
  ImportResource get(@Parameter(example = "7") @PathVariable long id) {
    return importResources.find(id);
  }

  @Operation(
      operationId = "createImport",
      summary = "Uploads a file",
      description =
          "Reads and checks the file. Its orders wait to be placed, unless `hold` is `false`. The"
              + " response comes at once: watch the import at its Location until its `state` is no"
              + " longer RUNNING. A content that was imported before results in the import of then"
              + " (200), unless `again` is `true`.",
      requestBody =
          @io.swagger.v3.oas.annotations.parameters.RequestBody(
              required = true,
              content =
                  @Content(
                      mediaType = MediaType.MULTIPART_FORM_DATA_VALUE,
                      schema = @Schema(implementation = UploadForm.class))))
  @ApiResponse(
      responseCode = "202",
      description = "The import was created, now or by an earlier request with the same key",
      headers =
          @Header(
              name = "Location",
              description = "The path of the import",
              schema = @Schema(type = "string", example = "/api/v1/imports/7")))
  @ApiResponse(
      responseCode = "200",
      description = "The content was imported before; nothing was done",
      headers =
          @Header(
              name = "Location",
              description = "The path of the import",
              schema = @Schema(type = "string", example = "/api/v1/imports/7")),
      content = @Content(schema = @Schema(implementation = ImportResource.class)))
  @ProblemResponse.TooLarge("The file is too large")
  @ProblemResponse.UnsupportedMediaType("The body is not multipart/form-data")
  @ProblemResponse.Unprocessable("The key was used with another file or other options")
  @ProblemResponse.Overloaded("Too many files wait to be read")
  @PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
  ResponseEntity<ImportResource> upload(
      @Parameter(hidden = true) @RequestParam MultipartFile file,
      @Parameter(hidden = true) @RequestParam MultiValueMap<String, MultipartFile> files,
      @Parameter(hidden = true) @RequestParam MultiValueMap<String, String> form,
      @Parameter(
              description =
                  "A text of your choice, of at most 200 visible ASCII characters. A repeated"
                      + " request with the same key, file and options results in the same import,"
                      + " even with `again`; keys are remembered for at least 7 days",
              example = "2027-03-01-rollout-west")
          @RequestHeader(name = "Idempotency-Key", required = false)
          @Nullable String key,
      @Parameter(hidden = true) Authentication user,
      @Parameter(hidden = true) @AuthenticationPrincipal OAuth2AuthenticatedPrincipal token)
      throws IOException {
    UploadForm.requireOne(files);
    Long tokenId = Objects.requireNonNull(token.<Long>getAttribute(ApiTokenIntrospector.TOKEN_ID));
    ApiUploads.Result result = apiUploads.receive(file, form, key, tokenId, user);
    return ResponseEntity.status(result.started() ? HttpStatus.ACCEPTED : HttpStatus.OK)
        .location(URI.create(PATH + result.importId()))
        .body(importResources.find(result.importId()));
  }
}
