package orderimport.web.security;

import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import orderimport.database.SqlTime;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The tokens of the API. The database has the SHA-256 of each: a random secret of 256 bits needs no
 * slow hash. Times are those of the database, as the clocks of servers differ.
 */
@Repository
public class ApiTokens {
  /** By which people and scanners of secrets recognise a token. */
  private static final String PREFIX = "oimp_";

  private static final int SECRET_BYTES = 32;

  private final JdbcClient jdbc;
  private final SecureRandom random = new SecureRandom();

  ApiTokens(DataSource dataSource) {
    this.jdbc = JdbcClient.create(dataSource);
  }

  /**
   * Makes a token.
   *
   * @return its secret, which is not stored; empty if there is a token of that name
   */
  Optional<String> create(String name, Set<Role> roles, Duration validity, String createdBy) {
    byte[] secret = new byte[SECRET_BYTES];
    random.nextBytes(secret);
    String token = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    Arrays.fill(secret, (byte) 0);
    int created =
        jdbc.sql(
                """
                insert into api_token (name, actor, sha256, roles, created_by, expires_at)
                values (?, ?, ?, ?, ?, clock_timestamp() + make_interval(secs => ?)) on conflict (name) do nothing\
                """)
            .param(name)
            .param(ApiToken.actor(name))
            .param(Sha256.hash(token))
            .param(roles.stream().map(Role::name).toArray(String[]::new))
            .param(createdBy)
            .param(validity.toSeconds())
            .update();
    return created == 1 ? Optional.of(token) : Optional.empty();
  }

  /** Revokes a token; returns it, or empty if it does not exist or was revoked before. */
  Optional<ApiToken> revoke(long id, String revokedBy) {
    return jdbc.sql(
            "update api_token set revoked_by = ?, revoked_at = clock_timestamp()"
                + " where id = ? and revoked_at is null returning *")
        .params(revokedBy, id)
        .query(ApiTokens::read)
        .optional();
  }

  /** All tokens, those that can be used first, then by age, the newest first. */
  List<ApiToken> findAll() {
    return jdbc.sql(
            "select * from api_token order by revoked_at is not null, expires_at <"
                + " clock_timestamp(), id desc")
        .query(ApiTokens::read)
        .list();
  }

  /** The valid token with a secret, whose use is recorded; empty if it is unknown or not valid. */
  Optional<ApiToken> authenticate(String secret) {
    Optional<ApiToken> token =
        jdbc.sql(
                "select * from api_token where sha256 = ? and revoked_at is null"
                    + " and expires_at > clock_timestamp()")
            .param(Sha256.hash(secret))
            .query(ApiTokens::read)
            .optional();
    token.ifPresent(
        each ->
            jdbc.sql(
                    "update api_token set last_used_at = clock_timestamp() where id = ? and"
                        + " (last_used_at is null or last_used_at < clock_timestamp() - interval '1"
                        + " minute')")
                .param(each.id())
                .update());
    return token;
  }

  /** Actors of the audit log, and for those that are tokens also the users who made them. */
  public Set<String> withMakers(Collection<String> actors) {
    Set<String> all = new TreeSet<>(actors);
    all.addAll(
        jdbc.sql("select created_by from api_token where actor = any(?)")
            .param(actors.toArray(String[]::new))
            .query(String.class)
            .list());
    return all;
  }

  /** Whether an actor of the audit log is a token. */
  public static boolean isToken(String actor) {
    return actor.startsWith(ApiToken.ACTOR_PREFIX);
  }

  private static ApiToken read(ResultSet row, int number) throws SQLException {
    return new ApiToken(
        row.getLong("id"),
        row.getString("name"),
        Arrays.stream((String[]) row.getArray("roles").getArray())
            .map(Role::valueOf)
            .collect(Collectors.toCollection(TreeSet::new)),
        row.getString("created_by"),
        SqlTime.instant(row, "created_at"),
        SqlTime.instant(row, "expires_at"),
        SqlTime.instantOrNull(row, "last_used_at"),
        row.getString("revoked_by"),
        SqlTime.instantOrNull(row, "revoked_at"));
  }
}
