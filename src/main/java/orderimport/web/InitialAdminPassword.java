package orderimport.web;

import java.util.Optional;
import org.springframework.stereotype.Component;

/** How somebody logs in for the first time. */
@Component
public class InitialAdminPassword {
  private final Optional<String> password;

  InitialAdminPassword(UserAccountsConfiguration.FirstPassword first) {
    this.password = first.toTell();
  }

  /** The password of the user {@code admin}, if this start has made it. */
  public Optional<String> password() {
    return password;
  }
}
