package orderimport.web.api;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** The place in a list after which a page begins, as numbers of its last item. */
final class Cursor {
  private final List<Long> numbers;

  private Cursor(List<Long> numbers) {
    this.numbers = numbers;
  }

  static Cursor of(long... numbers) {
    return new Cursor(LongStream.of(numbers).boxed().toList());
  }

  /**
   * Reads the cursor of a request.
   *
   * @param text null for the beginning of the list
   * @param beginning the numbers before the first item
   */
  static Cursor parse(@Nullable String text, long... beginning) {
    if (text == null || text.isEmpty()) {
      return of(beginning);
    }
    try {
      String plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII);
      List<Long> numbers = Arrays.stream(plain.split(",")).map(Long::valueOf).toList();
      if (numbers.size() == beginning.length) {
        return new Cursor(numbers);
      }
    } catch (IllegalArgumentException e) {
      // Reported below.
    }
    throw new ApiException(ProblemCode.INVALID_PARAMETER, "cursor", text);
  }

  long number(int index) {
    return numbers.get(index);
  }

  @Override
  public String toString() {
    String plain = numbers.stream().map(String::valueOf).collect(Collectors.joining(","));
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(plain.getBytes(StandardCharsets.US_ASCII));
  }
}
