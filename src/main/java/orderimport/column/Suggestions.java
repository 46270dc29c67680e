package orderimport.column;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** What someone who misspelt a word may have meant. */
final class Suggestions {
  private static final int MOST = 3;

  private Suggestions() {}

  /**
   * The candidates that are nearest to a text, all equally near, if they are near: about a third
   * may differ, and never all of it. The last part of a path counts as the whole, since people
   * leave out {@code to_address.}.
   */
  static List<String> near(String text, Collection<String> candidates) {
    String wanted = HeadingText.normalize(text);
    if (wanted.isEmpty()) {
      return List.of();
    }
    int best = Math.min(Math.max(1, (wanted.length() + 1) / 3), wanted.length() - 1);
    List<String> found = new ArrayList<>();
    for (String candidate : candidates) {
      int distance = distance(wanted, HeadingText.normalize(candidate), best);
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

  private static int distance(String wanted, String candidate, int limit) {
    var distance = new LevenshteinDistance(limit);
    int ofWhole = distance.apply(wanted, candidate);
    int ofLast = distance.apply(wanted, candidate.substring(candidate.lastIndexOf('.') + 1));
    return ofWhole < 0 || ofLast < 0 ? Math.max(ofWhole, ofLast) : Math.min(ofWhole, ofLast);
  }

  /** A question with a blank behind it; empty without suggestions. */
  static String sentence(List<String> near) {
    if (near.isEmpty()) {
      return "";
    }
    List<String> quoted = near.stream().map("\"%s\""::formatted).toList();
    int last = quoted.size() - 1;
    String head = String.join(", ", quoted.subList(0, last));
    return "Did you mean %s%s%s? ".formatted(head, last == 0 ? "" : " or ", quoted.get(last));
  }
}
