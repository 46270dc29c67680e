package orderimport.problem;

import java.util.Comparator;
import java.util.Optional;
import org.assertj.core.api.recursive.comparison.RecursiveComparisonConfiguration;
import org.jspecify.annotations.Nullable;

/** The English texts of the command line. */
public final class English {
  /** Compares texts by their English wording. */
  public static final RecursiveComparisonConfiguration TEXTS =
      RecursiveComparisonConfiguration.builder()
          .withStrictTypeChecking(true)
          .withComparatorForType(Comparator.comparing(English::of), Text.class)
          .build();

  private English() {}

  public static String of(@Nullable Text text) {
    return TextRenderer.ENGLISH.renderOrEmpty(text);
  }

  public static Optional<String> of(Optional<Text> text) {
    return text.map(English::of);
  }

  public static String message(Problem problem) {
    return of(problem.message());
  }

  public static String hint(Problem problem) {
    return of(problem.hint());
  }
}
