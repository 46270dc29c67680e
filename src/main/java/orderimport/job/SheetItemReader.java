package orderimport.job;

import java.nio.charset.Charset;
import java.nio.file.Path;
import orderimport.column.HeadingCatalog;
import orderimport.column.SheetRowReader;
import orderimport.column.StagedItem;
import orderimport.imports.EmbeddedReadOptions;
import orderimport.imports.Import;
import orderimport.imports.ImportOptions;
import orderimport.imports.Imports;
import orderimport.imports.PrefetchingIterator;
import orderimport.imports.StagedRows;
import orderimport.spreadsheet.ReadOptions;
import orderimport.spreadsheet.Spreadsheet;
import orderimport.spreadsheet.Spreadsheets;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;

/**
 * Reads an import's file, from behind what is staged already. That is counted in the tables: the
 * job's own memory of it can be lost, when a process dies between the beginning of a step and the
 * note of where it began.
 */
final class SheetItemReader implements ItemStreamReader<StagedItem> {
  private final Spreadsheets spreadsheets;
  private final HeadingCatalog headingCatalog;
  private final Imports imports;
  private final StagedRows stagedRows;
  private final Import imported;
  private final Path source;
  private @Nullable Spreadsheet spreadsheet;
  private @Nullable SheetRowReader items;
  private @Nullable PrefetchingIterator<StagedItem> ahead;

  SheetItemReader(
      Spreadsheets spreadsheets,
      HeadingCatalog headingCatalog,
      Imports imports,
      StagedRows stagedRows,
      Import imported,
      Path source) {
    this.spreadsheets = spreadsheets;
    this.headingCatalog = headingCatalog;
    this.imports = imports;
    this.stagedRows = stagedRows;
    this.imported = imported;
    this.source = source;
  }

  @Override
  public void open(ExecutionContext executionContext) {
    ImportOptions options = imported.options();
    String encoding = options.encoding();
    String delimiter = options.delimiter();
    ReadOptions read =
        new ReadOptions(
            encoding == null ? null : Charset.forName(encoding),
            delimiter == null ? null : delimiter.charAt(0));
    spreadsheet = spreadsheets.open(source, imported.fileName(), read);
    imports.describe(imported.id(), spreadsheet.format());
    ImportOptions completed =
        EmbeddedReadOptions.in(spreadsheet.properties()).overriddenBy(options);
    if (!completed.equals(options)) {
      imports.updateOptions(imported.id(), completed);
    }
    items = new SheetRowReader(spreadsheet, headingCatalog, completed);
    long staged = stagedRows.items(imported.id());
    for (long i = 0; i < staged && items.hasNext(); i++) {
      items.next();
    }
    ahead = new PrefetchingIterator<>(items);
  }

  @Override
  public @Nullable StagedItem read() {
    return ahead == null ? null : ahead.next();
  }

  @Override
  public void close() {
    if (ahead != null) {
      ahead.close();
    }
    if (items != null) {
      items.close();
    }
    if (spreadsheet != null) {
      spreadsheet.close();
    }
  }
}
