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
 * Drops the log events of Spring Batch about rejected files. Spring Batch logs a failed step with
 * two stack traces, but a rejected file is a regular result with its own log line.
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
