package orderimport.web.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/** Problem details as RFC 9457 defines them. */
record ApiProblem(
    String type,
    String title,
    int status,
    String detail,
    String instance,
    String code,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<CurrentCell> cells) {

  /** The value that a cell has now. */
  record CurrentCell(String sheet, int row, String column, String value) {}
}
