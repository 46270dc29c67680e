package orderimport.web.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import orderimport.background.ImportTaskExecutor;
import orderimport.web.WebProperties;
import org.springframework.security.access.hierarchicalroles.RoleHierarchy;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Admits or rejects an upload before its body is read: by the user's role, the size, the queue of
 * files to read, and the rate and number of concurrent uploads.
 */
public final class UploadAdmissionFilter extends OncePerRequestFilter {
  private static final int MAX_CONCURRENT = 8;
  private static final int MAX_WAIT_SECONDS = 20;

  /** Allowance for the other fields of the form. */
  private static final long FORM_BYTES = 64 * 1024;

  private final WebProperties settings;
  private final ImportTaskExecutor importTaskExecutor;
  private final RoleHierarchy roles;
  private final Set<String> paths;
  private final RejectionHandler rejectionHandler;
  private final KeyedRateLimiter rateLimiter;
  private final Semaphore permits = new Semaphore(MAX_CONCURRENT);

  /** Why an upload is rejected. */
  public enum Rejection {
    FORBIDDEN,
    NOT_FOUND,
    LARGE,
    FULL,
    RATE_LIMITED,
    BUSY
  }

  /** Writes the response to a rejected upload. */
  public interface RejectionHandler {
    void handle(HttpServletRequest request, HttpServletResponse response, Rejection rejection)
        throws IOException;
  }

  /**
   * @param paths the only ones that accept uploads
   */
  public UploadAdmissionFilter(
      WebProperties settings,
      ImportTaskExecutor importTaskExecutor,
      RoleHierarchy roles,
      Set<String> paths,
      RejectionHandler rejectionHandler,
      RateLimiters limiters) {
    this.settings = settings;
    this.importTaskExecutor = importTaskExecutor;
    this.roles = roles;
    this.paths = Set.copyOf(paths);
    this.rejectionHandler = rejectionHandler;
    this.rateLimiter =
        limiters.perKey("upload", settings.uploadsPerMinute(), Duration.ofMinutes(1));
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    String type = String.valueOf(request.getContentType());
    return !request.getMethod().equals("POST") || !type.startsWith("multipart/");
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Optional<Rejection> rejection = rejection(request);
    if (rejection.isPresent()) {
      rejectionHandler.handle(request, response, rejection.get());
      return;
    }
    try {
      chain.doFilter(request, response);
    } finally {
      permits.release();
    }
  }

  /** Takes a permit if the upload is admitted. */
  private Optional<Rejection> rejection(HttpServletRequest request) {
    Authentication user = SecurityContextHolder.getContext().getAuthentication();
    if (user == null
        || !roles
            .getReachableGrantedAuthorities(user.getAuthorities())
            .contains(Role.UPLOAD.authority())) {
      return Optional.of(Rejection.FORBIDDEN);
    } else if (!paths.contains(request.getServletPath())) {
      return Optional.of(Rejection.NOT_FOUND);
    } else if (request.getContentLengthLong() > settings.uploadLimit().toBytes() + FORM_BYTES) {
      return Optional.of(Rejection.LARGE);
    } else if (!importTaskExecutor.hasCapacity()) {
      return Optional.of(Rejection.FULL);
    } else if (!rateLimiter.tryAcquire(user.getName())) {
      return Optional.of(Rejection.RATE_LIMITED);
    }
    return acquirePermit() ? Optional.empty() : Optional.of(Rejection.BUSY);
  }

  private boolean acquirePermit() {
    try {
      return permits.tryAcquire(MAX_WAIT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
