package orderimport.web;

import java.util.List;

/**
 * A part of a long list.
 *
 * @param number from 1
 */
record Slice<T>(List<T> items, int number, boolean hasNext) {
  static final int SIZE = 50;

  /** Of a list that was asked for one more than is shown. */
  static <T> Slice<T> of(List<T> found, int number) {
    boolean more = found.size() > SIZE;
    return new Slice<>(more ? found.subList(0, SIZE) : found, number, more);
  }

  /** Where a page begins; a number that makes no sense is the first. */
  static int offset(int number) {
    return (Math.min(Math.max(number, 1), 1_000_000) - 1) * SIZE;
  }
}
