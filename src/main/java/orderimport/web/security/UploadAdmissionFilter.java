package orderimport.web.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import orderimport.background.ImportTaskExecutor;
import orderimport.web.WebProperties;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.hierarchicalroles.RoleHierarchy;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Admits or rejects an upload before its body is read: by the user's role, the size, the queue of
 * files to read, and the rate and number of concurrent uploads.
 */
final class UploadAdmissionFilter extends OncePerRequestFilter {
  private static final int MAX_CONCURRENT = 8;
  private static final int MAX_WAIT_SECONDS = 20;

  private final WebProperties settings;
  private final ImportTaskExecutor importTaskExecutor;
  private final RoleHierarchy roles;
  private final KeyedRateLimiter rateLimiter;
  private final Semaphore permits = new Semaphore(MAX_CONCURRENT);

  UploadAdmissionFilter(
      WebProperties settings, ImportTaskExecutor importTaskExecutor, RoleHierarchy roles) {
    this.settings = settings;
    this.importTaskExecutor = importTaskExecutor;
    this.roles = roles;
    this.rateLimiter = new KeyedRateLimiter(settings.uploadsPerMinute(), Duration.ofMinutes(1));
  }

  /** Allowance for the other fields of the form. */
  private static final long FORM_BYTES = 64 * 1024;

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    String type = String.valueOf(request.getContentType());
    return !request.getMethod().equals("POST") || !type.startsWith("multipart/");
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Authentication user = SecurityContextHolder.getContext().getAuthentication();
    if (user == null
        || !roles
            .getReachableGrantedAuthorities(user.getAuthorities())
            .contains(Role.UPLOAD.authority())) {
      response.sendError(HttpStatus.FORBIDDEN.value());
    } else if (!request.getServletPath().equals("/imports")) {
      response.sendError(HttpStatus.NOT_FOUND.value());
    } else if (request.getContentLengthLong() > settings.uploadLimit().toBytes() + FORM_BYTES) {
      reject(request, response, "large");
    } else if (!importTaskExecutor.hasCapacity()) {
      reject(request, response, "full");
    } else if (!rateLimiter.tryAcquire(user.getName())) {
      reject(request, response, "rate-limited");
    } else if (!acquirePermit()) {
      reject(request, response, "busy");
    } else {
      try {
        chain.doFilter(request, response);
      } finally {
        permits.release();
      }
    }
  }

  private boolean acquirePermit() {
    try {
      return permits.tryAcquire(MAX_WAIT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static void reject(
      HttpServletRequest request, HttpServletResponse response, String reason) throws IOException {
    response.sendRedirect(request.getContextPath() + "/imports?rejected=" + reason);
  }
}
