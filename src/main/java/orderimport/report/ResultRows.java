package orderimport.report;

import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import orderimport.imports.OrderIdentity;
import orderimport.imports.RowBlock;
import orderimport.imports.StagedRow;
import orderimport.problem.Problem.Severity;
import orderimport.report.Snapshot.Cursor;
import org.jspecify.annotations.Nullable;

/** The rows of an import with their orders and problems, in the order of the file. */
final class ResultRows implements Iterator<ResultRow>, AutoCloseable {
  private static final String BLOCKS =
      "select sheet, keys, cells, edits from row_source where import_id = ? order by sheet, first_row";

  private static final int BLOCKS_AT_ONCE = 4;

  /** Looks each order up by all columns of a unique index, whatever the planner expects. */
  private static final String ORDERS =
      """
      select o.* from unnest(?::text[], ?::text[]) as of_row(carrier, order_key)
      cross join lateral (
        select carrier, order_key, order_ref, status, carrier_order_id, environment
        from order_result
        where import_id = ? and carrier = of_row.carrier and order_key = of_row.order_key
        offset 0) o
      """;

  /** What a row shows of its order. */
  private record OrderOfRow(
      String orderRef, ResultStatus status, @Nullable String carrierOrderId, String environment) {}

  private final long importId;
  private final SourceSheets sheets;
  private final ProblemsByRow problems;
  private final Cursor<RowBlock> blocks;
  private final PreparedStatement orders;
  private Map<OrderIdentity, OrderOfRow> ofBlock = Map.of();
  private @Nullable RowBlock block;
  private int next;

  ResultRows(Snapshot snapshot, long importId, SourceSheets sheets, ProblemsByRow problems)
      throws SQLException {
    this.importId = importId;
    this.sheets = sheets;
    this.problems = problems;
    this.orders = snapshot.prepare(ORDERS);
    this.blocks = snapshot.open(BLOCKS, importId, BLOCKS_AT_ONCE, RowBlock::read);
  }

  @Override
  public boolean hasNext() {
    return block != null && next < block.size() || blocks.hasNext();
  }

  @Override
  public ResultRow next() {
    if (block == null || next == block.size()) {
      if (!blocks.hasNext()) {
        throw new NoSuchElementException();
      }
      block = blocks.next();
      next = 0;
      ofBlock = orders(block);
    }
    return row(block, next++);
  }

  private ResultRow row(RowBlock from, int index) {
    StagedRow row = from.row(index);
    OrderIdentity identity = from.order(index);
    OrderOfRow order = identity == null ? null : ofBlock.get(identity);
    List<ResultProblem> ofRow = problems.of(row.sheet(), row.number());
    boolean withError = ofRow.stream().anyMatch(problem -> problem.severity() == Severity.ERROR);
    return new ResultRow(
        sheets.at(row.sheet()),
        row.number(),
        row.carrier(),
        order == null ? row.orderRef() : order.orderRef(),
        ResultStatus.ofRow(row.hidden(), order == null ? null : order.status(), withError),
        order == null ? null : order.carrierOrderId(),
        order == null ? null : order.environment(),
        row.cells(),
        ofRow);
  }

  private Map<OrderIdentity, OrderOfRow> orders(RowBlock of) {
    List<String> carriers = new ArrayList<>();
    List<String> orderKeys = new ArrayList<>();
    OrderIdentity last = null;
    for (int i = 0; i < of.size(); i++) {
      OrderIdentity order = of.order(i);
      if (order != null && !order.equals(last)) {
        carriers.add(order.carrier());
        orderKeys.add(order.orderKey());
        last = order;
      }
    }
    try {
      return find(carriers, orderKeys);
    } catch (SQLException e) {
      throw Snapshot.unreadable(e);
    }
  }

  private Map<OrderIdentity, OrderOfRow> find(List<String> carriers, List<String> orderKeys)
      throws SQLException {
    Map<OrderIdentity, OrderOfRow> found = new HashMap<>();
    orders.setArray(1, array(carriers));
    orders.setArray(2, array(orderKeys));
    orders.setLong(3, importId);
    try (ResultSet result = orders.executeQuery()) {
      while (result.next()) {
        found.put(
            new OrderIdentity(result.getString("carrier"), result.getString("order_key")),
            new OrderOfRow(
                result.getString("order_ref"),
                ResultStatus.valueOf(result.getString("status")),
                result.getString("carrier_order_id"),
                result.getString("environment")));
      }
    }
    return found;
  }

  private Array array(List<String> texts) throws SQLException {
    return orders.getConnection().createArrayOf("text", texts.toArray());
  }

  @Override
  public void close() throws SQLException {
    blocks.close();
    orders.close();
  }
}
