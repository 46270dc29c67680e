package orderimport.web.api;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import orderimport.web.security.KeyedRateLimiter;
import orderimport.web.security.RateLimiters;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Limits the requests of each token. */
final class ApiRateLimitFilter extends OncePerRequestFilter {
  private final KeyedRateLimiter rateLimiter;
  private final ApiProblems problems;

  /**
   * @param requestsPerMinute of a token
   */
  ApiRateLimitFilter(RateLimiters limiters, int requestsPerMinute, ApiProblems problems) {
    this.rateLimiter = limiters.perKey("api", requestsPerMinute, Duration.ofMinutes(1));
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Authentication token = SecurityContextHolder.getContext().getAuthentication();
    Duration pause = token == null ? Duration.ZERO : rateLimiter.acquire(token.getName());
    if (pause.isZero()) {
      chain.doFilter(request, response);
    } else {
      response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(pause.toSeconds() + 1));
      problems.write(ProblemCode.RATE_LIMITED, request, response);
    }
  }
}
