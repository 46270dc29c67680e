package orderimport.web.api;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** Turns errors of the web server in requests of the API into problems, before the error page. */
@ControllerAdvice(assignableTypes = ErrorController.class)
@Order(Ordered.HIGHEST_PRECEDENCE)
class ContainerErrors {

  @ModelAttribute
  void rejectApi(HttpServletRequest request) {
    if (ApiProblems.isApi(request)
        && request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer status) {
      throw new ApiException(ProblemCode.of(status));
    }
  }
}
