package orderimport.imports;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import orderimport.spreadsheet.Cell;
import orderimport.spreadsheet.Cell.Kind;
import orderimport.spreadsheet.Cell.Strike;
import org.jspecify.annotations.Nullable;

/**
 * The cells of some rows, by column: each column has its distinct cells once, and for each row
 * which of them it has. Rows with the same cell share it. Not thread-safe: a cell is decoded when
 * it is first read.
 *
 * <p>Which cell a row has is encoded in runs of equal codes: {@link #NEXT}, the cell after those
 * that were used before; {@link #NONE}; or that of an earlier cell.
 */
final class CellColumns {
  private static final int NEXT = 0;
  private static final int NONE = 1;
  private static final int FIRST = 2;
  private static final int LETTER_BITS = 7;
  private static final int LETTER = (1 << LETTER_BITS) - 1;
  private static final int USUAL_COLUMNS = 64;
  private static final List<Strike> STRIKES = List.of(Strike.NONE, Strike.PART, Strike.WHOLE);
  private static final @Nullable Kind[] KINDS = new Kind['Z' + 1];

  static {
    for (Kind kind : Kind.values()) {
      KINDS[letter(kind)] = kind;
    }
  }

  private final BlockInput in;
  private final List<Column> columns;

  private CellColumns(BlockInput in, List<Column> columns) {
    this.in = in;
    this.columns = columns;
  }

  private static char letter(Kind kind) {
    return kind.name().charAt(0);
  }

  /**
   * Encodes rows.
   *
   * @param rows the cells of each row, in ascending order of columns
   */
  static void write(List<List<Cell>> rows, BlockOutput out) {
    Map<Integer, Encoder> encoders = new TreeMap<>();
    @Nullable Encoder[] byColumn = new Encoder[USUAL_COLUMNS];
    for (int row = 0; row < rows.size(); row++) {
      int last = -1;
      for (Cell cell : rows.get(row)) {
        int column = cell.column();
        if (column <= last) {
          throw new IllegalArgumentException("The cells of a row are not in order");
        }
        last = column;
        if (column >= byColumn.length) {
          byColumn = Arrays.copyOf(byColumn, Math.max(column + 1, byColumn.length * 2));
        }
        Encoder encoder = byColumn[column];
        if (encoder == null) {
          encoder = new Encoder();
          byColumn[column] = encoder;
          encoders.put(column, encoder);
        }
        encoder.add(row, cell);
      }
    }
    out.number(encoders.size());
    encoders.forEach(
        (column, encoder) -> {
          out.number(column);
          encoder.end(rows.size(), out);
        });
  }

  /** Decodes what {@link #write} encoded; the texts of the cells are decoded when they are read. */
  static CellColumns read(BlockInput in, int rows) {
    int count = in.number();
    List<Column> columns = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      columns.add(Column.read(in, rows));
    }
    return new CellColumns(in, columns);
  }

  /** The cells of a row, from 0. */
  List<Cell> row(int row) {
    List<Cell> cells = new ArrayList<>(Math.min(columns.size(), USUAL_COLUMNS));
    for (Column column : columns) {
      Cell cell = column.cell(row, in);
      if (cell != null) {
        cells.add(cell);
      }
    }
    return cells;
  }

  /** The text of a row's cell in a column; null if it has none. */
  @Nullable String text(int column, int row) {
    for (Column each : columns) {
      if (each.column == column) {
        Cell cell = each.cell(row, in);
        return cell == null ? null : cell.text();
      }
    }
    return null;
  }

  /** The column that is being encoded. */
  private static final class Encoder {
    private final Map<Cell, Integer> known = new HashMap<>();
    private final BlockOutput distinct = new BlockOutput();
    private final BlockOutput runs = new BlockOutput();
    private int rows;
    private int code = NONE;
    private int run;
    private @Nullable Cell previous;
    private int codeOfPrevious;

    void add(int row, Cell cell) {
      if (row > rows) {
        run(NONE, row - rows);
      }
      rows = row + 1;
      if (cell.equals(previous)) {
        run(codeOfPrevious, 1);
        return;
      }
      Integer earlier = known.putIfAbsent(cell, FIRST + known.size());
      if (earlier == null) {
        write(cell);
        run(NEXT, 1);
        codeOfPrevious = FIRST + known.size() - 1;
      } else {
        run(earlier, 1);
        codeOfPrevious = earlier;
      }
      previous = cell;
    }

    private void write(Cell cell) {
      String format = cell.format();
      // In lower case with a format; the strike is in the next higher bits.
      char letter = letter(cell.kind());
      distinct.number(
          (format == null ? letter : Character.toLowerCase(letter))
              | STRIKES.indexOf(cell.strike()) << LETTER_BITS);
      if (format != null) {
        distinct.text(format);
      }
      distinct.text(cell.text());
    }

    private void run(int next, int length) {
      if (next != code) {
        endRun();
        code = next;
      }
      run += length;
    }

    private void endRun() {
      if (run > 0) {
        runs.number(code);
        runs.number(run);
        run = 0;
      }
    }

    void end(int count, BlockOutput out) {
      if (count > rows) {
        run(NONE, count - rows);
      }
      endRun();
      out.number(known.size());
      out.add(distinct);
      out.add(runs);
    }
  }

  /** A decoded column. */
  private static final class Column {
    private final int column;

    /** Where each distinct cell is. */
    private final int[] positions;

    /** The distinct cells that were read. */
    private final @Nullable Cell[] cells;

    /** The index of the cell of each row; -1 if it has none. */
    private final int[] ofRows;

    private Column(int column, int[] positions, int[] ofRows) {
      this.column = column;
      this.positions = positions;
      this.cells = new Cell[positions.length];
      this.ofRows = ofRows;
    }

    static Column read(BlockInput in, int rows) {
      int column = in.number();
      int[] positions = new int[in.number()];
      for (int i = 0; i < positions.length; i++) {
        positions[i] = in.position();
        if ((in.number() & LETTER) >= 'a') {
          in.skipText();
        }
        in.skipText();
      }
      int[] ofRows = new int[rows];
      int used = 0;
      for (int row = 0; row < rows; ) {
        int code = in.number();
        int end = row + in.number();
        if (code == NEXT) {
          while (row < end) {
            ofRows[row++] = used++;
          }
        } else {
          Arrays.fill(ofRows, row, end, code == NONE ? -1 : code - FIRST);
          row = end;
        }
      }
      return new Column(column, positions, ofRows);
    }

    @Nullable Cell cell(int row, BlockInput in) {
      int index = ofRows[row];
      if (index < 0) {
        return null;
      }
      Cell cell = cells[index];
      if (cell == null) {
        in.moveTo(positions[index]);
        int code = in.number();
        int letter = code & LETTER;
        String format = letter >= 'a' ? in.text() : null;
        Kind kind = Objects.requireNonNull(KINDS[Character.toUpperCase(letter)]);
        cell = new Cell(column, kind, in.text(), format, STRIKES.get(code >> LETTER_BITS));
        cells[index] = cell;
      }
      return cell;
    }
  }
}
