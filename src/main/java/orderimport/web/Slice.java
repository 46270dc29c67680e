package orderimport.web;

import java.util.List;

/**
 * A page of a long list.
 *
 * @param number of the page, from 1
 */
public record Slice<T>(List<T> items, int number, boolean hasNext) {
  public static final int SIZE = 50;

  /** Creates a page from a query that fetched up to one item more than the page shows. */
  public static <T> Slice<T> of(List<T> items, int number) {
    boolean hasNext = items.size() > SIZE;
    return new Slice<>(hasNext ? items.subList(0, SIZE) : items, number, hasNext);
  }

  /** The offset of a page; numbers out of range give the first or the last possible page. */
  public static int offset(int number) {
    return (Math.min(Math.max(number, 1), 1_000_000) - 1) * SIZE;
  }
}
