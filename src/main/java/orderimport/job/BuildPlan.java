package orderimport.job;

import java.util.List;
import orderimport.imports.LongSet;
import orderimport.imports.OrderIdentity;
import orderimport.imports.RowBlock;
import orderimport.imports.RowSurvey;

/**
 * Which orders are built from which blocks of rows. It follows from the staged rows, so that a
 * restart has the same partitions: each but the last builds the orders of successive blocks, the
 * last one those that have rows in several blocks, if there are such.
 *
 * @param blocks in the file's order
 * @param scattered the hashes of the orders with rows in several blocks
 */
record BuildPlan(List<RowBlock.Id> blocks, LongSet scattered) {
  /** About 20,000 rows, which take a second or two. */
  private static final int BLOCKS_PER_RANGE = 16;

  private static final int MIN_RANGES = 4;
  private static final int MAX_RANGES = 64;

  static BuildPlan of(RowSurvey survey) {
    return new BuildPlan(survey.blocks(), survey.scattered());
  }

  boolean isScattered(OrderIdentity order) {
    return !scattered.isEmpty() && scattered.contains(order.hash());
  }

  /** The number of partitions. */
  int partitions() {
    return ranges() + (scattered.isEmpty() ? 0 : 1);
  }

  private int ranges() {
    int ranges = Math.max(MIN_RANGES, Math.min(MAX_RANGES, blocks.size() / BLOCKS_PER_RANGE));
    return Math.max(1, Math.min(ranges, blocks.size()));
  }

  /** Whether a partition, from 0, builds the orders with rows in several blocks. */
  boolean isOfScattered(int partition) {
    return partition == ranges();
  }

  /** The blocks of one of the other partitions. */
  List<RowBlock.Id> blocks(int partition) {
    return blocks.subList(
        (int) ((long) blocks.size() * partition / ranges()),
        (int) ((long) blocks.size() * (partition + 1) / ranges()));
  }
}
