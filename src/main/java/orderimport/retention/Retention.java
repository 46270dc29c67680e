package orderimport.retention;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Takes away what was kept long enough. */
@Component
public class Retention {
  private static final Logger log = LoggerFactory.getLogger(Retention.class);

  private final RetentionSettings settings;
  private final OldRows rows;
  private final OldReports reports;
  private final OldUploads uploads;
  private final Clock clock;

  Retention(
      RetentionSettings settings,
      OldRows rows,
      @Value("${order-import.data-dir:./data}") Path dataDir,
      Clock clock) {
    this.settings = settings;
    this.rows = rows;
    this.reports = new OldReports(dataDir.resolve("reports"), rows);
    this.uploads = new OldUploads(dataDir.resolve("uploads"), rows);
    this.clock = clock;
  }

  /**
   * What left.
   *
   * @param rows of how many imports
   * @param uploads files that people handed in; they leave with the rows
   * @param reports folders
   */
  public record Tidied(int rows, int uploads, int reports) {}

  /** Whether the configuration wants anything to leave. */
  public boolean isWanted() {
    return settings.isWanted();
  }

  /**
   * Does it. Imports that wait, or of which an order is held or in doubt, keep all.
   *
   * @throws java.io.UncheckedIOException if a folder or file cannot be deleted
   */
  public Tidied tidy() {
    Instant rowsBefore = before(settings.rows());
    Instant reportsBefore = before(settings.reports());
    Tidied tidied =
        new Tidied(
            rowsBefore == null ? 0 : rows.forgetBefore(rowsBefore),
            rowsBefore == null ? 0 : uploads.deleteBefore(rowsBefore),
            reportsBefore == null ? 0 : reports.deleteBefore(reportsBefore));
    log.info(
        "The rows of {} imports left, and {} uploads and {} reports",
        tidied.rows(),
        tidied.uploads(),
        tidied.reports());
    return tidied;
  }

  private @Nullable Instant before(@Nullable Duration kept) {
    return kept == null ? null : clock.instant().minus(kept);
  }
}
