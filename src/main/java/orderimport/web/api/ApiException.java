package orderimport.web.api;

import java.util.List;

/** Ends a request with a problem. */
final class ApiException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ProblemCode code;
  private final transient List<Object> arguments;

  /**
   * @param arguments of the problem's text
   */
  ApiException(ProblemCode code, Object... arguments) {
    super(code.code());
    this.code = code;
    this.arguments = List.of(arguments);
  }

  ProblemCode code() {
    return code;
  }

  Object[] arguments() {
    return arguments.toArray();
  }
}
