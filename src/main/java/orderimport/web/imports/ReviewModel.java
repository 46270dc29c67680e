package orderimport.web.imports;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import orderimport.imports.AuditLog;
import orderimport.imports.AuditLog.Action;
import orderimport.imports.AuditLog.AuditEvent;
import orderimport.imports.Import;
import orderimport.imports.Reviews;
import orderimport.imports.Reviews.Review;
import orderimport.imports.WorkRequests;
import orderimport.imports.WorkRequests.PlacementPreview;
import orderimport.web.UserDirectory;
import orderimport.web.security.ApiTokens;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** The attributes of the review on the page of an import. */
@Component
class ReviewModel {
  private static final Set<Action> SHOWN =
      EnumSet.of(
          Action.APPROVED,
          Action.SENT_BACK,
          Action.REJECTED,
          Action.REVIEW_REQUESTED,
          Action.COMMENTED,
          Action.ASSIGNED);

  private final AuditLog auditLog;
  private final Reviews reviews;
  private final WorkRequests workRequests;
  private final FourEyesPolicy fourEyesPolicy;
  private final UserDirectory userDirectory;

  ReviewModel(
      AuditLog auditLog,
      Reviews reviews,
      WorkRequests workRequests,
      FourEyesPolicy fourEyesPolicy,
      UserDirectory userDirectory) {
    this.auditLog = auditLog;
    this.reviews = reviews;
    this.workRequests = workRequests;
    this.fourEyesPolicy = fourEyesPolicy;
    this.userDirectory = userDirectory;
  }

  void add(Import orderImport, Authentication user, Model model) {
    long id = orderImport.id();
    // Read first: a later change makes the version stale, so outdated orders cannot be approved.
    PlacementPreview preview = workRequests.preview(id).orElseThrow();
    Review review = reviews.find(id).orElseThrow();
    List<AuditEvent> events = auditLog.findByImport(id);
    model.addAttribute("seen", preview);
    model.addAttribute("review", review);
    model.addAttribute(
        "talk", events.stream().filter(each -> SHOWN.contains(each.action())).toList());
    model.addAttribute("fourEyes", fourEyesPolicy.isEnabled());
    model.addAttribute("needsOther", fourEyesPolicy.needsOtherUser(id, user));
    model.addAttribute("needsOtherReviewer", fourEyesPolicy.needsOtherReviewer(id, user));
    Set<String> people = new TreeSet<>(userDirectory.workers());
    people.add(user.getName());
    events.stream()
        .filter(each -> each.action() != Action.FOUND_AT_CARRIER)
        .map(AuditEvent::actor)
        .filter(actor -> !ApiTokens.isToken(actor))
        .forEach(people::add);
    model.addAttribute("people", people);
  }
}
