package orderimport.binding;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import orderimport.binding.value.CellReader;
import orderimport.heading.HeadingCatalog;
import orderimport.heading.SheetHeader;
import orderimport.imports.Import;
import orderimport.imports.RowSurvey.CopiedSheets;
import orderimport.imports.RowSurvey.UnassignedRow;
import orderimport.imports.StagedRow;
import orderimport.imports.StagedRows.StagedSheet;
import orderimport.problem.Phrase;
import orderimport.problem.Problem;
import orderimport.problem.Problem.Location;
import orderimport.problem.Text;
import orderimport.spreadsheet.Cell;
import org.jspecify.annotations.Nullable;

/** Binds the rows of one import. Thread-safe. */
public final class ImportBinder {
  private final OrderBinder binder;
  private final Map<String, CellReader> readers;
  private final Map<Integer, SheetHeader> sheets = new TreeMap<>();
  private final Map<Integer, RowIdentity> keys = new TreeMap<>();
  private final DuplicateRowCheck duplicates;

  /**
   * @param staged the import's sheets, by position
   */
  public ImportBinder(
      OrderBinder binder,
      HeadingCatalog headingCatalog,
      Import orderImport,
      Map<Integer, StagedSheet> staged) {
    this(binder, headingCatalog, orderImport, staged, List.of());
  }

  /**
   * @param staged the import's sheets, by position
   * @param copied the pairs of sheets that share most of their orders
   */
  public ImportBinder(
      OrderBinder binder,
      HeadingCatalog headingCatalog,
      Import orderImport,
      Map<Integer, StagedSheet> staged,
      List<CopiedSheets> copied) {
    this.binder = binder;
    this.duplicates = new DuplicateRowCheck(copied, !orderImport.options().sheets().isEmpty());
    Text format = orderImport.format();
    boolean textFile = format != null && format.is(Phrase.FORMAT_CSV);
    this.readers = binder.readers(orderImport.options(), textFile);
    staged.forEach(
        (position, sheet) -> {
          Integer row = sheet.headingRow();
          if (row != null) {
            SheetHeader read =
                new SheetHeader(
                    headingCatalog,
                    sheet.name(),
                    row,
                    sheet.headings(),
                    orderImport.options().mapping(sheet.signature()));
            sheets.put(position, read);
            keys.put(
                position,
                new RowIdentity(
                    headingCatalog, read, position, sheet.name(), orderImport.options(), textFile));
          }
        });
  }

  /** Binds the rows of one order; at least one, in the file's order. */
  public BoundOrder bind(String carrier, String orderRef, List<StagedRow> rows) {
    return binder.bind(carrier, orderRef, rows, sheets, reader(carrier), duplicates);
  }

  /**
   * The problems of a row that belongs to no order.
   *
   * @param around the order that is on hold because of this row; null if absent
   */
  public List<Problem> problemsOf(StagedRow row, @Nullable String around) {
    List<Problem> problems =
        new ArrayList<>(rowIdentity(row).problems(row.number(), row.cells(), around));
    String carrier = row.carrier();
    if (carrier != null) {
      problems.addAll(binder.validateUnassignedRow(carrier, row, sheets, reader(carrier)));
    }
    return problems;
  }

  /**
   * The rows without an order that probably belong to the order of the row above, by location: they
   * are between its rows, or have only values of a further line or item.
   */
  public Map<Location, UnassignedRow> likelyMissingOrderRef(List<UnassignedRow> gaps) {
    Map<Location, UnassignedRow> likelyForgotten = new HashMap<>();
    for (UnassignedRow unassignedRow : gaps) {
      StagedRow row = unassignedRow.row();
      if (unassignedRow.betweenRowsOfOrder()
          || binder.spansRows(unassignedRow.carrier())
              && isContinuationRow(row, unassignedRow.carrier())) {
        likelyForgotten.put(new Location(row.sheet(), row.number(), null), unassignedRow);
      }
    }
    return likelyForgotten;
  }

  /** Whether a column of a sheet has a heading. */
  public boolean hasHeading(int sheet, int column) {
    SheetHeader headings = sheets.get(sheet);
    return headings != null && headings.text(column) != null;
  }

  /**
   * A row with other cells, and the carrier and order that these name.
   *
   * @param shifted whether its values are in the wrong columns, so that its carrier is not known
   */
  public StagedRow withCells(StagedRow row, boolean hidden, boolean shifted, List<Cell> cells) {
    RowIdentity rowIdentity = rowIdentity(row);
    return StagedRow.read(
        row.sheet(),
        row.number(),
        hidden,
        shifted ? null : rowIdentity.carrier(cells),
        rowIdentity.orderRef(cells),
        cells);
  }

  private RowIdentity rowIdentity(StagedRow row) {
    RowIdentity rowIdentity = keys.get(row.sheet());
    if (rowIdentity == null) {
      throw new IllegalStateException("No headings of sheet " + row.sheet());
    }
    return rowIdentity;
  }

  /** The keys of all orders that rows with shifted values may belong to. */
  public Set<String> possibleOrders(List<StagedRow> shifted) {
    Set<String> possible = new HashSet<>();
    for (StagedRow row : shifted) {
      RowIdentity rowIdentity = keys.get(row.sheet());
      if (rowIdentity != null) {
        possible.addAll(rowIdentity.possibleOrders(row.cells()));
      }
    }
    return possible;
  }

  private boolean isContinuationRow(StagedRow row, String carrier) {
    SheetHeader headings = sheets.get(row.sheet());
    return headings != null && headings.isContinuationRow(carrier, row.cells());
  }

  private CellReader reader(String carrier) {
    return Objects.requireNonNull(readers.get(carrier), carrier);
  }
}
