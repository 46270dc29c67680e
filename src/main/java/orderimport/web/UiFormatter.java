package orderimport.web;

import java.math.BigDecimal;
import java.text.NumberFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.format.FormatStyle;
import java.time.format.TextStyle;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/** Formats numbers, times and durations in the language of the page; for the templates. */
@Component
class UiFormatter {
  /** The length of {@code 2027-03-01}. */
  private static final int ISO_DAY = 10;

  private static final DateTimeFormatter UTC =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final MessageSource messages;
  private final ReaderZone readerZone;

  UiFormatter(MessageSource messages, ReaderZone readerZone) {
    this.messages = messages;
    this.readerZone = readerZone;
  }

  private static Locale locale() {
    return LocaleContextHolder.getLocale();
  }

  private String message(String key, Object... values) {
    return messages.getMessage(key, values, locale());
  }

  /**
   * A date and time in the time zone of the user, or else in that of the page, which it then names;
   * empty if null.
   */
  public String time(@Nullable Instant at) {
    if (at == null) {
      return "";
    }
    DateTimeFormatterBuilder format =
        new DateTimeFormatterBuilder().appendLocalized(FormatStyle.MEDIUM, FormatStyle.SHORT);
    if (readerZone.ofReader().isEmpty()) {
      format.appendLiteral(' ').appendZoneText(TextStyle.SHORT);
    }
    return format.toFormatter(locale()).withZone(readerZone.zone()).format(at);
  }

  /** The name of the time zone in which times are shown, such as {@code Europe/Oslo}. */
  public String zone() {
    return readerZone.zone().getId();
  }

  /** ISO 8601, for the attribute of {@code <time>}; empty if null. */
  public String machineTime(@Nullable Instant at) {
    return at == null ? "" : at.toString();
  }

  /** A time for people elsewhere, in UTC. */
  public String utc(Instant at) {
    return UTC.format(at);
  }

  /** A day; empty if null. */
  public String day(@Nullable LocalDate day) {
    return day == null
        ? ""
        : DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM).withLocale(locale()).format(day);
  }

  /** A value in the words of a carrier, of which times and days are written as people do. */
  public String carrierValue(String value) {
    try {
      return value.length() == ISO_DAY
          ? day(LocalDate.parse(value))
          : time(OffsetDateTime.parse(value).toInstant());
    } catch (DateTimeParseException e) {
      return value;
    }
  }

  /**
   * An amount of money, exact.
   *
   * @param currency its ISO 4217 code; empty if it is not known
   */
  public String money(BigDecimal amount, String currency) {
    NumberFormat format = NumberFormat.getNumberInstance(locale());
    format.setMinimumFractionDigits(2);
    format.setMaximumFractionDigits(6);
    return currency.isEmpty() ? format.format(amount) : format.format(amount) + "\u00a0" + currency;
  }

  /** A number with one decimal. */
  public String decimal(double number) {
    return String.format(locale(), "%,.1f", number);
  }

  public String number(long number) {
    return String.format(locale(), "%,d", number);
  }

  /** A duration in words, rounded up to minutes; null means that there is no rate limit. */
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
