package orderimport.web.api;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import orderimport.web.CookieHeaderLocaleResolver;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Writes problem details, in the language of the client. */
@Component
class ApiProblems {
  private static final String PREFIX = "/api/";

  private final MessageSource messages;
  private final CookieHeaderLocaleResolver locales;

  ApiProblems(MessageSource messages, CookieHeaderLocaleResolver locales) {
    this.messages = messages;
    this.locales = locales;
  }

  /** Whether a request, or the one that ended with the error of this dispatch, is for the API. */
  static boolean isApi(HttpServletRequest request) {
    return path(request).startsWith(request.getContextPath() + PREFIX);
  }

  private static String path(HttpServletRequest request) {
    Object failed = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
    return failed == null ? request.getRequestURI() : failed.toString();
  }

  /**
   * Writes a problem; keeps headers that were set before.
   *
   * @param arguments of the problem's text
   */
  void write(
      ProblemCode code,
      HttpServletRequest request,
      HttpServletResponse response,
      Object... arguments)
      throws IOException {
    write(code, code.status().value(), request, response, arguments);
  }

  /** As {@link #write}, with all that the problem states. */
  void write(ApiException problem, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    ProblemCode code = problem.code();
    write(code, code.status().value(), problem.cells(), request, response, problem.arguments());
  }

  /** As {@link #write}, with another status than the usual one. */
  void write(
      ProblemCode code,
      int status,
      HttpServletRequest request,
      HttpServletResponse response,
      Object... arguments)
      throws IOException {
    write(code, status, List.of(), request, response, arguments);
  }

  private static String detailKey(ProblemCode code, Object... arguments) {
    boolean namesValues = code == ProblemCode.INVALID_PARAMETER && arguments.length > 2;
    return "api." + code.code() + (namesValues ? ".values" : ".detail");
  }

  private void write(
      ProblemCode code,
      int status,
      List<ApiProblem.CurrentCell> cells,
      HttpServletRequest request,
      HttpServletResponse response,
      Object... arguments)
      throws IOException {
    Locale locale = locales.resolveLocale(request);
    ApiProblem problem =
        new ApiProblem(
            "urn:order-import:problem:" + code.code(),
            messages.getMessage("api." + code.code(), null, locale),
            status,
            messages.getMessage(detailKey(code, arguments), arguments, locale),
            path(request),
            code.code(),
            cells);
    response.resetBuffer();
    response.setStatus(status);
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    response.setHeader(HttpHeaders.CONTENT_LANGUAGE, locale.getLanguage());
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    byte[] body = JsonMapper.shared().writeValueAsString(problem).getBytes(StandardCharsets.UTF_8);
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }
}
