package orderimport.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/**
 * What the page's script asks for: parts of a page, which an answer of another kind would spoil.
 */
final class Htmx {
  private Htmx() {}

  /** Whether the script asked, rather than a person who followed a link. */
  static boolean isFrom(HttpServletRequest request) {
    return request.getHeader("HX-Request") != null;
  }

  /** Has the script load the whole page again, which then says what happened. */
  static void reload(HttpServletRequest request, HttpServletResponse response) {
    if (isFrom(request)) {
      response.setHeader("HX-Refresh", "true");
    }
  }
}
