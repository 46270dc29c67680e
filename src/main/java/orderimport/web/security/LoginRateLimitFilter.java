package orderimport.web.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Limits failed logins by client address, by user name, and by both. A successful login does not
 * count. The limit by user name does not apply to an address from which that user has logged in, so
 * that an attacker elsewhere cannot lock the user out.
 */
final class LoginRateLimitFilter extends OncePerRequestFilter {
  private static final String BASIC = "basic ";
  private static final int MAX_NAME_LENGTH = 200;

  private final KeyedRateLimiter byAddress;
  private final KeyedRateLimiter byAddressAndName;
  private final KeyedRateLimiter byName;

  /** The only token of an address and a name is taken by a login, for 30 days. */
  private final KeyedRateLimiter untrusted;

  LoginRateLimitFilter(RateLimiters limiters) {
    this.byAddress = limiters.perKey("login address", 30, Duration.ofMinutes(1));
    this.byAddressAndName = limiters.perKey("login address name", 6, Duration.ofMinutes(1));
    this.byName = limiters.perKey("login name", 20, Duration.ofMinutes(10));
    this.untrusted = limiters.perKey("login untrusted", 1, Duration.ofDays(30));
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !isForm(request) && basicHeader(request) == null;
  }

  private static boolean isForm(HttpServletRequest request) {
    return request.getMethod().equals("POST") && request.getServletPath().equals("/login");
  }

  private static @Nullable String basicHeader(HttpServletRequest request) {
    String header = request.getHeader(HttpHeaders.AUTHORIZATION);
    return header != null && header.toLowerCase(Locale.ROOT).startsWith(BASIC) ? header : null;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String address = request.getRemoteAddr();
    String name = userName(request);
    String addressAndName = address + " " + name;
    if (!byAddress.tryAcquire(address)
        || !byAddressAndName.tryAcquire(addressAndName)
        || !(byName.tryAcquire(name) || !untrusted.isAvailable(addressAndName))) {
      reject(request, response);
      return;
    }
    chain.doFilter(request, response);
    if (succeeded()) {
      untrusted.tryAcquire(addressAndName);
      byAddress.refund(address);
      byAddressAndName.refund(addressAndName);
      byName.refund(name);
    }
  }

  private static String userName(HttpServletRequest request) {
    String basic = basicHeader(request);
    String name = basic == null ? request.getParameter("username") : decodedName(basic);
    String text = String.valueOf(name).toLowerCase(Locale.ROOT);
    return text.substring(0, Math.min(text.length(), MAX_NAME_LENGTH));
  }

  private static String decodedName(String header) {
    try {
      byte[] credentials = Base64.getDecoder().decode(header.substring(BASIC.length()).strip());
      return new String(credentials, StandardCharsets.UTF_8).replaceFirst("(?s):.*", "");
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  private static boolean succeeded() {
    Authentication user = SecurityContextHolder.getContext().getAuthentication();
    return user != null
        && user.isAuthenticated()
        && !(user instanceof AnonymousAuthenticationToken);
  }

  private static void reject(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (isForm(request)) {
      response.sendRedirect(request.getContextPath() + "/login?rate-limited");
    } else {
      response.sendError(HttpStatus.TOO_MANY_REQUESTS.value());
    }
  }
}
