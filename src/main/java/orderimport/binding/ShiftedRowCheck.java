package orderimport.binding;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import orderimport.heading.CellText;
import orderimport.problem.FileProblem;
import orderimport.problem.Problem;
import orderimport.problem.Problem.Location;
import orderimport.problem.Problem.Severity;
import orderimport.problem.Text.CellName;
import orderimport.spreadsheet.Cell;
import orderimport.spreadsheet.Row;
import orderimport.spreadsheet.Sheet;
import org.jspecify.annotations.Nullable;

/**
 * Finds the records of a text file whose values are in the wrong columns or are those of several
 * rows, because a delimiter or line break within a value is not quoted or a quotation mark is
 * stray.
 */
public final class ShiftedRowCheck {
  private static final Pattern LINE_BREAK = Pattern.compile("\r\n?|\n");

  /** Lines with fewer fields may be prose, unless they name a carrier. */
  private static final int UNLIKE_PROSE = 5;

  /** The number of lines in which a divided record is searched. */
  private static final int LONGEST = 50;

  private final Sheet sheet;
  private final Row header;
  private final RowIdentity identity;
  private final int common;
  private final int usual;

  /** The columns that all records of the usual length fill; null if such records are rare. */
  private final @Nullable BitSet alwaysFilled;

  /** The first row of the divided record that was found last. */
  private @Nullable Row dividedFrom;

  /** The last row of that record. */
  private @Nullable Row dividedTo;

  /**
   * @param first rows below the header row
   */
  public ShiftedRowCheck(Sheet sheet, Row header, RowIdentity identity, Collection<Row> first) {
    this.sheet = sheet;
    this.header = header;
    this.identity = identity;
    this.common = mostCommon(first);
    this.usual = Math.max(header.fields(), common);
    this.alwaysFilled = alwaysFilled(first);
  }

  private static int mostCommon(Collection<Row> rows) {
    Map<Integer, Integer> counts = new HashMap<>();
    rows.forEach(row -> counts.merge(row.fields(), 1, Integer::sum));
    return counts.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .orElse(0);
  }

  private @Nullable BitSet alwaysFilled(Collection<Row> first) {
    List<Row> full = first.stream().filter(row -> row.fields() == usual).toList();
    if (full.size() * 3 < Math.max(first.size(), 1)) {
      return null;
    }
    BitSet always = filled(full.get(0));
    full.forEach(row -> always.and(filled(row)));
    return always;
  }

  private static BitSet filled(Row row) {
    BitSet columns = new BitSet();
    row.cells().forEach(cell -> columns.set(cell.column()));
    return columns;
  }

  /**
   * The error of a row whose values may be in the wrong columns; null without one.
   *
   * @param below the rows below it, from 0; null after the last one
   */
  public @Nullable Problem error(Row row, IntFunction<@Nullable Row> below) {
    if (row.fields() == Row.ENDLESS) {
      return null;
    }
    for (Cell cell : row.cells()) {
      String line = lineOfOtherRow(row, cell);
      if (line != null) {
        return at(row, cell, FileProblem.ROWS_IN_CELL, CellText.oneLine(line));
      }
    }
    Cell beyond = beyond(row);
    if (beyond != null) {
      return Problem.at(
          new Location(sheet.position(), row.number(), beyond.column()),
          null,
          beyond.text(),
          Severity.ERROR,
          FileProblem.MORE_FIELDS_THAN_HEADINGS_VALUE,
          row.number(),
          row.fields(),
          header.fields(),
          CellText.oneLine(beyond.text()));
    }
    if (dividedTo == null || row.number() > dividedTo.number()) {
      dividedFrom = row;
      dividedTo = lastOfDivided(row, below);
    }
    return dividedFrom == null || dividedTo == null ? null : divided(row, dividedFrom, dividedTo);
  }

  private Problem at(Row row, Cell cell, FileProblem kind, Object text) {
    return Problem.at(
        new Location(sheet.position(), row.number(), cell.column()),
        identity.heading(cell.column()),
        cell.text(),
        Severity.ERROR,
        kind,
        new CellName(null, row.number(), cell.column()),
        text);
  }

  private Problem divided(Row row, Row from, Row to) {
    Cell last = from.cells().get(from.cells().size() - 1);
    Cell cell = row.number() == from.number() ? last : row.cells().get(0);
    return Problem.at(
        new Location(sheet.position(), row.number(), cell.column()),
        identity.heading(cell.column()),
        cell.text(),
        Severity.ERROR,
        FileProblem.ROW_DIVIDED,
        from.number(),
        to.number(),
        usual,
        CellText.oneLine(last.text()));
  }

  /** The first filled cell after the last field of the header record; null without one. */
  private @Nullable Cell beyond(Row row) {
    List<Cell> cells = row.cells();
    if (cells.isEmpty() || cells.get(cells.size() - 1).column() < header.fields()) {
      return null;
    }
    return cells.stream()
        .filter(cell -> cell.column() >= header.fields() && !CellText.isBlank(cell))
        .findFirst()
        .orElse(null);
  }

  /**
   * The first line of a further row within a cell, which a stray quotation mark makes part of it;
   * null if it is one value.
   */
  private @Nullable String lineOfOtherRow(Row row, Cell cell) {
    if (cell.text().indexOf('\n') < 0 && cell.text().indexOf('\r') < 0) {
      return null;
    }
    String[] lines = LINE_BREAK.split(cell.text(), -1);
    for (String separator : RowIdentity.SEPARATORS) {
      boolean allRows = true;
      for (int i = 0; i < lines.length; i++) {
        String[] fields = lines[i].split(Pattern.quote(separator), -1);
        if (i > 0 && fields.length >= UNLIKE_PROSE - 1 && identity.namesCarrier(cells(fields))) {
          return lines[i];
        }
        int count =
            fields.length
                + (i == 0 ? cell.column() : 0)
                + (i == lines.length - 1 ? row.fields() - 1 - cell.column() : 0);
        allRows &= lines[i].isBlank() || isRow(count) && !isProse(fields);
      }
      if (allRows) {
        return lines[1];
      }
    }
    return null;
  }

  private static List<Cell> cells(String[] fields) {
    List<Cell> cells = new ArrayList<>();
    for (int column = 0; column < fields.length; column++) {
      cells.add(Cell.text(column, fields[column]));
    }
    return cells;
  }

  private boolean isRow(int count) {
    return count >= UNLIKE_PROSE && (count == header.fields() || count == common);
  }

  /** Whether a blank follows each separator, as it does in a sentence. */
  private static boolean isProse(String[] fields) {
    for (int i = 1; i < fields.length; i++) {
      if (!fields[i].startsWith(" ")) {
        return false;
      }
    }
    return fields.length > 1;
  }

  /**
   * The last of the rows that are one record together, which line breaks within a value divide;
   * null if the row is a record.
   */
  private @Nullable Row lastOfDivided(Row row, IntFunction<@Nullable Row> below) {
    int fields = row.fields();
    Row previous = row;
    Row last = null;
    for (int i = 0; i < LONGEST; i++) {
      Row next = below.apply(i);
      if (next == null
          || fields + next.fields() - 1 > usual
          || fields == usual && !continuesLastCell(previous, next)
          || isRecord(next)
          || identity.carrier(row.cells()) == null) {
        break;
      }
      fields += next.fields() - 1;
      previous = next;
      last = fields == usual ? next : null;
    }
    return last;
  }

  private static boolean continuesLastCell(Row row, Row next) {
    return next.number() == row.number() + 1
        && row.cells().get(row.cells().size() - 1).column() == row.fields() - 1;
  }

  /** Whether a short row is a record whose last fields are omitted. */
  private boolean isRecord(Row row) {
    if (identity.namesCarrier(row.cells())) {
      return true;
    } else if (identity.carrier(row.cells()) == null) {
      return false;
    } else if (alwaysFilled == null) {
      return true;
    }
    BitSet lacking = (BitSet) alwaysFilled.clone();
    lacking.andNot(filled(row));
    return lacking.cardinality() * 2 <= alwaysFilled.cardinality();
  }

  /**
   * Whether a row has more fields than the header row and most other rows, the extra ones blank.
   */
  public boolean areMoreThanUsual(Row row) {
    return row.fields() > usual;
  }

  /** The warning that such a row gets. */
  public Problem warning(Row row) {
    return Problem.of(
        new Location(sheet.position(), row.number(), null),
        Severity.WARNING,
        FileProblem.MORE_FIELDS_THAN_HEADINGS,
        row.number(),
        row.fields(),
        header.fields());
  }
}
