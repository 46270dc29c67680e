package orderimport.inbox;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import orderimport.carrier.Carriers;
import orderimport.carrier.InvalidConfigurationException;
import orderimport.database.MachineZone;
import orderimport.imports.ImportOptions;
import orderimport.imports.ImportOptions.DateOrder;
import orderimport.imports.ImportOptions.Decimal;
import orderimport.imports.ImportOptions.HiddenRows;
import orderimport.notification.NotificationProperties;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * An inbox: an entry of {@code order-import.inboxes} in {@code job-config}.
 *
 * @param name identifies it in messages and on all machines that share the database; defaults to
 *     the folder as configured
 * @param cron a cron expression of six fields, seconds first; null for no schedule
 * @param zone the time zone of {@code cron}; defaults to this machine's
 * @param watch whether a file is imported as soon as it is complete
 * @param misfire what to do about a missed scheduled time
 * @param carrier this and the following options are those of {@code import}
 * @param to the recipients of mail about its runs; if empty, those of {@code
 *     order-import.notifications}
 */
public record InboxProperties(
    Path folder,
    String name,
    @Nullable String cron,
    @Nullable ZoneId zone,
    boolean watch,
    @DefaultValue("run") MisfirePolicy misfire,
    boolean hold,
    boolean allOrNothing,
    @Nullable String carrier,
    @DefaultValue List<String> sheet,
    @Nullable HiddenRows hiddenRows,
    @Nullable Decimal decimal,
    @Nullable DateOrder dateOrder,
    @Nullable String encoding,
    @Nullable String delimiter,
    @DefaultValue List<String> to) {

  /** The reaction to a missed scheduled time. */
  public enum MisfirePolicy {
    /** Run once, however many times were missed. */
    RUN,
    /** Only notify; the files wait for the next scheduled time. */
    NOTIFY
  }

  public InboxProperties {
    if (folder == null) {
      throw new InvalidConfigurationException("an inbox needs a folder");
    }
    name = name == null || name.isBlank() ? folder.toString() : name;
    zone = zone == null ? MachineZone.get() : zone;
    if (cron != null) {
      CronSchedule.check(cron);
    }
    if (carrier != null && Carriers.registered().find(carrier).isEmpty()) {
      throw new InvalidConfigurationException(
          "there is no carrier %s; there are %s"
              .formatted(
                  carrier,
                  String.join(
                      ", ",
                      Carriers.registered().all().stream().map(each -> each.name()).toList())));
    }
    if (encoding != null && !isCharset(encoding)) {
      throw new InvalidConfigurationException("there is no encoding " + encoding);
    }
    if (delimiter != null && delimiter.length() != 1) {
      throw new InvalidConfigurationException("delimiter takes one character, not " + delimiter);
    }
    to = NotificationProperties.addresses(to);
  }

  private static boolean isCharset(String name) {
    try {
      return Charset.isSupported(name);
    } catch (IllegalCharsetNameException e) {
      return false;
    }
  }

  /** The same inbox, whose orders wait to be placed by a user. */
  public InboxProperties withHold() {
    return with(folder, options().withHold());
  }

  /** An inbox with default settings, for a folder given on the command line. */
  public static InboxProperties ofFolder(Path folder) {
    return new InboxProperties(
        folder,
        folder.toString(),
        null,
        null,
        false,
        MisfirePolicy.RUN,
        false,
        false,
        null,
        List.of(),
        null,
        null,
        null,
        null,
        null,
        List.of());
  }

  /** The schedule; empty if absent. */
  Optional<CronSchedule> schedule() {
    return cron == null || zone == null
        ? Optional.empty()
        : Optional.of(CronSchedule.of(cron, zone));
  }

  /** This inbox with the folder and options of the command line. */
  public InboxProperties with(Path newFolder, ImportOptions importOptions) {
    return new InboxProperties(
        newFolder,
        name,
        cron,
        zone,
        watch,
        misfire,
        importOptions.hold(),
        importOptions.allOrNothing(),
        importOptions.carrier(),
        importOptions.sheets(),
        importOptions.hiddenRows(),
        importOptions.decimal(),
        importOptions.dateOrder(),
        importOptions.encoding(),
        importOptions.delimiter(),
        to);
  }

  /** The options for importing its files. */
  ImportOptions options() {
    return new ImportOptions(
        hold,
        allOrNothing,
        carrier,
        sheet,
        hiddenRows,
        decimal,
        dateOrder,
        encoding,
        delimiter,
        Map.of());
  }
}
