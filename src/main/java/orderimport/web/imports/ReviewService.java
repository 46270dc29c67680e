package orderimport.web.imports;

import java.util.function.BooleanSupplier;
import orderimport.imports.AuditLog;
import orderimport.imports.AuditLog.Action;
import orderimport.imports.Import;
import orderimport.imports.Reviews;
import orderimport.imports.Reviews.Decision;
import orderimport.imports.WorkRequests.PlacementPreview;
import orderimport.web.LayoutModelAdvice;
import orderimport.web.UserDirectory;
import orderimport.web.security.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Reviews imports, for the page and the API. The act, its record and the notifications about it are
 * stored in one transaction. See ADR 0026.
 */
@Component
public class ReviewService {
  /** The longest comment, in characters. */
  public static final int LONGEST_COMMENT = 2_000;

  private final Reviews reviews;
  private final AuditLog auditLog;
  private final FourEyesPolicy fourEyesPolicy;
  private final LayoutModelAdvice layoutModelAdvice;
  private final UserDirectory userDirectory;
  private final ReviewNotifier reviewNotifier;
  private final TransactionTemplate transaction;

  ReviewService(
      Reviews reviews,
      AuditLog auditLog,
      FourEyesPolicy fourEyesPolicy,
      LayoutModelAdvice layoutModelAdvice,
      UserDirectory userDirectory,
      ReviewNotifier reviewNotifier,
      TransactionTemplate transaction) {
    this.reviews = reviews;
    this.auditLog = auditLog;
    this.fourEyesPolicy = fourEyesPolicy;
    this.layoutModelAdvice = layoutModelAdvice;
    this.userDirectory = userDirectory;
    this.reviewNotifier = reviewNotifier;
    this.transaction = transaction;
  }

  /** What a user does in a review. */
  public enum Act {
    APPROVE,
    SEND_BACK,
    REJECT,
    /** Asks for a review again of an import that was sent back or rejected. */
    REQUEST_REVIEW,
    COMMENT;

    /** Whether the act is a reviewer's decision, which needs the role PLACE. */
    boolean isDecision() {
      return this == APPROVE || this == SEND_BACK || this == REJECT;
    }

    /** Whether it has to say why. */
    boolean needsComment() {
      return this == SEND_BACK || this == REJECT || this == COMMENT;
    }
  }

  /** The result of an act; only DONE changed anything. */
  public enum Result {
    DONE,
    /** The four-eyes rule: another user has to approve. */
    NEEDS_OTHER_USER,
    /** The user's roles do not suffice. */
    NOT_ALLOWED,
    /** The import is not as the user saw it. */
    STALE,
    COMMENT_MISSING,
    COMMENT_TOO_LONG,
    /** There is no user of that name. */
    UNKNOWN_USER
  }

  /**
   * Does an act of a review.
   *
   * @param seen the import as the user saw it
   */
  public Result review(
      Import orderImport, Act act, String comment, PlacementPreview seen, Authentication user) {
    long id = orderImport.id();
    String given = comment.strip();
    if (!mayTakePart(user) || (act.isDecision() && !layoutModelAdvice.hasRole(user, Role.PLACE))) {
      return Result.NOT_ALLOWED;
    } else if (act.needsComment() && given.isEmpty()) {
      return Result.COMMENT_MISSING;
    } else if (given.length() > LONGEST_COMMENT) {
      return Result.COMMENT_TOO_LONG;
    } else if (act == Act.APPROVE && fourEyesPolicy.needsOtherReviewer(id, user)) {
      return Result.NEEDS_OTHER_USER;
    }
    String text = given.isEmpty() ? null : given;
    String actor = user.getName();
    return switch (act) {
      case APPROVE -> decide(orderImport, Decision.APPROVED, seen, actor, text);
      case SEND_BACK -> decide(orderImport, Decision.SENT_BACK, seen, actor, text);
      case REJECT -> decide(orderImport, Decision.REJECTED, seen, actor, text);
      case REQUEST_REVIEW ->
          inTransaction(
              orderImport,
              Action.REVIEW_REQUESTED,
              actor,
              text,
              () -> reviews.requestReview(id, actor, text));
      case COMMENT ->
          inTransaction(
              orderImport,
              Action.COMMENTED,
              actor,
              text,
              () -> auditLog.add(id, actor, Action.COMMENTED, null, text) > 0);
    };
  }

  private Result decide(
      Import orderImport,
      Decision decision,
      PlacementPreview seen,
      String actor,
      @Nullable String comment) {
    return inTransaction(
        orderImport,
        decision.action(),
        actor,
        comment,
        () -> reviews.decide(orderImport.id(), seen, decision, actor, comment));
  }

  /** Assigns an import to a user; to none, if the name is blank. */
  public Result assign(Import orderImport, String assignee, Authentication user) {
    String name = assignee.strip();
    if (!mayTakePart(user)) {
      return Result.NOT_ALLOWED;
    } else if (!name.isEmpty() && !name.equals(user.getName()) && !userDirectory.isKnown(name)) {
      return Result.UNKNOWN_USER;
    }
    return inTransaction(
        orderImport,
        Action.ASSIGNED,
        user.getName(),
        null,
        () -> reviews.assign(orderImport.id(), name.isEmpty() ? null : name, user.getName()));
  }

  private boolean mayTakePart(Authentication user) {
    return layoutModelAdvice.hasRole(user, Role.UPLOAD)
        || layoutModelAdvice.hasRole(user, Role.PLACE);
  }

  private Result inTransaction(
      Import orderImport,
      Action action,
      String actor,
      @Nullable String comment,
      BooleanSupplier act) {
    return transaction.execute(
        status -> {
          if (!act.getAsBoolean()) {
            return Result.STALE;
          }
          reviewNotifier.add(orderImport, action, actor, comment);
          return Result.DONE;
        });
  }
}
