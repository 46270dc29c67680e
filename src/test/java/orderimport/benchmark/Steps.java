package orderimport.benchmark;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The time of each step in an import's last job execution.
 *
 * @param seconds by step, in their order; {@code start} comes first and is the time outside all
 *     steps
 */
record Steps(Map<String, Double> seconds) {
  static final String START = "start";

  private static final String OF_LAST_RUN =
      """
      select step_name, extract(epoch from end_time - start_time) from batch_step_execution
      where job_execution_id = (select max(job_execution_id) from batch_job_execution)
        and step_name not like '%:%'
      order by step_execution_id""";

  static Steps of(Connection connection, Measured run) throws SQLException {
    Map<String, Double> seconds = new LinkedHashMap<>();
    seconds.put(START, run.seconds());
    try (Statement statement = connection.createStatement();
        ResultSet step = statement.executeQuery(OF_LAST_RUN)) {
      while (step.next()) {
        seconds.put(step.getString(1), step.getDouble(2));
        seconds.merge(START, -step.getDouble(2), Double::sum);
      }
    }
    return new Steps(seconds);
  }

  static Steps median(List<Steps> all) {
    Map<String, Double> medians = new LinkedHashMap<>();
    for (String step : all.get(0).seconds.keySet()) {
      medians.put(
          step,
          all.stream()
              .map(each -> each.of(step))
              .sorted()
              .skip(all.size() / 2)
              .findFirst()
              .orElseThrow());
    }
    return new Steps(medians);
  }

  double of(String step) {
    return seconds.getOrDefault(step, 0.0);
  }

  /** The time of the whole process. */
  double total() {
    return seconds.values().stream().mapToDouble(Double::doubleValue).sum();
  }

  /** The time of each step divided by its time in another import. */
  String ratiosTo(Steps other) {
    return seconds.keySet().stream()
        .map(step -> "%s %.2f".formatted(step, of(step) / other.of(step)))
        .collect(Collectors.joining(", "));
  }

  @Override
  public String toString() {
    return seconds.entrySet().stream()
        .map(step -> "%s %.1f s".formatted(step.getKey(), step.getValue()))
        .collect(Collectors.joining(", "));
  }
}
