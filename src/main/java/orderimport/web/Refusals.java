package orderimport.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;

/** What is said where something cannot be done. */
@ControllerAdvice
class Refusals {
  private final Frame frame;

  Refusals(Frame frame) {
    this.frame = frame;
  }

  @ExceptionHandler(Missing.class)
  String missing(
      HttpServletResponse response, Model model, Locale locale, HttpServletRequest request) {
    response.setStatus(HttpStatus.NOT_FOUND.value());
    frame.add(model, locale, request, SecurityContextHolder.getContext().getAuthentication());
    model.addAttribute("status", HttpStatus.NOT_FOUND.value());
    return "error";
  }

  @ExceptionHandler(MaxUploadSizeExceededException.class)
  String tooLarge() {
    return "redirect:/imports?refused=large";
  }

  @ExceptionHandler(MultipartException.class)
  String broken() {
    return "redirect:/imports?refused=broken";
  }
}
