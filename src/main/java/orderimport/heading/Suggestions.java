package orderimport.heading;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import orderimport.problem.Phrase;
import orderimport.problem.Text;
import org.apache.commons.text.similarity.LevenshteinDistance;
import org.jspecify.annotations.Nullable;

/** Suggests known words similar to a misspelled one. */
public final class Suggestions {
  private static final int MOST = 3;
  // Shorter words are similar to too many others.
  private static final int SHORTEST = 3;
  private static final Pattern NUMBER = Pattern.compile("[-+.,\\d\\h]+");

  private Suggestions() {}

  /**
   * The candidates with the smallest edit distance to a text, if about a third of the letters or
   * fewer differ; at most {@value #MOST}. Numbers and words of one or two letters have none. The
   * last part of a path is compared as well, since users omit prefixes such as {@code to_address.}.
   */
  public static List<String> near(String text, Collection<String> candidates) {
    String normalized = HeadingText.normalize(text);
    if (normalized.length() < SHORTEST || NUMBER.matcher(normalized).matches()) {
      return List.of();
    }
    int best = Math.max(1, (normalized.length() + 1) / 3);
    List<String> found = new ArrayList<>();
    for (String candidate : candidates) {
      int distance = distance(normalized, HeadingText.normalize(candidate), best);
      if (distance >= 0 && distance < best) {
        best = distance;
        found.clear();
      }
      if (distance == best) {
        found.add(candidate);
      }
    }
    return found.stream().distinct().limit(MOST).toList();
  }

  /** The same for a heading, or else for the parts of it that may be known. */
  static List<String> nearHeading(String heading, Collection<String> candidates) {
    return Stream.of(
            Stream.of(heading),
            HeadingText.shortened(heading).stream(),
            HeadingText.names(heading).stream())
        .flatMap(forms -> forms)
        .map(form -> near(form, candidates))
        .filter(near -> !near.isEmpty())
        .findFirst()
        .orElse(List.of());
  }

  private static int distance(String normalized, String candidate, int limit) {
    var distance = new LevenshteinDistance(limit);
    int ofWhole = distance.apply(normalized, candidate);
    int ofLast = distance.apply(normalized, candidate.substring(candidate.lastIndexOf('.') + 1));
    return ofWhole < 0 || ofLast < 0 ? Math.max(ofWhole, ofLast) : Math.min(ofWhole, ofLast);
  }

  /** A question; null without suggestions. */
  static @Nullable public Text sentence(List<String> near) {
    Object[] words = near.toArray();
    return switch (words.length) {
      case 0 -> null;
      case 1 -> Phrase.DID_YOU_MEAN.text(words);
      case 2 -> Phrase.DID_YOU_MEAN_TWO.text(words);
      default -> Phrase.DID_YOU_MEAN_THREE.text(words);
    };
  }
}
