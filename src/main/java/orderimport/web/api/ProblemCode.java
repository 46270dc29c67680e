package orderimport.web.api;

import java.util.Locale;
import org.springframework.http.HttpStatus;

/**
 * Why a request failed. The code in a response is the name in lower case; it never changes. The
 * texts are the keys {@code api.CODE} and {@code api.CODE.detail} of the page; {@code
 * api.CODE.values} instead of the latter names the valid values.
 */
enum ProblemCode {
  /** Arguments: the parameter, its value and, if only some values are valid, these. */
  INVALID_PARAMETER(HttpStatus.BAD_REQUEST),
  /** Argument: the parameter. */
  UNKNOWN_PARAMETER(HttpStatus.BAD_REQUEST),
  /** Argument: the parameter. */
  MISSING_PARAMETER(HttpStatus.BAD_REQUEST),
  INVALID_BODY(HttpStatus.BAD_REQUEST),
  /** Argument: the place of the property in the body. */
  UNKNOWN_PROPERTY(HttpStatus.BAD_REQUEST),
  BAD_REQUEST(HttpStatus.BAD_REQUEST),
  UNAUTHORIZED(HttpStatus.UNAUTHORIZED),
  FORBIDDEN(HttpStatus.FORBIDDEN),
  /** To place at once what is uploaded, the token also needs the role PLACE. */
  PLACE_ROLE_REQUIRED(HttpStatus.FORBIDDEN),
  /** The four-eyes rule. */
  NEEDS_OTHER_USER(HttpStatus.FORBIDDEN),
  NOT_FOUND(HttpStatus.NOT_FOUND),
  METHOD_NOT_ALLOWED(HttpStatus.METHOD_NOT_ALLOWED),
  NOT_ACCEPTABLE(HttpStatus.NOT_ACCEPTABLE),
  /** The import is not in a state in which this is possible, or not as the client saw it. */
  IMPORT_CHANGED(HttpStatus.CONFLICT),
  NOT_IN_DOUBT(HttpStatus.CONFLICT),
  CARRIER_ORDER_ID_TAKEN(HttpStatus.CONFLICT),
  /** A cell that the client wants to edit has another value than the client saw. */
  CELL_CHANGED(HttpStatus.CONFLICT),
  /** An edit would change an order that was sent. Argument: the order. */
  ORDER_SENT(HttpStatus.CONFLICT),
  /** The import is being worked on, is not read to its end, or its rows were deleted. */
  NOT_EDITABLE(HttpStatus.CONFLICT),
  /** Argument: the sheet. */
  UNKNOWN_SHEET(HttpStatus.UNPROCESSABLE_CONTENT),
  /** Arguments: the sheet, the row. */
  UNKNOWN_ROW(HttpStatus.UNPROCESSABLE_CONTENT),
  /** Arguments: the sheet, the column. */
  UNKNOWN_COLUMN(HttpStatus.UNPROCESSABLE_CONTENT),
  TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE),
  /** Arguments: the most cells of an edit, the most characters of a value. */
  EDIT_TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE),
  UNSUPPORTED_MEDIA_TYPE(HttpStatus.UNSUPPORTED_MEDIA_TYPE),
  /** The Idempotency-Key was used with another file or other options. */
  IDEMPOTENCY_KEY_REUSED(HttpStatus.UNPROCESSABLE_CONTENT),
  RATE_LIMITED(HttpStatus.TOO_MANY_REQUESTS),
  /** Too many files wait to be read, or are uploaded now. */
  BUSY(HttpStatus.SERVICE_UNAVAILABLE),
  /** The database cannot be reached. */
  UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE),
  UNEXPECTED(HttpStatus.INTERNAL_SERVER_ERROR);

  private final HttpStatus status;

  ProblemCode(HttpStatus status) {
    this.status = status;
  }

  HttpStatus status() {
    return status;
  }

  /** The code in responses. */
  String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The code for an error of which only the status is known. */
  static ProblemCode of(int status) {
    return switch (status) {
      case 401 -> UNAUTHORIZED;
      case 403 -> FORBIDDEN;
      case 404 -> NOT_FOUND;
      case 405 -> METHOD_NOT_ALLOWED;
      case 406 -> NOT_ACCEPTABLE;
      case 413 -> TOO_LARGE;
      case 415 -> UNSUPPORTED_MEDIA_TYPE;
      case 429 -> RATE_LIMITED;
      case 503 -> UNAVAILABLE;
      default -> status < 500 ? BAD_REQUEST : UNEXPECTED;
    };
  }
}
