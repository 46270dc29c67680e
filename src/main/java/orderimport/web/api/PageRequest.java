package orderimport.web.api;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Which part of a list is requested. */
record PageRequest(@Nullable Integer limit, @Nullable String cursor) {
  private static final int DEFAULT_LIMIT = 50;
  private static final int MAX_LIMIT = 500;

  private int size() {
    if (limit == null) {
      return DEFAULT_LIMIT;
    } else if (limit < 1 || limit > MAX_LIMIT) {
      throw new ApiException(ProblemCode.INVALID_PARAMETER, "limit", limit.toString());
    }
    return limit;
  }

  /** As {@link Cursor#parse}. */
  Cursor after(long... beginning) {
    return Cursor.parse(cursor, beginning);
  }

  /** The number of items to find: one more than the page has, to know whether it is the last. */
  int sizeToFind() {
    return size() + 1;
  }

  /** Whether there are more items than the page has. */
  boolean isExceededBy(List<?> found) {
    return found.size() > size();
  }

  <T> List<T> page(List<T> found) {
    return isExceededBy(found) ? found.subList(0, size()) : found;
  }

  /** The cursor of the next page; null on the last one. */
  <T> @Nullable String next(List<T> found, Function<T, Cursor> cursorOf) {
    return isExceededBy(found) ? cursorOf.apply(found.get(size() - 1)).toString() : null;
  }
}
