package orderimport.carrier;

import static orderimport.problem.CellProblem.IN_THE_FUTURE;
import static orderimport.problem.CellProblem.IN_THE_PAST;
import static orderimport.problem.CellProblem.NEGATIVE;
import static orderimport.problem.CellProblem.NOT_ALLOWED;
import static orderimport.problem.CellProblem.NOT_AN_EMAIL;
import static orderimport.problem.CellProblem.NOT_BLANK;
import static orderimport.problem.CellProblem.NOT_IN_THE_FUTURE;
import static orderimport.problem.CellProblem.NOT_IN_THE_PAST;
import static orderimport.problem.CellProblem.NOT_NEGATIVE;
import static orderimport.problem.CellProblem.NOT_NO;
import static orderimport.problem.CellProblem.NOT_POSITIVE;
import static orderimport.problem.CellProblem.NOT_YES;
import static orderimport.problem.CellProblem.POSITIVE;
import static orderimport.problem.CellProblem.REQUIRED;
import static orderimport.problem.CellProblem.REQUIRED_ENTRY;
import static orderimport.problem.CellProblem.TOO_LARGE;
import static orderimport.problem.CellProblem.TOO_LARGE_EXCLUSIVE;
import static orderimport.problem.CellProblem.TOO_LONG;
import static orderimport.problem.CellProblem.TOO_LONG_LIST;
import static orderimport.problem.CellProblem.TOO_MANY_DIGITS;
import static orderimport.problem.CellProblem.TOO_SHORT;
import static orderimport.problem.CellProblem.TOO_SHORT_LIST;
import static orderimport.problem.CellProblem.TOO_SMALL;
import static orderimport.problem.CellProblem.TOO_SMALL_EXCLUSIVE;
import static orderimport.problem.CellProblem.WRONG_FORM;
import static orderimport.problem.CellProblem.WRONG_FORM_DECLARED;

import jakarta.validation.constraints.AssertFalse;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Future;
import jakarta.validation.constraints.FutureOrPresent;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Negative;
import jakarta.validation.constraints.NegativeOrZero;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Null;
import jakarta.validation.constraints.Past;
import jakarta.validation.constraints.PastOrPresent;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.lang.annotation.Annotation;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import orderimport.problem.ProblemKind;
import org.jspecify.annotations.Nullable;

/** The problems of violated constraints. */
final class ConstraintMessages {
  private static final Map<
          Class<? extends Annotation>, BiFunction<Annotation, @Nullable Object, Violation>>
      MESSAGES = new HashMap<>();

  static {
    add(Format.class, format -> Violation.of(FormatProblem.of(format)));
    add(
        AllowedValues.class,
        allowed -> Violation.of(NOT_ALLOWED, String.join(", ", allowed.value())));
    add(NotNull.class, any -> Violation.of(REQUIRED, "", ""));
    add(NotBlank.class, any -> Violation.of(REQUIRED, "", ""));
    add(NotEmpty.class, any -> Violation.of(REQUIRED_ENTRY));
    add(Null.class, any -> Violation.of(NOT_BLANK));
    MESSAGES.put(Size.class, (size, value) -> size((Size) size, value));
    add(Pattern.class, ConstraintMessages::pattern);
    add(Email.class, any -> Violation.of(NOT_AN_EMAIL));
    addNumbers();
    addTimes();
    add(AssertTrue.class, any -> Violation.of(NOT_YES));
    add(AssertFalse.class, any -> Violation.of(NOT_NO));
  }

  private ConstraintMessages() {}

  private static void addNumbers() {
    add(Min.class, min -> Violation.of(TOO_SMALL, min.value()));
    add(Max.class, max -> Violation.of(TOO_LARGE, max.value()));
    add(
        DecimalMin.class,
        min -> Violation.of(min.inclusive() ? TOO_SMALL : TOO_SMALL_EXCLUSIVE, min.value()));
    add(
        DecimalMax.class,
        max -> Violation.of(max.inclusive() ? TOO_LARGE : TOO_LARGE_EXCLUSIVE, max.value()));
    add(Digits.class, digits -> Violation.of(TOO_MANY_DIGITS, digits.integer(), digits.fraction()));
    add(PositiveOrZero.class, any -> Violation.of(NEGATIVE));
    add(Positive.class, any -> Violation.of(NOT_POSITIVE));
    add(NegativeOrZero.class, any -> Violation.of(POSITIVE));
    add(Negative.class, any -> Violation.of(NOT_NEGATIVE));
  }

  private static void addTimes() {
    add(Past.class, any -> Violation.of(NOT_IN_THE_PAST));
    add(PastOrPresent.class, any -> Violation.of(IN_THE_FUTURE));
    add(Future.class, any -> Violation.of(NOT_IN_THE_FUTURE));
    add(FutureOrPresent.class, any -> Violation.of(IN_THE_PAST));
  }

  private static <A extends Annotation> void add(Class<A> type, Function<A, Violation> message) {
    MESSAGES.put(type, (constraint, value) -> message.apply(type.cast(constraint)));
  }

  /** Whether there is a message for a constraint. */
  static boolean isKnown(Class<? extends Annotation> constraint) {
    return MESSAGES.containsKey(constraint) || constraint == CrossField.class;
  }

  /** The supported constraints, as in source code. */
  static String supported() {
    return Stream.concat(MESSAGES.keySet().stream(), Stream.of(CrossField.class))
        .map(type -> "@" + type.getSimpleName())
        .sorted()
        .collect(Collectors.joining(", "));
  }

  /**
   * The problem of a violated constraint.
   *
   * @param value the invalid value
   * @throws IllegalArgumentException if there is no message for the constraint
   */
  static Violation of(Annotation constraint, @Nullable Object value) {
    var message = MESSAGES.get(constraint.annotationType());
    if (message == null) {
      throw new IllegalArgumentException("No message for constraint " + constraint);
    }
    return message.apply(constraint, value);
  }

  private static Violation size(Size size, @Nullable Object value) {
    boolean entries = !(value instanceof CharSequence);
    int length =
        value instanceof CharSequence text
            ? text.length()
            : value instanceof Collection<?> list
                ? list.size()
                : value instanceof Map<?, ?> map ? map.size() : size.max();
    if (length < size.min()) {
      return Violation.of(entries ? TOO_SHORT_LIST : TOO_SHORT, size.min());
    }
    return Violation.of(entries ? TOO_LONG_LIST : TOO_LONG, size.max());
  }

  /** A message declared on the constraint is clearer than the regular expression. */
  private static Violation pattern(Pattern pattern) {
    return pattern.message().startsWith("{")
        ? Violation.of(WRONG_FORM, pattern.regexp())
        : Violation.of(WRONG_FORM_DECLARED, pattern.message());
  }

  /** The problem that a {@link Format} declares. */
  record FormatProblem(String name, String code) implements ProblemKind {
    static FormatProblem of(Format format) {
      return new FormatProblem(
          format.key().isEmpty() ? format.code() : format.key(), format.code());
    }
  }
}
