package orderimport.web.security;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A token for the API, without its secret.
 *
 * @param name unique, also among revoked tokens
 * @param createdBy the user who made it
 * @param lastUsedAt null if it was not used yet; exact to a minute
 * @param revokedBy the user who revoked it; null if it was not revoked
 */
public record ApiToken(
    long id,
    String name,
    Set<Role> roles,
    String createdBy,
    Instant createdAt,
    Instant expiresAt,
    @Nullable Instant lastUsedAt,
    @Nullable String revokedBy,
    @Nullable Instant revokedAt) {

  static final String ACTOR_PREFIX = "token:";

  /** The name of a token's actions in the audit log. */
  public String actor() {
    return actor(name);
  }

  static String actor(String name) {
    return ACTOR_PREFIX + name;
  }
}
