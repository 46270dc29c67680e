package orderimport.web;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.util.WebUtils;

/** Takes the language from the cookie, else from the browser's headers, else English. */
@Component(DispatcherServlet.LOCALE_RESOLVER_BEAN_NAME)
public class CookieHeaderLocaleResolver implements LocaleResolver {
  public static final List<Locale> SUPPORTED =
      List.of(
          Locale.forLanguageTag("en-GB"),
          Locale.forLanguageTag("nb-NO"),
          Locale.forLanguageTag("da-DK"));

  private static final String COOKIE = "language";
  private static final int ONE_YEAR_SECONDS = 31_536_000;

  @Override
  public Locale resolveLocale(HttpServletRequest request) {
    Cookie chosen = WebUtils.getCookie(request, COOKIE);
    if (chosen != null) {
      for (Locale locale : SUPPORTED) {
        if (locale.getLanguage().equals(chosen.getValue())) {
          return locale;
        }
      }
    }
    for (Locale preferred : Collections.list(request.getLocales())) {
      String language = preferred.getLanguage().replaceAll("^(no|nn)$", "nb");
      for (Locale locale : SUPPORTED) {
        if (locale.getLanguage().equals(language)) {
          return locale;
        }
      }
    }
    return SUPPORTED.get(0);
  }

  @Override
  public void setLocale(
      HttpServletRequest request, @Nullable HttpServletResponse response, @Nullable Locale locale) {
    if (response != null && locale != null) {
      ResponseCookie cookie =
          ResponseCookie.from(COOKIE, locale.getLanguage())
              .path("/")
              .httpOnly(true)
              .sameSite("Lax")
              .secure(request.isSecure())
              .maxAge(ONE_YEAR_SECONDS)
              .build();
      response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
    }
  }
}
