package orderimport.binding.value;

import java.util.List;
import orderimport.problem.Problem;
import orderimport.problem.Problem.Location;
import orderimport.problem.Problem.Severity;
import orderimport.problem.ProblemKind;
import orderimport.problem.Text;
import org.jspecify.annotations.Nullable;

/** The result of parsing a cell. */
public sealed interface ParseResult {

  /**
   * A value.
   *
   * @param value of the form's Java type
   * @param issues warnings and notices about repairs and assumptions
   */
  record Parsed(Object value, List<Issue> issues) implements ParseResult {
    public Parsed(Object value) {
      this(value, List.of());
    }
  }

  /** A rejected cell with the reason. */
  record Rejected(Issue why) implements ParseResult {
    public Rejected(ProblemKind kind, Object... arguments) {
      this(Issue.error(kind, arguments));
    }
  }

  /**
   * A problem without a location.
   *
   * @param lead a sentence before the hint; null for none
   * @param arguments of the texts, after what has the problem
   */
  record Issue(ProblemKind kind, Severity severity, @Nullable Text lead, List<Object> arguments) {

    public static Issue error(ProblemKind kind, Object... arguments) {
      return new Issue(kind, Severity.ERROR, null, List.of(arguments));
    }

    public static Issue warning(ProblemKind kind, Object... arguments) {
      return new Issue(kind, Severity.WARNING, null, List.of(arguments));
    }

    static Issue notice(ProblemKind kind, Object... arguments) {
      return new Issue(kind, Severity.NOTICE, null, List.of(arguments));
    }

    /** This issue with a sentence before its hint. */
    public Issue withLead(@Nullable Text sentence) {
      return new Issue(kind, severity, sentence, arguments);
    }

    /** The message about what has the problem. */
    public Text about(Object subject) {
      return kind.text(arguments.toArray()).about(subject);
    }

    /** The problem at a location. */
    public Problem at(
        Location location, @Nullable String heading, @Nullable String value, Object subject) {
      Text message = about(subject);
      Text hint = lead == null ? message.hint() : message.hint().after(lead);
      return new Problem(location, heading, value, kind.code(), severity, message, hint);
    }
  }
}
