package orderimport.job;

import java.util.Collection;
import java.util.List;
import javax.sql.DataSource;
import orderimport.database.ConditionalOnExternalDatabase;
import orderimport.job.MachineActivity.Activity;
import orderimport.problem.Text;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What the machines that share the database do now. */
@Repository
@ConditionalOnExternalDatabase
public class MachineActivities {
  private final JdbcClient jdbc;

  MachineActivities(DataSource dataSource) {
    this.jdbc = JdbcClient.create(dataSource);
  }

  /** All activities, by import and machine. */
  public List<MachineActivity> findAll() {
    return jdbc.sql("select * from machine_activity order by import_id, host, process_id, activity")
        .query(
            (row, number) ->
                new MachineActivity(
                    row.getLong("import_id"),
                    row.getString("host"),
                    row.getLong("process_id"),
                    Activity.valueOf(row.getString("activity")),
                    row.getInt("parts"),
                    Text.ofJson(row.getString("message"))))
        .list();
  }

  /** The activities for some imports, by import and machine. */
  public List<MachineActivity> findByImports(Collection<Long> importIds) {
    return findAll().stream().filter(each -> importIds.contains(each.importId())).toList();
  }
}
