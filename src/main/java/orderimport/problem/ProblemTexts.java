package orderimport.problem;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The texts of a problem, as JSON in the database.
 *
 * @param hint null if it is the usual one of the message
 */
public record ProblemTexts(Text message, @Nullable Text hint) {
  private static final JsonMapper JSON = JsonMapper.shared();

  /** The JSON of a problem's texts. */
  public static String json(Problem problem) {
    Text usual = problem.message().hint();
    return StoredJson.write(
        new ProblemTexts(problem.message(), problem.hint().equals(usual) ? null : problem.hint()));
  }

  /** The texts that {@link #json} wrote, with a hint. */
  public static ProblemTexts ofJson(String json) {
    ProblemTexts texts = JSON.readValue(json, ProblemTexts.class);
    return new ProblemTexts(texts.message, texts.hintOrUsual());
  }

  /** The hint, the usual one if none is stored. */
  public Text hintOrUsual() {
    return Objects.requireNonNullElseGet(hint, message::hint);
  }
}
