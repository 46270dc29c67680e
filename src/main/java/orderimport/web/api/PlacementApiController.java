package orderimport.web.api;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import orderimport.imports.Import;
import orderimport.imports.WorkRequests;
import orderimport.imports.WorkRequests.PlacementPreview;
import orderimport.web.ResourceNotFoundException;
import orderimport.web.imports.PlacementService;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Places orders, pauses and resumes imports. */
@RestController
@RequestMapping(path = "/api/v1/imports/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
@CommonProblems
@ProblemResponse.Conflict("The import is not in a state in which this is possible")
@Tag(name = "imports")
class PlacementApiController {
  private final ImportResources importResources;
  private final WorkRequests workRequests;
  private final PlacementService placementService;

  PlacementApiController(
      ImportResources importResources,
      WorkRequests workRequests,
      PlacementService placementService) {
    this.importResources = importResources;
    this.workRequests = workRequests;
    this.placementService = placementService;
  }

  /** What the client expects to be placed. */
  @Schema(name = "Placement")
  record Placement(
      @Schema(
              description =
                  "The number of orders on hold that the client knows of; nothing is placed if it"
                      + " has changed",
              types = {"integer", "null"},
              example = "28")
          @Nullable Long held) {}

  @Operation(
      operationId = "placeImport",
      summary = "Places the orders on hold",
      description =
          "The same as the button of the page, with the same four-eyes rule: a token counts as the"
              + " administrator who made it. Watch the import until its `state` is no longer"
              + " RUNNING.")
  @ApiResponse(responseCode = "202", description = "The orders are being placed")
  @PostMapping("/place")
  @ResponseStatus(HttpStatus.ACCEPTED)
  ImportResource place(
      @PathVariable long id,
      @RequestBody(required = false) @Nullable Placement placement,
      @Parameter(hidden = true) Authentication user) {
    Import orderImport = importResources.get(id);
    PlacementPreview preview =
        workRequests.preview(id).orElseThrow(() -> new ResourceNotFoundException("import " + id));
    Long expected = placement == null ? null : placement.held();
    return result(
        id,
        placementService.place(
            orderImport,
            expected == null ? preview : new PlacementPreview(preview.version(), expected),
            user));
  }

  @Operation(
      operationId = "pauseImport",
      summary = "Pauses reading or placing",
      description = "Requests that are under way are finished first.")
  @ApiResponse(responseCode = "202", description = "The import is being paused")
  @PostMapping("/pause")
  @ResponseStatus(HttpStatus.ACCEPTED)
  ImportResource pause(@PathVariable long id, @Parameter(hidden = true) Authentication user) {
    return result(id, placementService.pause(importResources.get(id), user));
  }

  @Operation(
      operationId = "resumeImport",
      summary = "Resumes an import that was paused, stopped or interrupted")
  @ApiResponse(responseCode = "202", description = "The import is being resumed")
  @PostMapping("/resume")
  @ResponseStatus(HttpStatus.ACCEPTED)
  ImportResource resume(@PathVariable long id, @Parameter(hidden = true) Authentication user) {
    return result(id, placementService.resume(importResources.get(id), user));
  }

  private ImportResource result(long id, PlacementService.Result result) {
    return switch (result) {
      case DONE -> importResources.find(id);
      case NEEDS_OTHER_USER -> throw new ApiException(ProblemCode.NEEDS_OTHER_USER);
      case NOT_ALLOWED -> throw new ApiException(ProblemCode.FORBIDDEN);
      case STALE -> throw new ApiException(ProblemCode.IMPORT_CHANGED);
    };
  }
}
