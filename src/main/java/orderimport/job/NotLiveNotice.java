package orderimport.job;

import java.util.List;
import orderimport.imports.Imports;
import orderimport.imports.Problems;
import orderimport.problem.FileProblem;
import orderimport.problem.Problem;
import orderimport.problem.Problem.Location;
import orderimport.problem.Problem.Severity;
import orderimport.report.NotLive;
import org.springframework.stereotype.Component;

/** The notice that orders of an import go to a sandbox or a staging system. */
@Component
class NotLiveNotice {
  private final Imports imports;
  private final Problems problems;

  NotLiveNotice(Imports imports, Problems problems) {
    this.imports = imports;
    this.problems = problems;
  }

  /** Writes the notice again, according to the environments of the import. */
  void update(long importId) {
    problems.deleteOfFile(importId, FileProblem.NOT_LIVE.code());
    String carriers = NotLive.carriers(imports.get(importId).environments());
    if (!carriers.isEmpty()) {
      problems.add(
          importId,
          List.of(Problem.of(Location.FILE, Severity.NOTICE, FileProblem.NOT_LIVE, carriers)));
    }
  }
}
