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
 * A folder to be worked through, one of {@code order-import.inboxes} in {@code job-config}.
 *
 * @param name what it is called in messages, and known by over all machines that share the
 *     database; the folder as it was given if nothing is said
 * @param at a cron expression of six fields, seconds first; null for no set times
 * @param zone of {@code at}; this machine's if nothing is said
 * @param watch whether a file is taken as soon as it is complete
 * @param missed what becomes of a set time at which nothing ran
 * @param carrier and the further ones: as with {@code import}
 * @param to the recipients of the mails about its runs; empty for those of {@code
 *     order-import.notifications}
 */
public record InboxProperties(
    Path folder,
    String name,
    @Nullable String at,
    @Nullable ZoneId zone,
    boolean watch,
    @DefaultValue("run") MisfirePolicy missed,
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

  /** What becomes of a set time at which nothing ran. */
  public enum MisfirePolicy {
    /** It is made up for, once, however many were missed. */
    RUN,
    /** It is told, and the files wait for the next set time. */
    SAY
  }

  public InboxProperties {
    if (folder == null) {
      throw new InvalidConfigurationException("an inbox needs a folder");
    }
    name = name == null || name.isBlank() ? folder.toString() : name;
    zone = zone == null ? MachineZone.get() : zone;
    if (at != null) {
      CronSchedule.check(at);
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

  /** That of a command line, which says nothing but the folder. */
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

  /** When it is to be worked through; empty if at no set times. */
  Optional<CronSchedule> times() {
    String cron = at;
    ZoneId of = zone;
    return cron == null || of == null ? Optional.empty() : Optional.of(CronSchedule.of(cron, of));
  }

  /** The same, as a command line says it. */
  public InboxProperties with(Path spelled, ImportOptions said) {
    return new InboxProperties(
        spelled,
        name,
        at,
        zone,
        watch,
        missed,
        said.hold(),
        said.allOrNothing(),
        said.carrier(),
        said.sheets(),
        said.hiddenRows(),
        said.decimal(),
        said.dateOrder(),
        said.encoding(),
        said.delimiter(),
        to);
  }

  /** How its files are imported. */
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
