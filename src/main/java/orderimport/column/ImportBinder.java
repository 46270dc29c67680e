package orderimport.column;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import orderimport.imports.Import;
import orderimport.imports.Problem;
import orderimport.imports.Problem.Place;
import orderimport.imports.StagedRow;
import orderimport.imports.StagedRows.CopiedSheets;
import orderimport.imports.StagedRows.Gap;
import orderimport.imports.StagedRows.StagedSheet;
import org.jspecify.annotations.Nullable;

/** Binds the rows of one import, whose sheets and options it knows. Thread-safe. */
public final class ImportBinder {
  private final OrderBinder binder;
  private final Map<String, CellReader> readers;
  private final Map<Integer, SheetHeadings> sheets = new TreeMap<>();
  private final Map<Integer, RowKeys> keys = new TreeMap<>();
  private final RepeatedRows repeated;

  /**
   * @param staged the import's sheets, by position
   */
  public ImportBinder(
      OrderBinder binder, Headings headings, Import imported, Map<Integer, StagedSheet> staged) {
    this(binder, headings, imported, staged, List.of());
  }

  /**
   * @param staged the import's sheets, by position
   * @param copied the sheets that share most of their orders
   */
  public ImportBinder(
      OrderBinder binder,
      Headings headings,
      Import imported,
      Map<Integer, StagedSheet> staged,
      List<CopiedSheets> copied) {
    this.binder = binder;
    this.repeated = new RepeatedRows(copied, !imported.options().sheets().isEmpty());
    String format = imported.format();
    this.readers =
        binder.readers(imported.options(), format != null && !format.contains("workbook"));
    staged.forEach(
        (position, sheet) -> {
          Integer row = sheet.headingRow();
          if (row != null) {
            SheetHeadings read =
                new SheetHeadings(
                    headings, sheet.name(), row, sheet.headings(), imported.options().headings());
            sheets.put(position, read);
            keys.put(
                position, new RowKeys(headings, read, position, sheet.name(), imported.options()));
          }
        });
  }

  /** Binds the rows of one order; at least one, in the file's order. */
  public BoundOrder bind(String carrier, String orderRef, List<StagedRow> rows) {
    return binder.bind(carrier, orderRef, rows, sheets, reader(carrier), repeated);
  }

  /**
   * All that is wrong with a row that belongs to no order.
   *
   * @param around the order that waits for it; null if none does
   */
  public List<Problem> problemsOf(StagedRow row, @Nullable String around) {
    RowKeys own = keys.get(row.sheet());
    if (own == null) {
      throw new IllegalStateException("No headings of sheet " + row.sheet());
    }
    List<Problem> problems = new ArrayList<>(own.problems(row.number(), row.cells(), around));
    String carrier = row.carrier();
    if (carrier != null) {
      problems.addAll(binder.problemsAlone(carrier, row, sheets, reader(carrier)));
    }
    return problems;
  }

  /**
   * The rows without an order that most likely belong to that of the row above, and what is known
   * of it: they stand amid its rows, or have nothing but a further line or item.
   */
  public Map<Place, Gap> forgotten(List<Gap> gaps) {
    Map<Place, Gap> forgotten = new HashMap<>();
    for (Gap gap : gaps) {
      StagedRow row = gap.row();
      if (gap.amid() || binder.spansRows(gap.carrier()) && onlyEntries(row, gap.carrier())) {
        forgotten.put(new Place(row.sheet(), row.number(), null), gap);
      }
    }
    return forgotten;
  }

  private boolean onlyEntries(StagedRow row, String carrier) {
    SheetHeadings headings = sheets.get(row.sheet());
    return headings != null && headings.onlyEntries(carrier, row.cells());
  }

  private CellReader reader(String carrier) {
    return Objects.requireNonNull(readers.get(carrier), carrier);
  }
}
