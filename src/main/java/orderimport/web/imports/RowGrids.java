package orderimport.web.imports;

import java.util.Collection;
import orderimport.imports.ChangeLog;
import orderimport.imports.Import;
import orderimport.imports.WorkRequests;
import orderimport.imports.WorkRequests.PlacementPreview;
import orderimport.job.RowEditService;
import orderimport.report.ImportOutline;
import orderimport.report.Reports;
import orderimport.web.LayoutModelAdvice;
import orderimport.web.security.Role;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** Adds the model attributes of the grid in which users edit rows. */
@Component
class RowGrids {
  private final ProblemQueries problemQueries;
  private final Suggestions suggestions;
  private final RowEditService rowEditService;
  private final ChangeLog changeLog;
  private final WorkRequests workRequests;
  private final Reports reports;
  private final LayoutModelAdvice layoutModelAdvice;

  RowGrids(
      ProblemQueries problemQueries,
      Suggestions suggestions,
      RowEditService rowEditService,
      ChangeLog changeLog,
      WorkRequests workRequests,
      Reports reports,
      LayoutModelAdvice layoutModelAdvice) {
    this.problemQueries = problemQueries;
    this.suggestions = suggestions;
    this.rowEditService = rowEditService;
    this.changeLog = changeLog;
    this.workRequests = workRequests;
    this.reports = reports;
    this.layoutModelAdvice = layoutModelAdvice;
  }

  /** Adds rows by position. */
  void addRows(long importId, Collection<Long> positions, Model model) {
    model.addAttribute("grids", problemQueries.grids(importId, positions));
  }

  /**
   * What concerns the edits of an import as a whole.
   *
   * @param version grows with each edit
   * @param editable whether the user can edit rows now
   * @param failed the number of rows with errors, and of those in whose order another row has one
   * @param held the number of orders that can be placed
   * @param canUndo whether the user has an edit to undo
   * @param canRedo whether the user has undone an edit
   * @param changed whether users changed rows
   * @param suggestions the number of problems with exactly one suggestion
   */
  record EditState(
      long version,
      boolean editable,
      long failed,
      long held,
      boolean canUndo,
      boolean canRedo,
      boolean changed,
      long suggestions) {}

  EditState addState(Import orderImport, Authentication user, Model model) {
    long id = orderImport.id();
    PlacementPreview preview = workRequests.preview(id).orElseThrow();
    ChangeLog.Steps steps = changeLog.steps(id, user.getName());
    ImportOutline outline = reports.outline(id);
    boolean editable =
        layoutModelAdvice.hasRole(user, Role.UPLOAD)
            && workRequests.findByImport(id).isEmpty()
            && outline.read() > 0
            && rowEditService.isEditable(orderImport);
    EditState state =
        new EditState(
            preview.version(),
            editable,
            outline.failed(),
            preview.held(),
            editable && steps.undo().filter(event -> canRepeat(id, event, outline)).isPresent(),
            editable && steps.redo().filter(event -> canRepeat(id, event, outline)).isPresent(),
            changeLog.exists(id),
            editable ? suggestions.single(id) : 0);
    model.addAttribute("edits", state);
    return state;
  }

  private boolean canRepeat(long importId, long event, ImportOutline outline) {
    return !(outline.anySent() && rowEditService.concernsSentOrder(importId, event));
  }
}
