package orderimport.web.imports;

import java.util.Collections;
import java.util.Set;
import orderimport.imports.AuditLog;
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
  private final ApiTokens apiTokens;
  private final boolean enabled;

  FourEyesPolicy(AuditLog auditLog, ApiTokens apiTokens, WebProperties settings) {
    this.auditLog = auditLog;
    this.apiTokens = apiTokens;
    this.enabled = settings.fourEyes();
  }

  /** Whether a different user has to place an import, or resume placing it. */
  boolean needsOtherUser(long importId, Authentication user) {
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
