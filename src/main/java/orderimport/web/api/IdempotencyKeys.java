package orderimport.web.api;

import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The keys of uploads, by token. A key is stored in the transaction that creates the import, and a
 * second request with the key waits for its end, on whichever server.
 */
@Repository
class IdempotencyKeys {
  private final JdbcClient jdbc;

  IdempotencyKeys(DataSource dataSource) {
    this.jdbc = JdbcClient.create(dataSource);
  }

  /**
   * An earlier upload with a key.
   *
   * @param fingerprint of its file and options
   */
  record Earlier(String fingerprint, long importId) {}

  /**
   * Stores a key in the caller's transaction, and deletes the token's keys that are older than a
   * week.
   *
   * @return the earlier upload with the key; empty if there is none
   */
  Optional<Earlier> reserve(long tokenId, String key, String fingerprint) {
    jdbc.sql(
            "delete from idempotency_key where token_id = ? and key <> ?"
                + " and created_at < clock_timestamp() - interval '7 days'")
        .params(tokenId, key)
        .update();
    int added =
        jdbc.sql(
                "insert into idempotency_key (token_id, key, fingerprint) values (?, ?, ?)"
                    + " on conflict do nothing")
            .params(tokenId, key, fingerprint)
            .update();
    return added == 1
        ? Optional.empty()
        : jdbc.sql(
                "select fingerprint, import_id from idempotency_key where token_id = ? and key = ?")
            .params(tokenId, key)
            .query(Earlier.class)
            .optional();
  }

  /** Stores the import that an upload with a key resulted in. */
  void assign(long tokenId, String key, long importId) {
    jdbc.sql("update idempotency_key set import_id = ? where token_id = ? and key = ?")
        .params(importId, tokenId, key)
        .update();
  }
}
