package orderimport.web.api;

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
  record Placement(@Nullable Long held) {}

  @PostMapping("/place")
  @ResponseStatus(HttpStatus.ACCEPTED)
  ImportResource place(
      @PathVariable long id,
      @RequestBody(required = false) @Nullable Placement placement,
      Authentication user) {
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

  @PostMapping("/pause")
  @ResponseStatus(HttpStatus.ACCEPTED)
  ImportResource pause(@PathVariable long id, Authentication user) {
    return result(id, placementService.pause(importResources.get(id), user));
  }

  @PostMapping("/resume")
  @ResponseStatus(HttpStatus.ACCEPTED)
  ImportResource resume(@PathVariable long id, Authentication user) {
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
