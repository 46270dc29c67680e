package orderimport.imports;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import orderimport.spreadsheet.Cell;
import org.jspecify.annotations.Nullable;

/**
 * Successive staged rows of a sheet. They are stored in two parts: the keys, which say which rows
 * they are and to which orders they belong, and the cells. Rows that users edited replace those of
 * the file (ADR 0022). See ADR 0018. Not thread-safe.
 */
public final class RowBlock {
  private static final int CARRIER = 0;
  private static final int ORDER_REF = 1;

  private final int sheet;
  private final int[] numbers;
  private final BitSet hidden;
  private final CellColumns names;
  private final @Nullable CellColumns cells;

  /** The rows that users edited, by number. */
  private final Map<Integer, StagedRow> edited;

  /** The keys by name: rows of an order share them. */
  private final Map<String, String> orderKeys = new HashMap<>();

  private RowBlock(
      int sheet,
      int[] numbers,
      BitSet hidden,
      CellColumns names,
      @Nullable CellColumns cells,
      Map<Integer, StagedRow> edited) {
    this.sheet = sheet;
    this.numbers = numbers;
    this.hidden = hidden;
    this.names = names;
    this.cells = cells;
    this.edited = edited;
  }

  /** The address of a block in an import. */
  public record Id(int sheet, int firstRow) {}

  /** Encodes the keys of rows of one sheet, at least one, in ascending order. */
  static byte[] keys(List<? extends StagedRow> rows) {
    BlockOutput out = new BlockOutput();
    out.number(rows.size());
    int previous = 0;
    List<List<Cell>> names = new ArrayList<>(rows.size());
    for (StagedRow row : rows) {
      if (row.number() <= previous) {
        throw new IllegalArgumentException("Row %d is not in order".formatted(row.number()));
      }
      out.number((row.number() - previous) << 1 | (row.hidden() ? 1 : 0));
      previous = row.number();
      names.add(names(row));
    }
    CellColumns.write(names, out);
    return out.deflated();
  }

  private static List<Cell> names(StagedRow row) {
    List<Cell> names = new ArrayList<>(2);
    if (row.carrier() != null) {
      names.add(Cell.text(CARRIER, row.carrier()));
    }
    if (row.orderRef() != null) {
      names.add(Cell.text(ORDER_REF, row.orderRef()));
    }
    return names;
  }

  /** Encodes the cells of rows. */
  static byte[] cells(List<? extends StagedRow> rows) {
    BlockOutput out = new BlockOutput();
    CellColumns.write(rows.stream().map(StagedRow::cells).toList(), out);
    return out.deflated();
  }

  /**
   * Decodes a block.
   *
   * @param row with the columns {@code sheet}, {@code keys}, {@code cells} and {@code edits} of
   *     {@code row_source}; {@code cells} is null if only the keys of its rows will be read
   */
  public static RowBlock read(ResultSet row) throws SQLException {
    int sheet = row.getInt("sheet");
    return read(
        sheet,
        row.getBytes("keys"),
        row.getBytes("cells"),
        EditedRows.read(sheet, row.getString("edits")));
  }

  /**
   * @param edited the rows that users edited, by number
   */
  static RowBlock read(
      int sheet, byte[] keys, byte @Nullable [] cells, Map<Integer, StagedRow> edited) {
    BlockInput in = BlockInput.inflate(keys);
    int[] numbers = new int[in.number()];
    BitSet hidden = new BitSet();
    int previous = 0;
    for (int i = 0; i < numbers.length; i++) {
      int next = in.number();
      previous += next >>> 1;
      numbers[i] = previous;
      hidden.set(i, (next & 1) == 1);
    }
    return new RowBlock(
        sheet,
        numbers,
        hidden,
        CellColumns.read(in, numbers.length),
        cells == null ? null : CellColumns.read(BlockInput.inflate(cells), numbers.length),
        edited);
  }

  public Id id() {
    return new Id(sheet, numbers[0]);
  }

  public int sheet() {
    return sheet;
  }

  /** The number of rows. */
  public int size() {
    return numbers.length;
  }

  /** The number of a row in its sheet, by its index from 0. */
  public int number(int index) {
    return numbers[index];
  }

  /** The number of the last row. */
  public int lastRow() {
    return numbers[numbers.length - 1];
  }

  /** The index of the row with a number; negative if it is not in this block. */
  public int indexOf(int number) {
    return Arrays.binarySearch(numbers, number);
  }

  /** The position of a row: see {@link StagedRow#position}. */
  public long position(int index) {
    return StagedRow.position(sheet, numbers[index]);
  }

  public boolean hidden(int index) {
    StagedRow row = edited(index);
    return row == null ? hidden.get(index) : row.hidden();
  }

  public @Nullable String carrier(int index) {
    StagedRow row = edited(index);
    return row == null ? names.text(CARRIER, index) : row.carrier();
  }

  public @Nullable String orderRef(int index) {
    StagedRow row = edited(index);
    return row == null ? names.text(ORDER_REF, index) : row.orderRef();
  }

  private @Nullable StagedRow edited(int index) {
    return edited.isEmpty() ? null : edited.get(numbers[index]);
  }

  public @Nullable String orderKey(int index) {
    String name = orderRef(index);
    return name == null ? null : orderKeys.computeIfAbsent(name, OrderKey::of);
  }

  /** The order of a row; null if it is hidden or belongs to no order. */
  public @Nullable OrderIdentity order(int index) {
    String carrier = carrier(index);
    String orderKey = orderKey(index);
    return hidden(index) || carrier == null || orderKey == null
        ? null
        : new OrderIdentity(carrier, orderKey);
  }

  /**
   * A row as users left it.
   *
   * @throws IllegalStateException if the block was decoded without cells
   */
  public StagedRow row(int index) {
    StagedRow row = edited(index);
    return row == null ? original(index) : row;
  }

  /**
   * A row as in the file.
   *
   * @throws IllegalStateException if the block was decoded without cells
   */
  StagedRow original(int index) {
    if (cells == null) {
      throw new IllegalStateException("The block was read without its cells");
    }
    String orderRef = names.text(ORDER_REF, index);
    return new StagedRow(
        sheet,
        numbers[index],
        hidden.get(index),
        names.text(CARRIER, index),
        orderRef,
        orderRef == null ? null : orderKeys.computeIfAbsent(orderRef, OrderKey::of),
        cells.row(index));
  }
}
