package orderimport.job;

import java.nio.charset.Charset;
import java.nio.file.Path;
import orderimport.heading.HeadingCatalog;
import orderimport.imports.EmbeddedReadOptions;
import orderimport.imports.Import;
import orderimport.imports.ImportOptions;
import orderimport.imports.Imports;
import orderimport.imports.PrefetchingIterator;
import orderimport.imports.StagedRows;
import orderimport.spreadsheet.ReadOptions;
import orderimport.spreadsheet.Spreadsheet;
import orderimport.spreadsheet.Spreadsheets;
import orderimport.staging.SheetRowReader;
import orderimport.staging.StagedItem;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;

/**
 * Reads an import's file after the items that are already staged. These are counted in the tables:
 * the job's stored context can be missing if a process dies between the start of a step and the
 * first update of the context.
 */
final class SheetItemReader implements ItemStreamReader<StagedItem> {
  private final Spreadsheets spreadsheets;
  private final HeadingCatalog headingCatalog;
  private final Imports imports;
  private final StagedRows stagedRows;
  private final Import orderImport;
  private final Path source;
  private @Nullable Spreadsheet spreadsheet;
  private @Nullable SheetRowReader items;
  private @Nullable PrefetchingIterator<StagedItem> prefetched;

  SheetItemReader(
      Spreadsheets spreadsheets,
      HeadingCatalog headingCatalog,
      Imports imports,
      StagedRows stagedRows,
      Import orderImport,
      Path source) {
    this.spreadsheets = spreadsheets;
    this.headingCatalog = headingCatalog;
    this.imports = imports;
    this.stagedRows = stagedRows;
    this.orderImport = orderImport;
    this.source = source;
  }

  @Override
  public void open(ExecutionContext executionContext) {
    ImportOptions options = orderImport.options();
    String encoding = options.encoding();
    String delimiter = options.delimiter();
    ReadOptions readOptions =
        new ReadOptions(
            encoding == null ? null : Charset.forName(encoding),
            delimiter == null ? null : delimiter.charAt(0));
    spreadsheet = spreadsheets.open(source, orderImport.fileName(), readOptions);
    imports.describe(orderImport.id(), spreadsheet.format());
    ImportOptions effectiveOptions =
        EmbeddedReadOptions.in(spreadsheet.properties()).overriddenBy(options);
    if (!effectiveOptions.equals(options)) {
      imports.updateOptions(orderImport.id(), effectiveOptions);
    }
    items = new SheetRowReader(spreadsheet, headingCatalog, effectiveOptions);
    long staged = stagedRows.items(orderImport.id());
    for (long i = 0; i < staged && items.hasNext(); i++) {
      items.next();
    }
    prefetched = new PrefetchingIterator<>(items);
  }

  @Override
  public @Nullable StagedItem read() {
    return prefetched == null ? null : prefetched.next();
  }

  @Override
  public void close() {
    if (prefetched != null) {
      prefetched.close();
    }
    if (items != null) {
      items.close();
    }
    if (spreadsheet != null) {
      spreadsheet.close();
    }
  }
}
