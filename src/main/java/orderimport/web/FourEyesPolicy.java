package orderimport.web;

import orderimport.imports.AuditLog;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;

/** Whether who had a part in an import may also place it. */
@Component
class FourEyesPolicy {
  private final AuditLog auditLog;
  private final boolean wanted;

  FourEyesPolicy(AuditLog auditLog, WebProperties settings) {
    this.auditLog = auditLog;
    this.wanted = settings.twoPersons();
  }

  /** Whether somebody else than this person has to place an import, or to resume placing it. */
  boolean needOther(long importId, Authentication person) {
    return wanted && auditLog.contributors(importId).contains(person.getName());
  }
}
