package orderimport.web;

import java.util.List;
import java.util.Optional;
import orderimport.imports.AuditLog;
import orderimport.web.WebProperties.User;
import orderimport.web.security.Role;
import org.springframework.stereotype.Component;

/** The users of the page, as far as they are known before they log in. */
@Component
public class UserDirectory {
  static final String MAIL = "[^@\\s,;]+@[^@\\s,;]+";

  private final WebProperties settings;
  private final AuditLog auditLog;

  UserDirectory(WebProperties settings, AuditLog auditLog) {
    this.settings = settings;
    this.auditLog = auditLog;
  }

  /** The names of the configured users who can work on imports. */
  public List<String> workers() {
    return settings.users().stream()
        .filter(user -> user.roles().contains(Role.UPLOAD) || user.roles().contains(Role.PLACE))
        .map(User::name)
        .sorted()
        .toList();
  }

  /** Whether there is a user of this name: one that is configured, or one that has acted. */
  public boolean isKnown(String name) {
    return settings.users().stream().anyMatch(user -> user.name().equals(name))
        || auditLog.hasActed(name);
  }

  /**
   * The mail address of a user: the configured one, or the name, if it is an address, as names of
   * OpenID Connect can be.
   */
  public Optional<String> mailOf(String name) {
    return settings.users().stream()
        .filter(user -> user.name().equals(name) && !user.mail().isEmpty())
        .map(User::mail)
        .findFirst()
        .or(() -> Optional.of(name).filter(each -> each.matches(MAIL)));
  }
}
