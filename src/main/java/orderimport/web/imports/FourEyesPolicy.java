package orderimport.web.imports;

import orderimport.imports.AuditLog;
import orderimport.web.WebProperties;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;

/** Checks whether a user who contributed to an import may also place it. */
@Component
class FourEyesPolicy {
  private final AuditLog auditLog;
  private final boolean enabled;

  FourEyesPolicy(AuditLog auditLog, WebProperties settings) {
    this.auditLog = auditLog;
    this.enabled = settings.fourEyes();
  }

  /** Whether a different user has to place an import, or resume placing it. */
  boolean needsOtherUser(long importId, Authentication user) {
    return enabled && auditLog.contributors(importId).contains(user.getName());
  }
}
