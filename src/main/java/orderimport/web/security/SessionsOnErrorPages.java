package orderimport.web.security;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.session.Session;
import org.springframework.session.SessionRepository;
import org.springframework.transaction.TransactionException;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * Sessions in a database, without which the error page and its style are shown nevertheless: that
 * the database is unavailable is what it has to report.
 */
final class SessionsOnErrorPages<S extends Session> implements SessionRepository<S> {
  /** An attribute of requests whose user is not known because of the database, for the pages. */
  private static final String UNKNOWN_USER = "unknownUser";

  private final SessionRepository<S> sessions;

  SessionsOnErrorPages(SessionRepository<S> sessions) {
    this.sessions = sessions;
  }

  @Override
  public @Nullable S findById(String id) {
    HttpServletRequest request = currentRequest();
    if (request != null && request.getServletPath().startsWith("/assets/")) {
      return null;
    }
    try {
      return sessions.findById(id);
    } catch (DataAccessException | TransactionException e) {
      if (request == null || request.getDispatcherType() != DispatcherType.ERROR) {
        throw e;
      }
      request.setAttribute(UNKNOWN_USER, true);
      return null;
    }
  }

  private static @Nullable HttpServletRequest currentRequest() {
    return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes current
        ? current.getRequest()
        : null;
  }

  @Override
  public S createSession() {
    return sessions.createSession();
  }

  @Override
  public void save(S session) {
    sessions.save(session);
  }

  @Override
  public void deleteById(String id) {
    sessions.deleteById(id);
  }
}
