package orderimport.report;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import orderimport.imports.EmbeddedReadOptions;
import orderimport.imports.SheetMapping;
import orderimport.problem.Text;
import orderimport.problem.TextRenderer;
import org.jspecify.annotations.Nullable;

/**
 * The properties of an import that the results show.
 *
 * @param dryRun whether its orders are only checked and never placed
 * @param format a description of the file format; null if the file was not opened
 * @param environments by carrier
 * @param carrier the carrier option of the import; null for none
 * @param mappings how a user matched the columns of sheets, by the signature of their headings
 * @param embeddedOptions the options that the import of the correction workbook needs, as text of
 *     {@link EmbeddedReadOptions}; empty for none
 * @param state {@code COMPLETED}, {@code HELD}, {@code STOPPED} or {@code FAILED}
 * @param exitCode null if the import has none yet
 * @param finished null if the import is not finished
 */
record ImportHeader(
    long id,
    boolean dryRun,
    String fileName,
    String sha256,
    @Nullable Text format,
    Map<String, String> environments,
    @Nullable String carrier,
    Map<String, SheetMapping> mappings,
    String embeddedOptions,
    String state,
    @Nullable Integer exitCode,
    Instant started,
    @Nullable Instant finished) {

  SheetMapping mapping(SourceSheet sheet) {
    return mappings.getOrDefault(sheet.signature(), SheetMapping.NONE);
  }

  String formatText(TextRenderer texts) {
    return texts.render(format == null ? ReportText.SUMMARY_NOT_OPENED.text() : format);
  }

  String stateText(TextRenderer texts) {
    return texts.render(ReportText.valueOf("STATE_" + state).text());
  }

  String startedText(TextRenderer texts) {
    return text(started, texts);
  }

  String finishedText(TextRenderer texts) {
    return finished == null
        ? texts.render(ReportText.SUMMARY_NOT_YET.text())
        : text(finished, texts);
  }

  private static String text(Instant time, TextRenderer texts) {
    return DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm:ss 'UTC'", texts.locale())
        .withZone(ZoneOffset.UTC)
        .format(time);
  }

  /** The time stamp of result files, which makes writing them reproducible. */
  Instant fileTime() {
    return (finished == null ? started : finished).truncatedTo(ChronoUnit.SECONDS);
  }
}
