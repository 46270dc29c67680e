package orderimport.web.api;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import orderimport.web.ResourceNotFoundException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.validation.BindException;
import org.springframework.validation.FieldError;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.multipart.support.MissingServletRequestPartException;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/**
 * Answers every failed request of the API with problem details, also those that no method handles.
 * An advice for exceptions would not see these.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class ApiExceptionResolver implements HandlerExceptionResolver {
  private static final Logger log = LoggerFactory.getLogger(ApiExceptionResolver.class);

  private final ApiProblems problems;

  ApiExceptionResolver(ApiProblems problems) {
    this.problems = problems;
  }

  @Override
  public @Nullable ModelAndView resolveException(
      HttpServletRequest request,
      HttpServletResponse response,
      @Nullable Object handler,
      Exception exception) {
    if (!ApiProblems.isApi(request) || response.isCommitted()) {
      return null;
    }
    try {
      write(exception, request, response);
    } catch (IOException e) {
      log.debug("The client has disconnected", e);
    }
    return new ModelAndView();
  }

  private void writeUnreadable(
      HttpMessageNotReadableException exception,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    for (Throwable cause = exception.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof ApiBodyLimitFilter.BodyTooLargeException) {
        problems.write(ProblemCode.TOO_LARGE, request, response);
        return;
      } else if (cause instanceof UnrecognizedPropertyException unknown) {
        problems.write(ProblemCode.UNKNOWN_PROPERTY, request, response, path(unknown));
        return;
      } else if (cause instanceof InvalidFormatException invalid
          && StorableTexts.isUnstorable(invalid.getValue())) {
        problems.write(ProblemCode.INVALID_PARAMETER, request, response, path(invalid), "…");
        return;
      }
    }
    problems.write(ProblemCode.INVALID_BODY, request, response);
  }

  /** The place of a property, such as {@code cells[0].colum}. */
  private static String path(JacksonException exception) {
    StringBuilder path = new StringBuilder();
    for (JacksonException.Reference each : exception.getPath()) {
      if (each.getPropertyName() == null) {
        path.append('[').append(each.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(each.getPropertyName());
      }
    }
    return path.toString();
  }

  private static ApiException invalidValue(TypeMismatchException mismatch) {
    String parameter = Optional.ofNullable(mismatch.getPropertyName()).orElse("?");
    String value = String.valueOf(mismatch.getValue());
    Class<?> type = mismatch.getRequiredType();
    return type != null && type.isEnum()
        ? ApiException.invalidValue(parameter, value, Arrays.stream(type.getEnumConstants()))
        : new ApiException(ProblemCode.INVALID_PARAMETER, parameter, value);
  }

  private void write(Exception exception, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (exception instanceof ApiException known) {
      problems.write(known, request, response);
    } else if (exception instanceof ResourceNotFoundException) {
      problems.write(ProblemCode.NOT_FOUND, request, response);
    } else if (exception instanceof TypeMismatchException mismatch) {
      problems.write(invalidValue(mismatch), request, response);
    } else if (exception instanceof BindException binding && binding.hasFieldErrors()) {
      FieldError field = binding.getFieldErrors().get(0);
      problems.write(
          ProblemCode.INVALID_PARAMETER,
          request,
          response,
          field.getField(),
          String.valueOf(field.getRejectedValue()));
    } else if (exception instanceof MissingServletRequestPartException missing) {
      problems.write(
          ProblemCode.MISSING_PARAMETER, request, response, missing.getRequestPartName());
    } else if (exception instanceof MissingServletRequestParameterException missing) {
      problems.write(ProblemCode.MISSING_PARAMETER, request, response, missing.getParameterName());
    } else if (exception instanceof HttpMessageNotReadableException unreadable) {
      writeUnreadable(unreadable, request, response);
    } else if (exception instanceof ErrorResponse known) {
      known
          .getHeaders()
          .forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
      int status = known.getStatusCode().value();
      problems.write(ProblemCode.of(status), status, request, response);
    } else if (exception instanceof RequestRejectedException) {
      problems.write(ProblemCode.BAD_REQUEST, request, response);
    } else if (exception instanceof MultipartException) {
      problems.write(ProblemCode.INVALID_BODY, request, response);
    } else if (exception instanceof DataAccessResourceFailureException
        || exception instanceof CannotCreateTransactionException) {
      log.warn("The database cannot be reached", exception);
      response.setHeader("Retry-After", "10");
      problems.write(ProblemCode.UNAVAILABLE, request, response);
    } else {
      log.error("{} {} failed", request.getMethod(), request.getRequestURI(), exception);
      problems.write(ProblemCode.UNEXPECTED, request, response);
    }
  }
}
