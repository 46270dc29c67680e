package orderimport.web.security;

import java.util.Optional;
import org.springframework.stereotype.Component;

/** The generated password for the first login. */
@Component
public class InitialAdminPassword {
  private final Optional<String> password;

  InitialAdminPassword(FirstPassword first) {
    this.password = first.generated();
  }

  /** The password of the user {@code admin}; empty unless it was generated at this start. */
  public Optional<String> password() {
    return password;
  }
}
