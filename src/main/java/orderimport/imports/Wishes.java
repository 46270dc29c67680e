package orderimport.imports;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * What people on the page want done with imports. A wish is kept until it is fulfilled, over
 * restarts; an import has one at a time, and each is granted only if the import still is as the
 * person saw it.
 */
@Repository
public class Wishes {
  private final JdbcClient jdbc;

  public Wishes(DataSource dataSource) {
    this.jdbc = JdbcClient.create(dataSource);
  }

  /** What is wanted. */
  public enum Wish {
    /** Reading the file, or going on where the import stopped. */
    GO_ON,
    /** Placing the held orders. */
    PLACE
  }

  /** An import's open wish. */
  public record Open(long importId, Wish wish) {}

  /**
   * What a person is shown before placing.
   *
   * @param version grows with whatever happens to the import
   * @param held orders that would be placed
   */
  public record Offer(long version, long held) {}

  /** What placing an import would place now; empty if there is no such import. */
  public Optional<Offer> offer(long importId) {
    return jdbc.sql(
            "select fence, (select count(*) from orders o where o.import_id = i.id"
                + " and o.status = 'HELD') as held from import i where id = ?")
        .param(importId)
        .query((row, number) -> new Offer(row.getLong("fence"), row.getLong("held")))
        .optional();
  }

  /**
   * Wants an offer's orders placed.
   *
   * @return whether that is granted: nobody else wants something of the import, and it is as
   *     offered
   */
  public boolean place(long importId, Offer seen) {
    return jdbc.sql(
                "update import i set wanted = 'PLACE' where id = ? and kind = 'IMPORT'"
                    + " and state = 'HELD' and wanted is null and fence = ? and ? > 0"
                    + " and (select count(*) from orders o where o.import_id = i.id"
                    + " and o.status = 'HELD') = ?")
            .params(importId, seen.version(), seen.held(), seen.held())
            .update()
        == 1;
  }

  /** Wants a new import read; not granted if somebody works, or has worked, on it. */
  public boolean read(long importId) {
    return jdbc.sql(
                "update import set wanted = 'GO_ON' where id = ? and fence = 0 and wanted is null")
            .param(importId)
            .update()
        == 1;
  }

  /** Wants an import to go on that stopped, or whose process died. */
  public boolean goOn(long importId) {
    return jdbc.sql(
                "update import set wanted = 'GO_ON' where id = ? and kind = 'IMPORT'"
                    + " and state in ('STOPPED', 'RUNNING') and wanted is null")
            .param(importId)
            .update()
        == 1;
  }

  /** Nothing more is wanted of an import; gives whether something was. */
  public boolean end(long importId) {
    return jdbc.sql("update import set wanted = null where id = ? and wanted is not null")
            .param(importId)
            .update()
        == 1;
  }

  /** Those that are not fulfilled, by the imports' numbers. */
  public List<Open> open() {
    return jdbc.sql("select id, wanted from import where wanted is not null order by id")
        .query((row, number) -> new Open(row.getLong("id"), Wish.valueOf(row.getString("wanted"))))
        .list();
  }

  /** What is requested of some imports, by their numbers; those without a request are left out. */
  public Map<Long, Wish> all(Collection<Long> imports) {
    Map<Long, Wish> all = new HashMap<>();
    jdbc.sql("select id, wanted from import where id = any(?) and wanted is not null")
        .param(imports.toArray(Long[]::new))
        .query(
            row -> {
              all.put(row.getLong("id"), Wish.valueOf(row.getString("wanted")));
            });
    return all;
  }

  /** What is wanted of an import. */
  public Optional<Wish> of(long importId) {
    return jdbc.sql("select wanted from import where id = ? and wanted is not null")
        .param(importId)
        .query((row, number) -> Wish.valueOf(row.getString("wanted")))
        .optional();
  }
}
