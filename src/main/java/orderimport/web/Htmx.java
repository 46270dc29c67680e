package orderimport.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** Requests of htmx, which replaces parts of the page with the response. */
public final class Htmx {
  private Htmx() {}

  /** Whether htmx sent the request, rather than the browser itself. */
  public static boolean isFrom(HttpServletRequest request) {
    return request.getHeader("HX-Request") != null;
  }

  /** Makes htmx reload the whole page; does nothing for other requests. */
  public static void reload(HttpServletRequest request, HttpServletResponse response) {
    if (isFrom(request)) {
      response.setHeader("HX-Refresh", "true");
    }
  }
}
