package orderimport.retention;

import java.time.Duration;
import orderimport.carrier.InvalidConfigurationException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * {@code order-import.retention} in {@code job-config}: how long things are kept after an import
 * has ended.
 *
 * @param rows the rows as they stood in the file, their problems, the file if it was uploaded, and
 *     the history of its job; null for ever
 * @param reports the folders of results in the data folder; null for ever
 */
@ConfigurationProperties("order-import.retention")
public record RetentionProperties(@Nullable Duration rows, @Nullable Duration reports) {
  public RetentionProperties {
    check("rows", rows);
    check("reports", reports);
  }

  private static void check(String name, @Nullable Duration time) {
    if (time != null && time.compareTo(Duration.ofDays(1)) < 0) {
      throw new InvalidConfigurationException(name + " must be at least a day, such as 90d");
    }
  }

  /** Whether anything leaves at all. */
  public boolean isConfigured() {
    return rows != null || reports != null;
  }
}
