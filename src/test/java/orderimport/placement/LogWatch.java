package orderimport.placement;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.AppenderBase;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** Records everything that is logged while it is open, at all levels. */
public final class LogWatch extends AppenderBase<ILoggingEvent> implements AutoCloseable {

  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final Logger root =
      ((LoggerContext) LoggerFactory.getILoggerFactory()).getLogger(Logger.ROOT_LOGGER_NAME);
  private final Map<Logger, Level> levelsBefore = new HashMap<>();

  public LogWatch() {
    start();
    for (Logger logger : root.getLoggerContext().getLoggerList()) {
      // An earlier application in this JVM may have raised some levels.
      if (logger.getLevel() != null) {
        levelsBefore.put(logger, logger.getLevel());
        logger.setLevel(Level.TRACE);
      }
    }
    root.addAppender(this);
  }

  public List<String> lines() {
    return lines;
  }

  @Override
  protected void append(ILoggingEvent event) {
    lines.add(event.getLoggerName() + " " + event.getFormattedMessage());
    for (IThrowableProxy at = event.getThrowableProxy(); at != null; at = at.getCause()) {
      lines.add(at.getClassName() + " " + at.getMessage());
    }
  }

  @Override
  public void close() {
    root.detachAppender(this);
    levelsBefore.forEach(Logger::setLevel);
    stop();
  }
}
