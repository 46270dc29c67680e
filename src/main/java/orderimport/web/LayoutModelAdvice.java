package orderimport.web;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import orderimport.inbox.InboxOverview;
import orderimport.notification.PageNotices;
import orderimport.web.security.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.hierarchicalroles.RoleHierarchy;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** Model attributes shared by all pages. */
@ControllerAdvice
@Component
public class LayoutModelAdvice {
  private static final Pattern OWN_PAGE =
      Pattern.compile(
          "(?<=[^/:]|^)/(imports|in-doubt|statistics|templates|tokens|audit|notices|inboxes)\\b[\\w/-]*(\\?[\\w=&.%+-]*)?$");

  private final CarrierEndpoints endpoints;
  private final JdbcClient jdbc;
  private final RoleHierarchy roles;
  private final PageNotices pageNotices;
  private final InboxOverview inboxOverview;

  LayoutModelAdvice(
      CarrierEndpoints endpoints,
      DataSource dataSource,
      RoleHierarchy roles,
      PageNotices pageNotices,
      InboxOverview inboxOverview) {
    this.endpoints = endpoints;
    this.jdbc = JdbcClient.create(dataSource);
    this.roles = roles;
    this.pageNotices = pageNotices;
    this.inboxOverview = inboxOverview;
  }

  /** A language that a user can choose; the name is in that language. */
  record Choice(String code, String name) {}

  @ModelAttribute
  void add(Model model, Locale locale, HttpServletRequest request, @Nullable Authentication user) {
    if (request.getServletPath().startsWith("/api/")) {
      return;
    }
    model.addAttribute("language", locale.getLanguage());
    model.addAttribute(
        "languages",
        List.of(new Choice("en", "English"), new Choice("nb", "Norsk"), new Choice("da", "Dansk")));
    model.addAttribute("here", request.getRequestURI());
    model.addAttribute("back", address(request));
    model.addAttribute("referrer", referrer(request));
    model.addAttribute("userName", user == null ? null : user.getName());
    model.addAttribute("mayUpload", hasRole(user, Role.UPLOAD));
    model.addAttribute("mayPlace", hasRole(user, Role.PLACE));
    model.addAttribute("isAdmin", hasRole(user, Role.ADMIN));
    model.addAttribute("sandboxOnly", endpoints.allSandbox());
    model.addAttribute("hasInboxes", inboxOverview.hasAny());
    model.addAttribute(
        "inDoubtCount", hasRole(user, Role.VIEW) ? countInDoubt(isError(request)) : 0L);
    model.addAttribute(
        "unseenCount",
        user != null && hasRole(user, Role.VIEW) && !isError(request)
            ? pageNotices.countUnseen(user.getName())
            : 0L);
  }

  /**
   * The address of the page with its query, at which it is shown in another language. What a form
   * has sent is not sent again.
   */
  private static String address(HttpServletRequest request) {
    Object failed = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
    Object method =
        failed == null ? request.getMethod() : request.getAttribute(RequestDispatcher.ERROR_METHOD);
    if (!HttpMethod.GET.name().equals(method)) {
      return referrer(request);
    }
    Object query =
        failed == null
            ? request.getQueryString()
            : request.getAttribute(RequestDispatcher.ERROR_QUERY_STRING);
    String path = failed == null ? request.getRequestURI() : failed.toString();
    return query == null ? path : "%s?%s".formatted(path, query);
  }

  /** The page of this application that the request came from; by default the list of imports. */
  private static String referrer(HttpServletRequest request) {
    String from = request.getHeader(HttpHeaders.REFERER);
    Matcher page = OWN_PAGE.matcher(from == null ? "" : from);
    return page.find() ? page.group() : "/imports";
  }

  public boolean hasRole(@Nullable Authentication user, Role role) {
    return user != null
        && roles.getReachableGrantedAuthorities(user.getAuthorities()).contains(role.authority());
  }

  private static boolean isError(HttpServletRequest request) {
    return request.getDispatcherType() == DispatcherType.ERROR;
  }

  private long countInDoubt(boolean onErrorPage) {
    try {
      return jdbc.sql("select count(*) from order_result where status = 'IN_DOUBT'")
          .query(Long.class)
          .single();
    } catch (DataAccessException e) {
      // The error page has this layout too.
      if (onErrorPage) {
        return 0;
      }
      throw e;
    }
  }
}
