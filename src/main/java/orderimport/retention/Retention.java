package orderimport.retention;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import orderimport.address.AddressLookups;
import orderimport.imports.ExpiredImports;
import orderimport.inbox.InboxService;
import orderimport.job.JobHistory;
import orderimport.notification.NotificationDispatcher;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Deletes data past its retention period. */
@Component
public class Retention {
  private static final Logger log = LoggerFactory.getLogger(Retention.class);

  private final RetentionProperties settings;
  private final RowPurge rows;
  private final ReportPurge reports;
  private final UploadPurge uploads;
  private final ExpiredImports expiredImports;
  private final JobHistory jobs;
  private final InboxService inboxService;
  private final NotificationDispatcher notifications;
  private final AddressLookups addressLookups;
  private final Clock clock;

  Retention(
      RetentionProperties settings,
      RowPurge rows,
      ExpiredImports expiredImports,
      JobHistory jobs,
      InboxService inboxService,
      NotificationDispatcher notifications,
      AddressLookups addressLookups,
      @Value("${order-import.data-dir:./data}") Path dataDir,
      Clock clock) {
    this.settings = settings;
    this.rows = rows;
    this.expiredImports = expiredImports;
    this.reports = new ReportPurge(dataDir.resolve("reports"), expiredImports);
    this.uploads = new UploadPurge(dataDir.resolve("uploads"), expiredImports);
    this.jobs = jobs;
    this.inboxService = inboxService;
    this.notifications = notifications;
    this.addressLookups = addressLookups;
    this.clock = clock;
  }

  /**
   * The numbers of deleted items.
   *
   * @param imports imports whose rows and problems were deleted
   * @param uploads uploaded files, which are deleted with the rows
   * @param reports results folders
   * @param jobs Spring Batch job instances of imports
   * @param notifications notifications that were delivered or given up
   * @param addresses look-ups of addresses whose results are too old to be used
   */
  public record Purged(
      int imports, int uploads, int reports, int jobs, int notifications, int addresses) {}

  /** Whether a retention period is configured for imports. */
  public boolean isConfigured() {
    return settings.isConfigured();
  }

  /**
   * Deletes expired data. Unfinished imports and those with orders on hold, being sent or in doubt
   * keep all their data.
   *
   * @throws java.io.UncheckedIOException if a folder or file cannot be deleted
   */
  public Purged purge() {
    Instant rowsBefore = before(settings.rows());
    Instant reportsBefore = before(settings.reports());
    Purged purged =
        new Purged(
            rowsBefore == null ? 0 : rows.deleteBefore(rowsBefore),
            rowsBefore == null ? 0 : uploads.deleteBefore(rowsBefore),
            reportsBefore == null ? 0 : reports.deleteBefore(reportsBefore),
            rowsBefore == null ? 0 : deleteHistory(rowsBefore),
            notifications.purge(),
            addressLookups.purge(clock.instant()));
    log.info("{}", purged);
    return purged;
  }

  /** Deletes the job history of finished imports and of dry runs. */
  private int deleteHistory(Instant time) {
    inboxService.deleteBefore(time);
    Set<Long> imports = jobs.imports();
    Set<Long> needed = expiredImports.existing(imports);
    needed.removeAll(expiredImports.endedBefore(time, imports));
    imports.removeAll(needed);
    return jobs.delete(imports, time);
  }

  private @Nullable Instant before(@Nullable Duration period) {
    return period == null ? null : clock.instant().minus(period);
  }
}
