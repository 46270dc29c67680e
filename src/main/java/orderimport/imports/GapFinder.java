package orderimport.imports;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import orderimport.imports.RowSurvey.UnassignedRow;
import org.jspecify.annotations.Nullable;

/** Finds rows without an order_ref below rows with one; rows are added in the file's order. */
final class GapFinder {
  /** The maximum distance of a row to one with an order_ref. */
  private static final int DISTANCE = 20;

  private static final int MAX_GAPS = 5_000;

  /** A row with an order_ref. */
  private record Named(
      int sheet, int row, @Nullable String carrier, String orderRef, String orderKey) {
    boolean isNear(int otherSheet, int otherRow) {
      return sheet == otherSheet && Math.abs(row - otherRow) <= DISTANCE;
    }
  }

  /** A row without an order_ref, and the row above that has one. */
  private record Gap(int sheet, int row, String carrier, Named above) {
    long position() {
      return StagedRow.position(sheet, row);
    }
  }

  private final Map<Long, Gap> gaps = new HashMap<>();
  private final Map<Long, Boolean> betweenRowsOfOrder = new HashMap<>();

  /** The gaps since the last row with an order_ref. */
  private final List<Gap> open = new ArrayList<>();

  private @Nullable Named above;

  void add(RowBlock block, int index) {
    if (block.hidden(index) || gaps.size() >= MAX_GAPS && open.isEmpty()) {
      return;
    }
    int row = block.number(index);
    String orderRef = block.orderRef(index);
    String orderKey = block.orderKey(index);
    String carrier = block.carrier(index);
    if (orderRef != null && orderKey != null) {
      Named named = new Named(block.sheet(), row, carrier, orderRef, orderKey);
      open.forEach(gap -> close(gap, named));
      open.clear();
      above = named;
    } else if (gaps.size() < MAX_GAPS && above != null && above.isNear(block.sheet(), row)) {
      String carrierAbove = above.carrier();
      if (carrierAbove != null && (carrier == null || carrier.equals(carrierAbove))) {
        Gap gap = new Gap(block.sheet(), row, carrierAbove, above);
        gaps.put(gap.position(), gap);
        open.add(gap);
      }
    }
  }

  private void close(Gap gap, Named below) {
    boolean between =
        below.isNear(gap.sheet(), gap.row())
            && below.orderKey().equals(gap.above().orderKey())
            && gap.carrier().equals(below.carrier());
    betweenRowsOfOrder.put(gap.position(), between);
  }

  /** Reads the rows that were found. */
  List<UnassignedRow> read(StagedRows stagedRows, long importId) {
    List<UnassignedRow> found = new ArrayList<>();
    for (StagedRow row : stagedRows.at(importId, gaps.keySet())) {
      Gap gap = gaps.get(row.position());
      if (gap != null) {
        found.add(
            new UnassignedRow(
                row,
                gap.carrier(),
                gap.above().orderRef(),
                gap.above().orderKey(),
                betweenRowsOfOrder.getOrDefault(row.position(), false)));
      }
    }
    return found;
  }
}
