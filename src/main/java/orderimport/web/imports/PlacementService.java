package orderimport.web.imports;

import java.util.Optional;
import orderimport.background.ImportTaskExecutor;
import orderimport.imports.AuditLog.Action;
import orderimport.imports.Import;
import orderimport.imports.WorkRequests;
import orderimport.imports.WorkRequests.PendingRequest;
import orderimport.imports.WorkRequests.PlacementPreview;
import orderimport.imports.WorkRequests.RequestedAction;
import orderimport.web.LayoutModelAdvice;
import orderimport.web.security.Role;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;

/** Starts, pauses and resumes the placement of orders, for the page and the API. */
@Component
public class PlacementService {
  private final WorkRequests workRequests;
  private final ImportProgressService importProgressService;
  private final ImportTaskExecutor importTaskExecutor;
  private final LayoutModelAdvice layoutModelAdvice;
  private final FourEyesPolicy fourEyesPolicy;

  PlacementService(
      WorkRequests workRequests,
      ImportProgressService importProgressService,
      ImportTaskExecutor importTaskExecutor,
      LayoutModelAdvice layoutModelAdvice,
      FourEyesPolicy fourEyesPolicy) {
    this.workRequests = workRequests;
    this.importProgressService = importProgressService;
    this.importTaskExecutor = importTaskExecutor;
    this.layoutModelAdvice = layoutModelAdvice;
    this.fourEyesPolicy = fourEyesPolicy;
  }

  /** The result of a request; only DONE changed anything. */
  public enum Result {
    DONE,
    /** The four-eyes rule: another user has to do it. */
    NEEDS_OTHER_USER,
    /** The user's roles do not suffice in the current state of the import. */
    NOT_ALLOWED,
    /** The import is not as the user saw it. */
    STALE
  }

  /**
   * Requests that the orders on hold are placed. The caller has checked the role PLACE.
   *
   * @param seen what the user confirmed
   */
  public Result place(Import orderImport, PlacementPreview seen, Authentication user) {
    long id = orderImport.id();
    if (fourEyesPolicy.needsOtherUser(id, user)) {
      return Result.NEEDS_OTHER_USER;
    } else if (!workRequests.requestPlacement(id, seen, user.getName())) {
      return Result.STALE;
    }
    importTaskExecutor.execute(new PendingRequest(id, RequestedAction.PLACE));
    return Result.DONE;
  }

  /** Withdraws the request to read or place. If another server works on it, that one sees it. */
  public Result pause(Import orderImport, Authentication user) {
    if (!canControl(orderImport, user)) {
      return Result.NOT_ALLOWED;
    } else if (!workRequests.pause(orderImport.id(), user.getName())) {
      return Result.STALE;
    }
    importTaskExecutor.pause(orderImport.id());
    return Result.DONE;
  }

  /** Requests that an import is resumed that was paused, stopped or interrupted. */
  public Result resume(Import orderImport, Authentication user) {
    long id = orderImport.id();
    if (!canControl(orderImport, user)) {
      return Result.NOT_ALLOWED;
    } else if (!orderImport.options().hold() && fourEyesPolicy.needsOtherUser(id, user)) {
      return Result.NEEDS_OTHER_USER;
    } else if (importProgressService.find(id).filter(each -> each.stage().canResume()).isEmpty()
        || !workRequests.requestResume(id, Action.RESUMED, user.getName())) {
      return Result.STALE;
    }
    importTaskExecutor.execute(new PendingRequest(id, RequestedAction.PROCESS));
    return Result.DONE;
  }

  /** Reading may be controlled by the roles UPLOAD and PLACE, placing only by PLACE. */
  private boolean canControl(Import orderImport, Authentication user) {
    Optional<RequestedAction> requested = workRequests.findByImport(orderImport.id());
    boolean reading =
        orderImport.options().hold()
            && requested.orElse(RequestedAction.PROCESS) != RequestedAction.PLACE;
    return layoutModelAdvice.hasRole(user, Role.PLACE)
        || (reading && layoutModelAdvice.hasRole(user, Role.UPLOAD));
  }
}
