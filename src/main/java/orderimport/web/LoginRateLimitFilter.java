package orderimport.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Slows down those who try passwords, by the address they come from and by the name they try, from
 * wherever. A try that succeeds costs nothing, and where it came from the name is then known: who
 * tries it from elsewhere does not lock its owner out.
 */
final class LoginRateLimitFilter extends OncePerRequestFilter {
  private static final String BASIC = "basic ";
  private static final int LONGEST_NAME = 200;

  private final KeyedRateLimiter ofAddress = new KeyedRateLimiter(30, Duration.ofMinutes(1));
  private final KeyedRateLimiter ofAddressAndName = new KeyedRateLimiter(6, Duration.ofMinutes(1));
  private final KeyedRateLimiter ofName = new KeyedRateLimiter(20, Duration.ofMinutes(10));
  private final Map<String, Boolean> known = Collections.synchronizedMap(new RecentlyUsed<>());

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !isForm(request) && basic(request) == null;
  }

  private static boolean isForm(HttpServletRequest request) {
    return request.getMethod().equals("POST") && request.getServletPath().equals("/login");
  }

  private static @Nullable String basic(HttpServletRequest request) {
    String header = request.getHeader(HttpHeaders.AUTHORIZATION);
    return header != null && header.toLowerCase(Locale.ROOT).startsWith(BASIC) ? header : null;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String address = request.getRemoteAddr();
    String name = name(request);
    String both = address + " " + name;
    if (!ofAddress.tryAcquire(address)
        || !ofAddressAndName.tryAcquire(both)
        || !(known.containsKey(both) || ofName.tryAcquire(name))) {
      reject(request, response);
      return;
    }
    chain.doFilter(request, response);
    if (succeeded()) {
      known.put(both, true);
      ofAddress.giveBack(address);
      ofAddressAndName.giveBack(both);
      ofName.giveBack(name);
    }
  }

  private static String name(HttpServletRequest request) {
    String basic = basic(request);
    String name = basic == null ? request.getParameter("username") : decoded(basic);
    String text = String.valueOf(name).toLowerCase(Locale.ROOT);
    return text.substring(0, Math.min(text.length(), LONGEST_NAME));
  }

  private static String decoded(String header) {
    try {
      byte[] credentials = Base64.getDecoder().decode(header.substring(BASIC.length()).strip());
      return new String(credentials, StandardCharsets.UTF_8).replaceFirst("(?s):.*", "");
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  private static boolean succeeded() {
    Authentication person = SecurityContextHolder.getContext().getAuthentication();
    return person != null
        && person.isAuthenticated()
        && !(person instanceof AnonymousAuthenticationToken);
  }

  private static void reject(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (isForm(request)) {
      response.sendRedirect(request.getContextPath() + "/login?often");
    } else {
      response.sendError(HttpStatus.TOO_MANY_REQUESTS.value());
    }
  }
}
