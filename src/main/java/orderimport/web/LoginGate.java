package orderimport.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Slows down those who try passwords. */
@Component
class LoginGate extends OncePerRequestFilter {
  private final Allowances ofAddress = new Allowances(30, Duration.ofMinutes(1));
  private final Allowances ofAddressAndName = new Allowances(6, Duration.ofMinutes(1));

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !request.getMethod().equals("POST") || !request.getServletPath().equals("/login");
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String address = request.getRemoteAddr();
    String name = String.valueOf(request.getParameter("username")).toLowerCase(Locale.ROOT);
    if (ofAddress.take(address) && ofAddressAndName.take(address + " " + name)) {
      chain.doFilter(request, response);
    } else {
      response.sendRedirect(request.getContextPath() + "/login?often");
    }
  }
}
