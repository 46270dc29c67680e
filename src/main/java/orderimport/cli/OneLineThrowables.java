package orderimport.cli;

import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.logging.logback.ExtendedWhitespaceThrowableProxyConverter;

/**
 * Writes stack traces with each message on one line. A message can contain a file name, and a line
 * break in it would forge a log entry.
 */
public final class OneLineThrowables extends ExtendedWhitespaceThrowableProxyConverter {
  @Override
  protected String throwableProxyToString(IThrowableProxy throwable) {
    return super.throwableProxyToString(new OneLine(throwable));
  }

  private record OneLine(IThrowableProxy throwable) implements IThrowableProxy {
    private static @Nullable String line(@Nullable String text) {
      return text == null ? null : text.replaceAll("\\p{Cc}+", " ");
    }

    @Override
    public @Nullable String getMessage() {
      return line(throwable.getMessage());
    }

    @Override
    public @Nullable String getOverridingMessage() {
      return line(throwable.getOverridingMessage());
    }

    @Override
    public String getClassName() {
      return throwable.getClassName();
    }

    @Override
    public StackTraceElementProxy[] getStackTraceElementProxyArray() {
      return throwable.getStackTraceElementProxyArray();
    }

    @Override
    public int getCommonFrames() {
      return throwable.getCommonFrames();
    }

    @Override
    public @Nullable IThrowableProxy getCause() {
      IThrowableProxy cause = throwable.getCause();
      return cause == null ? null : new OneLine(cause);
    }

    @Override
    public IThrowableProxy @Nullable [] getSuppressed() {
      IThrowableProxy[] suppressed = throwable.getSuppressed();
      return suppressed == null
          ? null
          : Arrays.stream(suppressed).map(OneLine::new).toArray(IThrowableProxy[]::new);
    }

    @Override
    public boolean isCyclic() {
      return throwable.isCyclic();
    }
  }
}
