package orderimport.web.api;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Ends a request with a problem. */
final class ApiException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ProblemCode code;
  private final transient List<Object> arguments;
  private final transient List<ApiProblem.CurrentCell> cells;

  /**
   * @param arguments of the problem's text
   */
  ApiException(ProblemCode code, Object... arguments) {
    this(code, List.of(), List.of(arguments));
  }

  private ApiException(
      ProblemCode code, List<ApiProblem.CurrentCell> cells, List<Object> arguments) {
    super(code.code());
    this.code = code;
    this.cells = cells;
    this.arguments = arguments;
  }

  /**
   * @param values the valid ones
   */
  static ApiException invalidValue(String parameter, String value, Stream<?> values) {
    return new ApiException(ProblemCode.INVALID_PARAMETER, parameter, value, list(values));
  }

  private static String list(Stream<?> values) {
    return values.map(Object::toString).collect(Collectors.joining(", "));
  }

  /**
   * @param cells that have other values than the client saw
   */
  static ApiException cellChanged(List<ApiProblem.CurrentCell> cells) {
    return new ApiException(ProblemCode.CELL_CHANGED, cells, List.of());
  }

  ProblemCode code() {
    return code;
  }

  List<ApiProblem.CurrentCell> cells() {
    return cells;
  }

  Object[] arguments() {
    return arguments.toArray();
  }
}
