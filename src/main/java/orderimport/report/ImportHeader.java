package orderimport.report;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import orderimport.imports.EmbeddedReadOptions;
import org.jspecify.annotations.Nullable;

/**
 * An import as results show it.
 *
 * @param dryRun nothing of it is ever placed
 * @param format how the file was understood; null if it was not opened
 * @param environments of its carriers, by their names
 * @param carrier of the command line
 * @param chosen what headings were read as because a person said so, by heading
 * @param carried the options that a second import of its rows needs too, {@link
 *     EmbeddedReadOptions}
 * @param state {@code COMPLETED}, {@code HELD}, {@code STOPPED} or {@code FAILED}
 */
record ImportHeader(
    long id,
    boolean dryRun,
    String fileName,
    String sha256,
    @Nullable String format,
    Map<String, String> environments,
    @Nullable String carrier,
    Map<String, String> chosen,
    String carried,
    String state,
    @Nullable Integer exitCode,
    Instant started,
    @Nullable Instant finished) {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm:ss 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  String startedText() {
    return TIME.format(started);
  }

  String finishedText() {
    return finished == null ? "not yet" : TIME.format(finished);
  }

  /** The time that files of results carry, so that a second writing gives the same. */
  Instant made() {
    return (finished == null ? started : finished).truncatedTo(ChronoUnit.SECONDS);
  }
}
