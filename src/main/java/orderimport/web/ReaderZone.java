package orderimport.web;

import jakarta.servlet.http.Cookie;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.util.WebUtils;

/**
 * The time zone of the user of a request: the script of the page stores that of the browser in a
 * cookie. Without it, such as without script, times are in the zone of the page, which they then
 * name.
 */
@Component
public class ReaderZone {
  /** The name of the cookie, which page.js sets. */
  static final String COOKIE = "zone";

  private final ZoneId zoneOfPage;

  ReaderZone(WebProperties settings) {
    this.zoneOfPage = settings.zoneOrDefault();
  }

  /** The zone in which times are shown. */
  public ZoneId zone() {
    return ofReader().orElse(zoneOfPage);
  }

  /** A day as a filter has it; null for another text, and for one that no database stores. */
  public static @Nullable LocalDate day(@Nullable String text) {
    try {
      LocalDate day = text == null ? null : LocalDate.parse(text);
      return day != null && day.getYear() >= 1 && day.getYear() <= 9_999 ? day : null;
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  /** The start of such a day, or of a later one, in the time zone of the user; null for null. */
  public @Nullable Instant startOf(@Nullable String text, int daysLater) {
    LocalDate day = day(text);
    return day == null ? null : day.plusDays(daysLater).atStartOfDay(zone()).toInstant();
  }

  /** The zone of the user's browser; empty if it is not known. */
  Optional<ZoneId> ofReader() {
    if (!(RequestContextHolder.getRequestAttributes()
        instanceof ServletRequestAttributes attributes)) {
      return Optional.empty();
    }
    Cookie cookie = WebUtils.getCookie(attributes.getRequest(), COOKIE);
    try {
      return cookie == null ? Optional.empty() : Optional.of(ZoneId.of(cookie.getValue()));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
