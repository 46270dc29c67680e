package orderimport.web.api;

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
  record ReviewRequest(@Nullable Act act, @Nullable String comment, @Nullable Long held) {}

  @PostMapping
  ImportResource review(
      @PathVariable long id, @RequestBody ReviewRequest request, Authentication user) {
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
