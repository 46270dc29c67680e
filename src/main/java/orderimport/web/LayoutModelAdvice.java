package orderimport.web;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.hierarchicalroles.RoleHierarchy;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** What stands around every page. */
@ControllerAdvice
@Component
class LayoutModelAdvice {
  private static final Pattern OWN_PAGE =
      Pattern.compile("(?<=[^/:]|^)/(imports|in-doubt|templates)\\b[\\w/-]*(\\?[\\w=&.%+-]*)?$");

  private final CarrierEndpoints targets;
  private final JdbcClient jdbc;
  private final RoleHierarchy roles;

  LayoutModelAdvice(CarrierEndpoints targets, DataSource dataSource, RoleHierarchy roles) {
    this.targets = targets;
    this.jdbc = JdbcClient.create(dataSource);
    this.roles = roles;
  }

  /** A language to choose, in its own words. */
  record Choice(String code, String name) {}

  @ModelAttribute
  void add(
      Model model, Locale locale, HttpServletRequest request, @Nullable Authentication person) {
    model.addAttribute("language", locale.getLanguage());
    model.addAttribute(
        "languages",
        List.of(new Choice("en", "English"), new Choice("nb", "Norsk"), new Choice("da", "Dansk")));
    model.addAttribute("here", request.getRequestURI());
    model.addAttribute("cameFrom", cameFrom(request));
    model.addAttribute("person", person == null ? null : person.getName());
    model.addAttribute("mayUpload", may(person, Role.UPLOAD));
    model.addAttribute("mayPlace", may(person, Role.PLACE));
    model.addAttribute("sandboxOnly", targets.allSandbox());
    model.addAttribute("doubts", may(person, Role.VIEW) ? doubts(isError(request)) : 0L);
  }

  /** The page of ours that a request was made on; the list of imports if that is not known. */
  private static String cameFrom(HttpServletRequest request) {
    String from = request.getHeader(HttpHeaders.REFERER);
    Matcher page = OWN_PAGE.matcher(from == null ? "" : from);
    return page.find() ? page.group() : "/imports";
  }

  boolean may(@Nullable Authentication person, Role role) {
    return person != null
        && roles.getReachableGrantedAuthorities(person.getAuthorities()).contains(role.authority());
  }

  private static boolean isError(HttpServletRequest request) {
    return request.getDispatcherType() == DispatcherType.ERROR;
  }

  private long doubts(boolean onErrorPage) {
    try {
      return jdbc.sql("select count(*) from orders where status = 'IN_DOUBT'")
          .query(Long.class)
          .single();
    } catch (DataAccessException e) {
      // The page that says so has this around it, too.
      if (onErrorPage) {
        return 0;
      }
      throw e;
    }
  }
}
