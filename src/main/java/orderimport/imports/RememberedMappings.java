package orderimport.imports;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import orderimport.problem.StoredJson;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/**
 * How users matched the columns of earlier uploads, by the signature of the headings: the page
 * applies it to their next uploads with the same headings (ADR 0024).
 */
@Repository
public class RememberedMappings {
  /** Of each user; the oldest ones are forgotten. */
  static final int MOST = 50;

  private static final JsonMapper JSON = JsonMapper.shared();

  private final JdbcClient jdbc;
  private final Clock clock;

  RememberedMappings(DataSource dataSource, Clock clock) {
    this.jdbc = JdbcClient.create(dataSource);
    this.clock = clock;
  }

  /** All mappings that are remembered for a user, by signature. */
  public Map<String, SheetMapping> findByOwner(String owner) {
    Map<String, SheetMapping> found = new HashMap<>();
    jdbc.sql("select * from column_mapping where owner = ?")
        .param(owner)
        .query(
            row -> {
              found.put(
                  row.getString("signature"),
                  new SheetMapping(
                      JSON.readValue(row.getString("mapping"), SheetMapping.class).columns(),
                      row.getString("file_name")));
            });
    return found;
  }

  /** Those of these signatures that are remembered for a user. */
  public Set<String> findByOwner(String owner, Collection<String> signatures) {
    return jdbc.sql("select signature from column_mapping where owner = ? and signature = any(?)")
        .params(owner, signatures.toArray(String[]::new))
        .query(String.class)
        .set();
  }

  /**
   * Remembers how a user matched sheets, in place of what was remembered for these signatures; an
   * empty mapping is forgotten.
   *
   * @param fileName of the upload
   */
  public void remember(String owner, String fileName, Map<String, SheetMapping> mappings) {
    mappings.forEach(
        (signature, mapping) -> {
          if (mapping.columns().isEmpty()) {
            forget(owner, Set.of(signature));
            return;
          }
          jdbc.sql(
                  """
                  insert into column_mapping (owner, signature, file_name, mapping, saved_at)
                  values (?, ?, ?, ?::jsonb, ?)
                  on conflict (owner, signature) do update
                  set file_name = excluded.file_name, mapping = excluded.mapping,
                    saved_at = excluded.saved_at\
                  """)
              .params(
                  owner,
                  signature,
                  fileName,
                  StoredJson.write(new SheetMapping(mapping.columns(), null)),
                  clock.instant().atOffset(ZoneOffset.UTC))
              .update();
        });
    jdbc.sql(
            """
            delete from column_mapping where owner = ? and signature not in (
              select signature from column_mapping where owner = ?
              order by saved_at desc, signature limit ?)\
            """)
        .params(owner, owner, MOST)
        .update();
  }

  public void forget(String owner, Collection<String> signatures) {
    jdbc.sql("delete from column_mapping where owner = ? and signature = any(?)")
        .params(owner, signatures.toArray(String[]::new))
        .update();
  }
}
