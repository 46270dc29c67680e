package orderimport.carrier;

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
import org.jspecify.annotations.Nullable;

/** What people read when a constraint is broken. */
final class ConstraintMessages {
  private static final Map<
          Class<? extends Annotation>, BiFunction<Annotation, @Nullable Object, Violation>>
      WORDS = new HashMap<>();

  static {
    add(Format.class, format -> new Violation(format.code(), format.message(), format.hint()));
    add(
        AllowedValues.class,
        allowedValues ->
            new Violation(
                "not_allowed",
                "is not one of the allowed values",
                "Give one of: " + String.join(", ", allowedValues.value()) + "."));
    add(NotNull.class, any -> required());
    add(NotBlank.class, any -> required());
    add(NotEmpty.class, any -> new Violation("required", "has no entry", "Fill in at least one."));
    add(Null.class, any -> new Violation("not_blank", "has to be blank", "Clear the cell."));
    WORDS.put(Size.class, (size, value) -> size((Size) size, value));
    add(Pattern.class, ConstraintMessages::pattern);
    add(
        Email.class,
        any ->
            new Violation(
                "not_an_email",
                "is not an e-mail address",
                "Give an address such as name@example.com."));
    addNumbers();
    addTimes();
    add(AssertTrue.class, any -> new Violation("not_yes", "has to be yes", "Type yes."));
    add(AssertFalse.class, any -> new Violation("not_no", "has to be no", "Type no."));
  }

  private ConstraintMessages() {}

  private static void addNumbers() {
    add(Min.class, min -> tooSmall(String.valueOf(min.value()), true));
    add(Max.class, max -> tooLarge(String.valueOf(max.value()), true));
    add(DecimalMin.class, min -> tooSmall(min.value(), min.inclusive()));
    add(DecimalMax.class, max -> tooLarge(max.value(), max.inclusive()));
    add(
        Digits.class,
        digits ->
            new Violation(
                "too_many_digits",
                "has more than %d digits before the decimal sign or more than %d behind it"
                    .formatted(digits.integer(), digits.fraction()),
                "Give at most %d digits before the decimal sign and %d behind it."
                    .formatted(digits.integer(), digits.fraction())));
    add(PositiveOrZero.class, any -> new Violation("negative", "is negative", "Give 0 or more."));
    add(
        Positive.class,
        any -> new Violation("not_positive", "is not more than 0", "Give a number above 0."));
    add(NegativeOrZero.class, any -> new Violation("positive", "is above 0", "Give 0 or less."));
    add(
        Negative.class,
        any -> new Violation("not_negative", "is not less than 0", "Give a number below 0."));
  }

  private static void addTimes() {
    add(
        Past.class,
        any -> new Violation("not_in_the_past", "is not in the past", "Give an earlier day."));
    add(
        PastOrPresent.class,
        any -> new Violation("in_the_future", "is in the future", "Give today or an earlier day."));
    add(
        Future.class,
        any -> new Violation("not_in_the_future", "is not in the future", "Give a later day."));
    add(
        FutureOrPresent.class,
        any -> new Violation("in_the_past", "is in the past", "Give today or a later day."));
  }

  private static <A extends Annotation> void add(Class<A> type, Function<A, Violation> words) {
    WORDS.put(type, (constraint, value) -> words.apply(type.cast(constraint)));
  }

  /** Whether there are words for a constraint. */
  static boolean isKnown(Class<? extends Annotation> constraint) {
    return WORDS.containsKey(constraint) || constraint == CrossField.class;
  }

  /**
   * Code, message and hint of a broken constraint.
   *
   * @param value that breaks it
   * @throws IllegalArgumentException for a constraint that has no words
   */
  static Violation of(Annotation constraint, @Nullable Object value) {
    var words = WORDS.get(constraint.annotationType());
    if (words == null) {
      throw new IllegalArgumentException("No words for " + constraint);
    }
    return words.apply(constraint, value);
  }

  private static Violation required() {
    return new Violation("required", "is missing", "Fill it in.");
  }

  private static Violation size(Size size, @Nullable Object value) {
    boolean entries = !(value instanceof CharSequence);
    int length =
        value instanceof CharSequence text
            ? text.length()
            : value instanceof Collection<?> all
                ? all.size()
                : value instanceof Map<?, ?> map ? map.size() : size.max();
    String what = entries ? "entries" : "characters";
    if (length < size.min()) {
      return new Violation(
          "too_short",
          entries
              ? "has fewer than %d entries".formatted(size.min())
              : "is shorter than %d characters".formatted(size.min()),
          "Give at least %d %s.".formatted(size.min(), what));
    }
    return new Violation(
        "too_long",
        entries
            ? "has more than %d entries".formatted(size.max())
            : "is longer than %d characters".formatted(size.max()),
        entries
            ? "Give at most %d entries.".formatted(size.max())
            : "Shorten it to at most %d characters.".formatted(size.max()));
  }

  /** A message of the carrier's own says more than the expression does. */
  private static Violation pattern(Pattern pattern) {
    boolean own = !pattern.message().startsWith("{");
    return new Violation(
        "wrong_form",
        own ? pattern.message() : "does not have the form that the carrier takes",
        own
            ? "Correct the value."
            : "Give a value that fits the expression %s.".formatted(pattern.regexp()));
  }

  private static Violation tooSmall(String least, boolean inclusive) {
    return new Violation(
        "too_small",
        inclusive ? "is less than " + least : "is not more than " + least,
        inclusive ? "Give at least %s.".formatted(least) : "Give more than %s.".formatted(least));
  }

  private static Violation tooLarge(String most, boolean inclusive) {
    return new Violation(
        "too_large",
        inclusive ? "is more than " + most : "is not less than " + most,
        inclusive ? "Give at most %s.".formatted(most) : "Give less than %s.".formatted(most));
  }
}
