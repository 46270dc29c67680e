package orderimport.web.imports;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A row of the file and its problems. */
record RowWithProblems(
    String sheet,
    int number,
    @Nullable String carrier,
    @Nullable String orderRef,
    String status,
    List<CellView> cells,
    List<ProblemView> problems) {

  boolean hasChoices() {
    return problems.stream().anyMatch(problem -> !problem.message().choices().isEmpty());
  }
}
