package orderimport.job;

import java.nio.charset.Charset;
import java.nio.file.Path;
import orderimport.column.Headings;
import orderimport.column.SheetItems;
import orderimport.column.StagedItem;
import orderimport.imports.Import;
import orderimport.imports.ImportOptions;
import orderimport.imports.Imports;
import orderimport.spreadsheet.ReadOptions;
import orderimport.spreadsheet.Spreadsheet;
import orderimport.spreadsheet.Spreadsheets;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.support.AbstractItemCountingItemStreamItemReader;

/** Reads an import's file; on a restart it goes on behind the items that were committed. */
final class SheetItemReader extends AbstractItemCountingItemStreamItemReader<StagedItem> {
  private final Spreadsheets spreadsheets;
  private final Headings headings;
  private final Imports imports;
  private final Import imported;
  private final Path source;
  private @Nullable Spreadsheet spreadsheet;
  private @Nullable SheetItems items;

  SheetItemReader(
      Spreadsheets spreadsheets, Headings headings, Imports imports, Import imported, Path source) {
    this.spreadsheets = spreadsheets;
    this.headings = headings;
    this.imports = imports;
    this.imported = imported;
    this.source = source;
    setName("rows");
  }

  @Override
  protected void doOpen() {
    ImportOptions options = imported.options();
    String encoding = options.encoding();
    String delimiter = options.delimiter();
    ReadOptions read =
        new ReadOptions(
            encoding == null ? null : Charset.forName(encoding),
            delimiter == null ? null : delimiter.charAt(0));
    spreadsheet = spreadsheets.open(source, imported.fileName(), read);
    imports.describe(imported.id(), spreadsheet.format());
    items = new SheetItems(spreadsheet, headings, options);
  }

  @Override
  protected @Nullable StagedItem doRead() {
    return items != null && items.hasNext() ? items.next() : null;
  }

  @Override
  protected void doClose() {
    if (items != null) {
      items.close();
    }
    if (spreadsheet != null) {
      spreadsheet.close();
    }
  }
}
