package orderimport.report;

import static orderimport.report.ReportText.NEXT_FAILED;
import static orderimport.report.ReportText.NEXT_FIX;
import static orderimport.report.ReportText.NEXT_IMPORT;
import static orderimport.report.ReportText.NEXT_IN_DOUBT;
import static orderimport.report.ReportText.NEXT_NOTHING;
import static orderimport.report.ReportText.NEXT_PLACE;
import static orderimport.report.ReportText.NEXT_RESUME;
import static orderimport.report.ReportText.NEXT_VALIDATE;
import static orderimport.report.ReportText.VERDICT_ACCEPTED;
import static orderimport.report.ReportText.VERDICT_DRY_RUN;
import static orderimport.report.ReportText.VERDICT_DUPLICATE;
import static orderimport.report.ReportText.VERDICT_FAILED;
import static orderimport.report.ReportText.VERDICT_HELD;
import static orderimport.report.ReportText.VERDICT_INVALID;
import static orderimport.report.ReportText.VERDICT_IN_DOUBT;
import static orderimport.report.ReportText.VERDICT_NOT_FINISHED;
import static orderimport.report.ReportText.VERDICT_ON_HOLD;
import static orderimport.report.ReportText.VERDICT_PENDING;
import static orderimport.report.ReportText.VERDICT_REJECTED;
import static orderimport.report.ReportText.VERDICT_SENDING;
import static orderimport.report.ReportText.VERDICT_STOP;
import static orderimport.report.ResultStatus.ACCEPTED;
import static orderimport.report.ResultStatus.BLOCKED;
import static orderimport.report.ResultStatus.DUPLICATE;
import static orderimport.report.ResultStatus.HELD;
import static orderimport.report.ResultStatus.INVALID;
import static orderimport.report.ResultStatus.IN_DOUBT;
import static orderimport.report.ResultStatus.PENDING;
import static orderimport.report.ResultStatus.REJECTED;
import static orderimport.report.ResultStatus.SENDING;

import java.util.ArrayList;
import java.util.List;
import orderimport.problem.Phrase;
import orderimport.problem.Text;
import orderimport.spreadsheet.write.CellStyleName;

/**
 * The result of an import and the next steps, as texts.
 *
 * @param verdict the result in one sentence
 * @param style of the verdict
 * @param next the next steps; at least one
 */
record NextSteps(Text verdict, CellStyleName style, List<Text> next) {

  static final String FIX_FILE = "fix-and-reimport.xlsx";

  static NextSteps of(ImportHeader header, ImportCounts importCounts) {
    Text notLive = NotLive.sentence(header.environments());
    Text verdict = verdict(header, importCounts);
    return new NextSteps(
        notLive == null ? verdict : verdict.after(notLive),
        style(header, importCounts),
        next(header, importCounts));
  }

  private static boolean hasFailedRows(ImportCounts importCounts) {
    return importCounts.rows(INVALID) + importCounts.rows(BLOCKED) + importCounts.rows(REJECTED)
        > 0;
  }

  private static CellStyleName style(ImportHeader header, ImportCounts importCounts) {
    if (header.state().equals("FAILED")) {
      return CellStyleName.REJECTED;
    }
    if (importCounts.orders(IN_DOUBT) > 0) {
      return CellStyleName.IN_DOUBT;
    }
    if (hasFailedRows(importCounts)) {
      return CellStyleName.INVALID;
    }
    return header.state().equals("COMPLETED") || (header.dryRun() && !isStopped(header))
        ? CellStyleName.ACCEPTED
        : CellStyleName.HELD;
  }

  private static Text verdict(ImportHeader header, ImportCounts importCounts) {
    Text orders = ImportCounts.ordersText(importCounts.total()).text(importCounts.total());
    if (header.state().equals("FAILED")) {
      return VERDICT_FAILED.text();
    } else if (header.dryRun()) {
      return finished(header, VERDICT_DRY_RUN.text(importCounts.orders(HELD), orders));
    } else if (header.state().equals("HELD")) {
      return VERDICT_HELD.text(importCounts.orders(HELD), orders);
    }
    Text verdict = VERDICT_ACCEPTED.text(importCounts.orders(ACCEPTED), orders);
    verdict = with(verdict, importCounts.orders(DUPLICATE), VERDICT_DUPLICATE);
    verdict = with(verdict, importCounts.orders(REJECTED), VERDICT_REJECTED);
    verdict = with(verdict, importCounts.orders(INVALID), VERDICT_INVALID);
    verdict = with(verdict, importCounts.orders(IN_DOUBT), VERDICT_IN_DOUBT);
    verdict = with(verdict, importCounts.orders(SENDING), VERDICT_SENDING);
    verdict = with(verdict, importCounts.orders(HELD), VERDICT_ON_HOLD);
    verdict = VERDICT_STOP.text(verdict);
    long pending = importCounts.rows(PENDING);
    return finished(header, pending == 0 ? verdict : VERDICT_PENDING.text(pending).after(verdict));
  }

  private static Text finished(ImportHeader header, Text verdict) {
    return isStopped(header) ? VERDICT_NOT_FINISHED.text(verdict) : verdict;
  }

  private static boolean isStopped(ImportHeader header) {
    return header.state().equals("STOPPED");
  }

  private static Text with(Text verdict, long count, ReportText what) {
    return count == 0 ? verdict : Phrase.COMMA.text(verdict, what.text(count));
  }

  private static List<Text> next(ImportHeader header, ImportCounts importCounts) {
    List<Text> next = new ArrayList<>();
    if (importCounts.orders(IN_DOUBT) > 0) {
      next.add(NEXT_IN_DOUBT.text());
    }
    if (isStopped(header)) {
      next.add(header.dryRun() ? NEXT_VALIDATE.text() : NEXT_RESUME.text(header.id()));
    }
    if (hasFailedRows(importCounts)) {
      next.add(NEXT_FIX.text(FIX_FILE));
    }
    if (header.state().equals("HELD") && !header.dryRun() && importCounts.orders(HELD) > 0) {
      next.add(NEXT_PLACE.text(header.id()));
    }
    if (header.state().equals("FAILED")) {
      next.add(NEXT_FAILED.text());
    }
    if (next.isEmpty()) {
      next.add(header.dryRun() ? NEXT_IMPORT.text() : NEXT_NOTHING.text());
    }
    return next;
  }
}
