package orderimport.address;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import orderimport.carrier.AddressLookup.Outcome;
import orderimport.carrier.AddressLookup.Result;
import orderimport.carrier.AddressLookup.Suggestion;
import orderimport.problem.StoredJson;
import orderimport.problem.Text;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** What carriers know of addresses, in PostgreSQL. Shared by all imports. */
@Repository
public class AddressLookups {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final TypeReference<List<Suggestion>> SUGGESTIONS = new TypeReference<>() {};

  /** How long a match is used. */
  static final Duration MATCHES_FOR = Duration.ofDays(30);

  /** How long any other result is used: the carrier may learn the address. */
  static final Duration OTHERS_FOR = Duration.ofDays(1);

  /** An import that used a result may build its orders a while later. */
  private static final Duration KEPT_LONGER = Duration.ofDays(7);

  private final JdbcClient jdbc;

  public AddressLookups(DataSource dataSource) {
    this.jdbc = JdbcClient.create(dataSource);
  }

  /** The last look-up of an address. */
  sealed interface Stored {}

  /** The carrier answered. */
  record Known(Result result) implements Stored {}

  /**
   * The look-up failed.
   *
   * @param why without a full stop
   */
  record Failed(Text why) implements Stored {}

  /** The addresses, by key, that need no new look-up. */
  Set<String> findCurrent(String carrier, String host, Collection<String> keys, Instant now) {
    return jdbc.sql(
            """
            select address_key from address_lookup
            where carrier = ? and host = ? and address_key = any(?) and outcome <> 'FAILED'
              and asked_at > case outcome when 'MATCH' then ?::timestamptz else ?::timestamptz end\
            """)
        .param(carrier)
        .param(host)
        .param(keys.toArray(String[]::new))
        .param(now.minus(MATCHES_FOR).atOffset(ZoneOffset.UTC))
        .param(now.minus(OTHERS_FOR).atOffset(ZoneOffset.UTC))
        .query(String.class)
        .set();
  }

  /** The last look-ups by address key, without addresses that have none. */
  Map<String, Stored> find(String carrier, String host, Collection<String> keys) {
    Map<String, Stored> found = new HashMap<>();
    jdbc.sql("select * from address_lookup where carrier = ? and host = ? and address_key = any(?)")
        .params(carrier, host, keys.toArray(String[]::new))
        .query(
            row -> {
              found.put(row.getString("address_key"), read(row));
            });
    return found;
  }

  private static Stored read(ResultSet row) throws SQLException {
    Text failure = Text.ofJson(row.getString("failure"));
    return failure != null
        ? new Failed(failure)
        : new Known(
            new Result(
                Outcome.valueOf(row.getString("outcome")),
                JSON.readValue(row.getString("suggestions"), SUGGESTIONS)));
  }

  /** Stores what a carrier knows of an address. */
  void save(String carrier, String host, String key, Result result, Instant askedAt) {
    save(carrier, host, key, result.outcome().name(), result.suggestions(), null, askedAt);
  }

  /**
   * Stores that a look-up failed.
   *
   * @param why without a full stop
   */
  void saveFailure(String carrier, String host, String key, Text why, Instant askedAt) {
    save(carrier, host, key, "FAILED", List.of(), why, askedAt);
  }

  private void save(
      String carrier,
      String host,
      String key,
      String outcome,
      List<Suggestion> suggestions,
      @Nullable Text failure,
      Instant askedAt) {
    jdbc.sql(
            """
            insert into address_lookup
              (carrier, host, address_key, outcome, suggestions, failure, asked_at)
            values (?, ?, ?, ?, ?::jsonb, ?::jsonb, ?)
            on conflict (carrier, host, address_key) do update
              set outcome = excluded.outcome, suggestions = excluded.suggestions,
                failure = excluded.failure, asked_at = excluded.asked_at\
            """)
        .param(carrier)
        .param(host)
        .param(key)
        .param(outcome)
        .param(StoredJson.write(suggestions))
        .param(Text.jsonOrNull(failure))
        .param(askedAt.atOffset(ZoneOffset.UTC))
        .update();
  }

  /** Deletes the look-ups that no import uses any more; returns their number. */
  public int purge(Instant now) {
    return jdbc.sql(
            "delete from address_lookup where asked_at < case outcome when 'MATCH' then"
                + " ?::timestamptz else ?::timestamptz end")
        .param(now.minus(MATCHES_FOR).minus(KEPT_LONGER).atOffset(ZoneOffset.UTC))
        .param(now.minus(OTHERS_FOR).minus(KEPT_LONGER).atOffset(ZoneOffset.UTC))
        .update();
  }
}
