package orderimport.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.hierarchicalroles.RoleHierarchy;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Looks at an upload before a byte of the file is taken: whether the person may, whether it is too
 * large or too much at once.
 */
final class UploadAdmissionFilter extends OncePerRequestFilter {
  private static final int AT_ONCE = 8;
  private static final int LONGEST_WAIT_SECONDS = 20;

  private final WebProperties settings;
  private final ImportTaskExecutor importTaskExecutor;
  private final RoleHierarchy roles;
  private final KeyedRateLimiter keyedRateLimiter;
  private final Semaphore places = new Semaphore(AT_ONCE);

  UploadAdmissionFilter(
      WebProperties settings, ImportTaskExecutor importTaskExecutor, RoleHierarchy roles) {
    this.settings = settings;
    this.importTaskExecutor = importTaskExecutor;
    this.roles = roles;
    this.keyedRateLimiter = new KeyedRateLimiter(settings.uploadsAMinute(), Duration.ofMinutes(1));
  }

  /** What stands in an upload beside the file. */
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
    Authentication person = SecurityContextHolder.getContext().getAuthentication();
    if (person == null
        || !roles
            .getReachableGrantedAuthorities(person.getAuthorities())
            .contains(Role.UPLOAD.authority())) {
      response.sendError(HttpStatus.FORBIDDEN.value());
    } else if (!request.getServletPath().equals("/imports")) {
      response.sendError(HttpStatus.NOT_FOUND.value());
    } else if (request.getContentLengthLong() > settings.uploadLimit().toBytes() + FORM_BYTES) {
      refuse(request, response, "large");
    } else if (!importTaskExecutor.takesMore()) {
      refuse(request, response, "full");
    } else if (!keyedRateLimiter.tryAcquire(person.getName())) {
      refuse(request, response, "often");
    } else if (!gotPlace()) {
      refuse(request, response, "busy");
    } else {
      try {
        chain.doFilter(request, response);
      } finally {
        places.release();
      }
    }
  }

  private boolean gotPlace() {
    try {
      return places.tryAcquire(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static void refuse(HttpServletRequest request, HttpServletResponse response, String why)
      throws IOException {
    response.sendRedirect(request.getContextPath() + "/imports?refused=" + why);
  }
}
