package orderimport.web.api;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Objects;
import orderimport.imports.WorkRequests;
import orderimport.imports.WorkRequests.PlacementPreview;
import orderimport.web.ResourceNotFoundException;
import orderimport.web.imports.ReviewService;
import orderimport.web.imports.ReviewService.Act;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Reviews imports: see ADR 0026. */
@RestController
@RequestMapping(path = "/api/v1/imports/{id}/review", produces = MediaType.APPLICATION_JSON_VALUE)
@CommonProblems
@Tag(name = "imports")
class ReviewApiController {
  private final ImportResources importResources;
  private final WorkRequests workRequests;
  private final ReviewService reviewService;

  ReviewApiController(
      ImportResources importResources, WorkRequests workRequests, ReviewService reviewService) {
    this.importResources = importResources;
    this.workRequests = workRequests;
    this.reviewService = reviewService;
  }

  /** An act of a review. */
  @Schema(name = "ReviewAct")
  record ReviewRequest(
      @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable Act act,
      @Schema(
              description = "Why; needed for SEND_BACK, REJECT and COMMENT",
              types = {"string", "null"},
              maxLength = ReviewService.LONGEST_COMMENT,
              example = "The prices are of last year")
          @Nullable String comment,
      @Schema(
              description =
                  "For APPROVE: the number of orders on hold that the client knows of; nothing is"
                      + " approved if it has changed",
              types = {"integer", "null"},
              example = "28")
          @Nullable Long held) {}

  @Operation(
      operationId = "reviewImport",
      summary =
          "Approves, sends back, rejects or comments on an import, or asks for a review again",
      description =
          "APPROVE, SEND_BACK and REJECT need the role PLACE. With the four-eyes rule no user"
              + " approves what they uploaded or edited; a token counts as the administrator who"
              + " made it. An import that was sent back or rejected is not placed until a"
              + " review is asked for again (REQUEST_REVIEW) or it is approved. Any edit withdraws an approval.")
  @ApiResponse(responseCode = "200", description = "The import as it is now")
  @ProblemResponse.Conflict(
      "The import is not in a state in which this is possible, or has changed")
  @PostMapping
  ImportResource review(
      @PathVariable long id,
      @RequestBody ReviewRequest request,
      @Parameter(hidden = true) Authentication user) {
    if (request.act() == null) {
      throw new ApiException(ProblemCode.MISSING_PARAMETER, "act");
    }
    PlacementPreview preview =
        workRequests.preview(id).orElseThrow(() -> new ResourceNotFoundException("import " + id));
    Long held = request.held();
    String comment = Objects.requireNonNullElse(request.comment(), "");
    return switch (reviewService.review(
        importResources.get(id),
        request.act(),
        comment,
        held == null ? preview : new PlacementPreview(preview.version(), held),
        user)) {
      case DONE -> importResources.find(id);
      case NEEDS_OTHER_USER -> throw new ApiException(ProblemCode.NEEDS_OTHER_USER);
      case NOT_ALLOWED -> throw new ApiException(ProblemCode.FORBIDDEN);
      case COMMENT_MISSING -> throw new ApiException(ProblemCode.MISSING_PARAMETER, "comment");
      case COMMENT_TOO_LONG ->
          throw new ApiException(
              ProblemCode.INVALID_PARAMETER, "comment", comment.substring(0, 40) + "…");
      case STALE, UNKNOWN_USER -> throw new ApiException(ProblemCode.IMPORT_CHANGED);
    };
  }
}
