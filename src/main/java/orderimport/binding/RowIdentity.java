package orderimport.binding;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import orderimport.binding.value.CellReader;
import orderimport.binding.value.ParseResult.Issue;
import orderimport.binding.value.ParseResult.Rejected;
import orderimport.heading.CellText;
import orderimport.heading.HeadingCatalog;
import orderimport.heading.SheetHeader;
import orderimport.heading.Suggestions;
import orderimport.imports.ImportOptions;
import orderimport.imports.OrderKey;
import orderimport.problem.CellProblem;
import orderimport.problem.Problem;
import orderimport.problem.Problem.Location;
import orderimport.problem.Text.Heading;
import orderimport.spreadsheet.Cell;
import org.jspecify.annotations.Nullable;

/**
 * Determines the carrier and order of a sheet's rows. A {@code carrier} column takes precedence
 * over the sheet's name, which takes precedence over {@code --carrier}.
 */
public final class RowIdentity {
  /** The field separators of text files. */
  static final List<String> SEPARATORS = List.of(",", ";", "\t", "|");

  /** Separates the fields of the lines within a cell. */
  private static final Pattern FIELDS = Pattern.compile("[,;\t|\r\n]");

  private final HeadingCatalog headingCatalog;
  private final SheetHeader sheet;
  private final int position;
  private final Optional<String> sheetCarrier;
  private final boolean textFile;

  /**
   * @param position of the sheet, from 0
   * @param sheetName as on its tab
   * @param textFile whether the cells come from a text file
   */
  public RowIdentity(
      HeadingCatalog headingCatalog,
      SheetHeader sheet,
      int position,
      String sheetName,
      ImportOptions options,
      boolean textFile) {
    this.headingCatalog = headingCatalog;
    this.sheet = sheet;
    this.position = position;
    this.textFile = textFile;
    this.sheetCarrier =
        headingCatalog.carrierNamed(sheetName).or(() -> Optional.ofNullable(options.carrier()));
  }

  /** The carrier of rows in a sheet without a carrier column; null if it is not specified. */
  @Nullable public String sheetCarrier() {
    return sheet.carrierColumn() == null ? sheetCarrier.orElse(null) : null;
  }

  /** Whether the carriers of rows can be determined. */
  public boolean knowCarriers() {
    return sheet.carrierColumn() != null || sheetCarrier.isPresent();
  }

  /** The row's carrier; null if it is missing or unknown. */
  public @Nullable String carrier(List<Cell> cells) {
    Cell cell = cell(cells, sheet.carrierColumn());
    if (cell != null && cell.strike() == Cell.Strike.PART) {
      return null;
    }
    return cell == null
        ? sheetCarrier.orElse(null)
        : headingCatalog.carrierNamed(CellText.strip(sheet.matched(cell).text())).orElse(null);
  }

  /** Whether the row's cell in the {@code carrier} column names a carrier. */
  boolean namesCarrier(List<Cell> cells) {
    return cell(cells, sheet.carrierColumn()) != null && carrier(cells) != null;
  }

  /** The heading of a column; null without one. */
  @Nullable String heading(int column) {
    return sheet.text(column);
  }

  /** The row's order; null if it is missing or invalid. */
  public @Nullable String orderRef(List<Cell> cells) {
    Cell cell = cell(cells, sheet.orderRefColumn());
    return cell == null ? null : OrderRefParser.name(cell, textFile);
  }

  /**
   * The keys of all orders that a row may belong to if its values are in the wrong columns: those
   * of its cells and of the fields of lines within them, and those of a name that a separator has
   * split.
   */
  Set<String> possibleOrders(List<Cell> cells) {
    Set<String> keys = new HashSet<>();
    Integer column = sheet.orderRefColumn();
    Map<String, StringBuilder> joined = new HashMap<>();
    for (Cell cell : cells) {
      for (String field : FIELDS.split(cell.text())) {
        keys.add(OrderKey.of(CellText.strip(field)));
      }
      if (column != null && cell.column() >= column) {
        String name = OrderRefParser.name(cell, textFile);
        if (name != null) {
          keys.add(OrderKey.of(name));
        }
        for (String separator : SEPARATORS) {
          StringBuilder parts = joined.computeIfAbsent(separator, key -> new StringBuilder());
          if (parts.length() <= OrderRefParser.LONGEST) {
            parts.append(parts.isEmpty() ? "" : separator).append(cell.text());
            keys.add(OrderKey.of(parts.toString()));
          }
        }
      }
    }
    return keys;
  }

  /**
   * Why a row belongs to no order; empty if it belongs to one.
   *
   * @param around the order of the adjacent rows, null if it is not known
   */
  public List<Problem> problems(int row, List<Cell> cells, @Nullable String around) {
    List<Problem> problems = new ArrayList<>();
    if (carrier(cells) == null) {
      problems.add(noCarrier(row, cell(cells, sheet.carrierColumn())));
    }
    if (orderRef(cells) == null) {
      problems.add(noOrderRef(row, cell(cells, sheet.orderRefColumn()), around));
    }
    return problems;
  }

  private Problem noCarrier(int row, @Nullable Cell cell) {
    List<String> names =
        headingCatalog.all().stream()
            .map(carrierColumns -> carrierColumns.carrier().name())
            .toList();
    String allowed = String.join(", ", names);
    Issue issue =
        cell == null
            ? Issue.error(CellProblem.MISSING_CARRIER, allowed)
            : cell.strike() == Cell.Strike.PART
                ? CellReader.partlyStruck(cell)
                : Issue.error(CellProblem.UNKNOWN_CARRIER, CellText.strip(cell.text()), allowed)
                    .withLead(Suggestions.sentence(Suggestions.near(cell.text(), names)));
    return problem(row, sheet.carrierColumn(), cell, issue);
  }

  private Problem noOrderRef(int row, @Nullable Cell cell, @Nullable String around) {
    Issue issue =
        cell != null && OrderRefParser.read(cell, textFile) instanceof Rejected rejected
            ? rejected.why()
            : around == null
                ? Issue.error(CellProblem.MISSING_ORDER_REF)
                : Issue.error(CellProblem.MISSING_ORDER_REF_BETWEEN, around);
    return problem(row, sheet.orderRefColumn(), cell, issue);
  }

  private Problem problem(int row, @Nullable Integer column, @Nullable Cell cell, Issue issue) {
    String heading = column == null ? null : sheet.text(column);
    return issue.at(
        new Location(position, row, column),
        heading,
        cell == null ? null : cell.text(),
        new Heading(heading == null ? "carrier" : heading));
  }

  private static @Nullable Cell cell(List<Cell> cells, @Nullable Integer column) {
    if (column != null) {
      for (Cell cell : cells) {
        if (cell.column() == column) {
          return CellText.isBlank(cell) ? null : cell;
        }
      }
    }
    return null;
  }
}
