package orderimport.web;

import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/** What a person may do. */
public enum Role {
  /** Look at imports and their results. */
  VIEW,
  /** Hand in files, which are read and checked. */
  UPLOAD,
  /** Place orders, pause that, and say what became of orders in doubt. */
  PLACE,
  /** Read the figures for monitoring. */
  METRICS;

  GrantedAuthority authority() {
    return new SimpleGrantedAuthority("ROLE_" + name());
  }

  /** Whether somebody has it. */
  boolean isOf(Authentication person) {
    return person.getAuthorities().contains(authority());
  }
}
