package orderimport.cli;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.Set;
import orderimport.imports.FileRejectedException;
import orderimport.spreadsheet.UnreadableSpreadsheetException;
import org.jspecify.annotations.Nullable;

/**
 * Keeps out of the log what Spring Batch says of a file that is rejected. To it that is a failure
 * of the step, with two stack traces; to us it is a result, which the import's own line reports.
 */
public final class RejectedFileFilter extends Filter<ILoggingEvent> {
  private static final String SPRING_BATCH = "org.springframework.batch.";
  private static final Set<String> REJECTIONS =
      Set.of(FileRejectedException.class.getName(), UnreadableSpreadsheetException.class.getName());

  @Override
  public FilterReply decide(ILoggingEvent event) {
    return event.getLoggerName().startsWith(SPRING_BATCH) && isRejection(event.getThrowableProxy())
        ? FilterReply.DENY
        : FilterReply.NEUTRAL;
  }

  private static boolean isRejection(@Nullable IThrowableProxy failure) {
    for (IThrowableProxy cause = failure; cause != null; cause = cause.getCause()) {
      if (REJECTIONS.contains(cause.getClassName())) {
        return true;
      }
    }
    return false;
  }
}
