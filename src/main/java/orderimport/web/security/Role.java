package orderimport.web.security;

import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/** A role of a user. */
public enum Role {
  /** View imports and their results. */
  VIEW,
  /** Upload files, which are read and validated. */
  UPLOAD,
  /** Place orders, pause and resume placing, and resolve orders in doubt. */
  PLACE,
  /** Read the metrics for monitoring. */
  METRICS,
  /** Make and revoke API tokens. */
  ADMIN;

  public GrantedAuthority authority() {
    return new SimpleGrantedAuthority("ROLE_" + name());
  }
}
