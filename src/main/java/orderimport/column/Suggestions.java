package orderimport.column;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** What someone who misspelt a word may have meant. */
final class Suggestions {
  private static final int MOST = 3;
  // Everything is near to a shorter word.
  private static final int SHORTEST = 3;
  private static final Pattern NUMBER = Pattern.compile("[-+.,\\d\\h]+");

  private Suggestions() {}

  /**
   * The candidates that are nearest to a text, all equally near, if they are near: about a third
   * may differ. Nothing is near to a number, nor to a word of one or two letters. The last part of
   * a path counts as the whole, since people leave out {@code to_address.}.
   */
  static List<String> near(String text, Collection<String> candidates) {
    String wanted = HeadingText.normalize(text);
    if (wanted.length() < SHORTEST || NUMBER.matcher(wanted).matches()) {
      return List.of();
    }
    int best = Math.max(1, (wanted.length() + 1) / 3);
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
