package orderimport.cli;

/** The program cannot start. The message has the reason and the next step. */
final class CannotStartException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int exitCode;

  CannotStartException(String message, int exitCode, Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
  }

  int exitCode() {
    return exitCode;
  }
}
