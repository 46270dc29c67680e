package orderimport.web;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/** Numbers, times and stretches of time in the reader's language; for the templates. */
@Component
class UiFormatter {
  private final MessageSource messages;
  private final ZoneId zone;

  UiFormatter(MessageSource messages, WebProperties settings) {
    this.messages = messages;
    this.zone = settings.zoneOrDefault();
  }

  private static Locale locale() {
    return LocaleContextHolder.getLocale();
  }

  private String message(String key, Object... values) {
    return messages.getMessage(key, values, locale());
  }

  /** A day and a time; empty without one. */
  public String time(@Nullable Instant at) {
    return at == null
        ? ""
        : DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
            .withLocale(locale())
            .withZone(zone)
            .format(at);
  }

  /** For machines, as {@code <time>} wants it; empty without one. */
  public String machineTime(@Nullable Instant at) {
    return at == null ? "" : at.toString();
  }

  public String number(long number) {
    return String.format(locale(), "%,d", number);
  }

  /** In words, rounded up. */
  public String span(@Nullable Duration time) {
    if (time == null) {
      return message("time.unlimited");
    }
    long minutes = (time.toSeconds() + 59) / 60;
    if (time.toSeconds() < 60) {
      return message("time.moment");
    } else if (minutes < 90) {
      return message("time.minutes", minutes);
    }
    return message("time.hours", minutes / 60, minutes % 60);
  }
}
