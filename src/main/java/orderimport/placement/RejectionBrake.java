package orderimport.placement;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import orderimport.order.Attempt;
import orderimport.placement.http.ResponseText;
import orderimport.problem.Reason;
import orderimport.problem.Text;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Prevents a wrong setting from rejecting a whole import. If a carrier has not accepted any order
 * yet and rejects all of them with the same words, which name no field, the cause may be the
 * address or the account rather than the orders. Such rejections are withheld until another
 * response shows that they concern the orders; {@value #RESPONSES} of them stop the carrier.
 * Thread-safe.
 */
final class RejectionBrake {
  /** The number of equal responses that stop the carrier. */
  static final int RESPONSES = 5;

  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}_-]+");
  private static final Pattern DIGIT = Pattern.compile("\\p{N}");

  private final List<Withheld> withheld = new ArrayList<>();
  private boolean on = true;

  /** A rejection that is not recorded yet. */
  record Withheld(Attempt attempt, Outcome.Rejected rejection) {}

  /**
   * Decides whether a rejection is withheld.
   *
   * @return {@link Outcome.Unexplained} if the rejection is withheld; otherwise the given outcome
   */
  synchronized Outcome judge(Attempt attempt, Outcome outcome) {
    if (!on
        || !(outcome instanceof Outcome.Rejected rejection)
        || rejection.namesField()
        || (!withheld.isEmpty() && !isSame(withheld.get(0), new Withheld(attempt, rejection)))) {
      return outcome;
    }
    withheld.add(new Withheld(attempt, rejection));
    return new Outcome.Unexplained(
        rejection,
        withheld.size() < RESPONSES ? null : stopReason(attempt.order().carrier(), rejection));
  }

  /** Whether no response has shown yet that rejections concern the orders. */
  synchronized boolean isOn() {
    return on;
  }

  /**
   * Releases the brake for the rest of the run.
   *
   * @return the withheld rejections, to be recorded
   */
  synchronized List<Withheld> release() {
    on = false;
    List<Withheld> released = List.copyOf(withheld);
    withheld.clear();
    return released;
  }

  private static Text stopReason(String carrier, Outcome.Rejected rejection) {
    String quoted =
        rejection.status() + " " + ResponseText.quote(rejection.errors().get(0).message());
    return Reason.SAME_RESPONSES.text(RESPONSES, quoted.strip(), carrier);
  }

  /** Whether status and words are equal, ignoring numbers and values echoed from either request. */
  private static boolean isSame(Withheld one, Withheld other) {
    if (one.rejection.status() != other.rejection.status()) {
      return false;
    }
    Set<String> echoed = new HashSet<>(requestWords(one.attempt.order().request()));
    echoed.addAll(requestWords(other.attempt.order().request()));
    return responseWords(one.rejection, echoed).equals(responseWords(other.rejection, echoed));
  }

  private static Set<String> responseWords(Outcome.Rejected rejection, Set<String> echoed) {
    Set<String> words = new HashSet<>();
    rejection.errors().forEach(carrierError -> words.addAll(words(carrierError.message())));
    words.removeAll(echoed);
    return words;
  }

  private static Set<String> requestWords(@Nullable String request) {
    Set<String> words = new HashSet<>();
    if (request != null) {
      addValues(JsonMapper.shared().readTree(request), words);
    }
    return words;
  }

  private static void addValues(JsonNode node, Set<String> words) {
    if (node.isContainer()) {
      node.forEach(value -> addValues(value, words));
    } else {
      words.addAll(words(node.asString("")));
    }
  }

  private static Set<String> words(String text) {
    return WORD.matcher(text.toLowerCase(Locale.ROOT))
        .results()
        .map(MatchResult::group)
        .filter(word -> !DIGIT.matcher(word).find())
        .collect(Collectors.toSet());
  }
}
