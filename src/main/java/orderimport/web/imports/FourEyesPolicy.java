package orderimport.web.imports;

import java.util.Collections;
import java.util.Set;
import orderimport.imports.AuditLog;
import orderimport.imports.Reviews;
import orderimport.imports.Reviews.Decision;
import orderimport.web.WebProperties;
import orderimport.web.security.ApiTokens;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;

/**
 * Checks whether a user who contributed to an import may also place it. An API token counts as the
 * user who made it: a token does not make one user two.
 */
@Component
public class FourEyesPolicy {
  private final AuditLog auditLog;
  private final Reviews reviews;
  private final ApiTokens apiTokens;
  private final boolean enabled;

  FourEyesPolicy(AuditLog auditLog, Reviews reviews, ApiTokens apiTokens, WebProperties settings) {
    this.auditLog = auditLog;
    this.reviews = reviews;
    this.apiTokens = apiTokens;
    this.enabled = settings.fourEyes();
  }

  /**
   * Whether a different user has to place an import, or resume placing it. A user who contributed
   * may do so once another one has approved it.
   */
  boolean needsOtherUser(long importId, Authentication user) {
    return needsOtherReviewer(importId, user)
        && reviews.find(importId).filter(each -> each.decision() == Decision.APPROVED).isEmpty();
  }

  /** Whether a different user has to approve an import. */
  boolean needsOtherReviewer(long importId, Authentication user) {
    return enabled
        && !Collections.disjoint(
            apiTokens.withMakers(auditLog.contributors(importId)),
            apiTokens.withMakers(Set.of(user.getName())));
  }

  /** Whether no user may place what they upload. */
  public boolean isEnabled() {
    return enabled;
  }
}
