package orderimport.job;

import java.util.List;
import orderimport.binding.ImportBinder;
import orderimport.binding.OrderBinder;
import orderimport.heading.HeadingCatalog;
import orderimport.imports.Imports;
import orderimport.imports.RowSurvey.CopiedSheets;
import orderimport.imports.StagedRows;
import org.springframework.stereotype.Component;

/** Creates binders for imports whose sheets are staged. */
@Component
class ImportBinderFactory {
  private final OrderBinder binder;
  private final HeadingCatalog headingCatalog;
  private final Imports imports;
  private final StagedRows stagedRows;

  ImportBinderFactory(
      OrderBinder binder, HeadingCatalog headingCatalog, Imports imports, StagedRows stagedRows) {
    this.binder = binder;
    this.headingCatalog = headingCatalog;
    this.imports = imports;
    this.stagedRows = stagedRows;
  }

  ImportBinder of(long importId) {
    return new ImportBinder(
        binder, headingCatalog, imports.get(importId), stagedRows.sheets(importId));
  }

  /** A binder for building the orders, which considers sheets that are copies of each other. */
  ImportBinder forBuilding(long importId, List<CopiedSheets> copied) {
    return new ImportBinder(
        binder, headingCatalog, imports.get(importId), stagedRows.sheets(importId), copied);
  }
}
