package orderimport.retention;

import java.time.Duration;
import orderimport.carrier.InvalidConfigurationException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * {@code order-import.retention} in {@code job-config}: how long data is kept after an import has
 * ended. At least a day each.
 *
 * @param rows for the rows of the file, their problems, the uploaded file and the job history; null
 *     to keep them forever
 * @param reports for the results folders in the data directory; null to keep them forever
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

  /** Whether a retention period is set. */
  boolean isConfigured() {
    return rows != null || reports != null;
  }
}
