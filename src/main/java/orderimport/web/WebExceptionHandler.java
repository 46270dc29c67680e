package orderimport.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import orderimport.imports.AuditLog;
import orderimport.imports.AuditLog.Replacement;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Maps exceptions of the page to responses. */
@ControllerAdvice
class WebExceptionHandler {
  private static final Pattern IMPORT_PATH = Pattern.compile("/imports/(\\d{1,18})(/.*)?");

  private final LayoutModelAdvice layoutModelAdvice;
  private final AuditLog auditLog;

  WebExceptionHandler(LayoutModelAdvice layoutModelAdvice, AuditLog auditLog) {
    this.layoutModelAdvice = layoutModelAdvice;
    this.auditLog = auditLog;
  }

  @ExceptionHandler(ResourceNotFoundException.class)
  String notFound(
      HttpServletResponse response,
      Model model,
      Locale locale,
      HttpServletRequest request,
      RedirectAttributes flash) {
    Matcher path = IMPORT_PATH.matcher(request.getServletPath());
    Optional<Replacement> replacement =
        path.matches() ? auditLog.findReplacement(Long.parseLong(path.group(1))) : Optional.empty();
    if (replacement.isPresent() && !Htmx.isFrom(request)) {
      boolean isGet = request.getMethod().equals(HttpMethod.GET.name());
      flash.addFlashAttribute("notice", isGet ? "replaced" : "replaced.unchanged");
      flash.addFlashAttribute(
          "noticeValues", new String[] {path.group(1), replacement.get().actor()});
      String tab = String.valueOf(path.group(2));
      return "redirect:/imports/"
          + replacement.get().importId()
          + (tab.matches("/(problems|orders)") ? tab : "");
    }
    Htmx.reload(request, response);
    response.setStatus(HttpStatus.NOT_FOUND.value());
    layoutModelAdvice.add(
        model, locale, request, SecurityContextHolder.getContext().getAuthentication());
    model.addAttribute("status", HttpStatus.NOT_FOUND.value());
    return "error";
  }

  @ExceptionHandler(MaxUploadSizeExceededException.class)
  String tooLarge() {
    return "redirect:/imports?rejected=large";
  }

  @ExceptionHandler(MultipartException.class)
  String malformedUpload() {
    return "redirect:/imports?rejected=broken";
  }
}
