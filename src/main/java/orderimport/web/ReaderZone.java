package orderimport.web;

import jakarta.servlet.http.Cookie;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Optional;
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
