package orderimport.web.security;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * The password of the user {@code admin}, which the first start generates.
 *
 * @param hash the stored hash; empty if there are other ways to log in
 * @param generated the password itself; empty except at the start that generated it
 */
record FirstPassword(Optional<String> hash, Optional<String> generated) {
  static final FirstPassword NOT_NEEDED = new FirstPassword(Optional.empty(), Optional.empty());

  /** Where the hash is stored. */
  interface HashStore {
    Optional<String> find();

    /** Stores the hash, unless another server was faster; returns the one that is stored then. */
    String store(String hash);
  }

  static FirstPassword loadOrGenerate(HashStore store, PasswordEncoder encoder) {
    Optional<String> stored = store.find();
    if (stored.isPresent()) {
      return new FirstPassword(stored, Optional.empty());
    }
    byte[] random = new byte[15];
    new SecureRandom().nextBytes(random);
    String password = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    Arrays.fill(random, (byte) 0);
    String hash = String.valueOf(encoder.encode(password));
    String kept = store.store(hash);
    return new FirstPassword(
        Optional.of(kept), Optional.of(password).filter(p -> kept.equals(hash)));
  }

  @Override
  public String toString() {
    return "FirstPassword";
  }
}
