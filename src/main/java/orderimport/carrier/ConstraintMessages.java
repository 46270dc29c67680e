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

/** The user messages for violated constraints. */
final class ConstraintMessages {
  private static final Map<
          Class<? extends Annotation>, BiFunction<Annotation, @Nullable Object, Violation>>
      MESSAGES = new HashMap<>();

  static {
    add(Format.class, format -> new Violation(format.code(), format.message(), format.hint()));
    add(
        AllowedValues.class,
        allowedValues ->
            new Violation(
                "not_allowed",
                "is not one of the allowed values",
                "Enter one of: " + String.join(", ", allowedValues.value()) + "."));
    add(NotNull.class, any -> required());
    add(NotBlank.class, any -> required());
    add(NotEmpty.class, any -> new Violation("required", "has no entry", "Fill in at least one."));
    add(Null.class, any -> new Violation("not_blank", "must be blank", "Clear the cell."));
    MESSAGES.put(Size.class, (size, value) -> size((Size) size, value));
    add(Pattern.class, ConstraintMessages::pattern);
    add(
        Email.class,
        any ->
            new Violation(
                "not_an_email",
                "is not an e-mail address",
                "Enter an address such as name@example.com."));
    addNumbers();
    addTimes();
    add(AssertTrue.class, any -> new Violation("not_yes", "must be yes", "Enter yes."));
    add(AssertFalse.class, any -> new Violation("not_no", "must be no", "Enter no."));
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
                "has more than %d digits before the decimal separator or more than %d after it"
                    .formatted(digits.integer(), digits.fraction()),
                "Enter at most %d digits before the decimal separator and %d after it."
                    .formatted(digits.integer(), digits.fraction())));
    add(PositiveOrZero.class, any -> new Violation("negative", "is negative", "Enter 0 or more."));
    add(
        Positive.class,
        any -> new Violation("not_positive", "is not more than 0", "Enter a number above 0."));
    add(NegativeOrZero.class, any -> new Violation("positive", "is above 0", "Enter 0 or less."));
    add(
        Negative.class,
        any -> new Violation("not_negative", "is not less than 0", "Enter a number below 0."));
  }

  private static void addTimes() {
    add(
        Past.class,
        any -> new Violation("not_in_the_past", "is not in the past", "Enter an earlier day."));
    add(
        PastOrPresent.class,
        any ->
            new Violation("in_the_future", "is in the future", "Enter today or an earlier day."));
    add(
        Future.class,
        any -> new Violation("not_in_the_future", "is not in the future", "Enter a later day."));
    add(
        FutureOrPresent.class,
        any -> new Violation("in_the_past", "is in the past", "Enter today or a later day."));
  }

  private static <A extends Annotation> void add(Class<A> type, Function<A, Violation> message) {
    MESSAGES.put(type, (constraint, value) -> message.apply(type.cast(constraint)));
  }

  /** Whether there is a message for a constraint. */
  static boolean isKnown(Class<? extends Annotation> constraint) {
    return MESSAGES.containsKey(constraint) || constraint == CrossField.class;
  }

  /**
   * Code, message and hint of a violated constraint.
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

  private static Violation required() {
    return new Violation("required", "is missing", "Fill it in.");
  }

  private static Violation size(Size size, @Nullable Object value) {
    boolean entries = !(value instanceof CharSequence);
    int length =
        value instanceof CharSequence text
            ? text.length()
            : value instanceof Collection<?> list
                ? list.size()
                : value instanceof Map<?, ?> map ? map.size() : size.max();
    String what = entries ? "entries" : "characters";
    if (length < size.min()) {
      return new Violation(
          "too_short",
          entries
              ? "has fewer than %d entries".formatted(size.min())
              : "is shorter than %d characters".formatted(size.min()),
          "Enter at least %d %s.".formatted(size.min(), what));
    }
    return new Violation(
        "too_long",
        entries
            ? "has more than %d entries".formatted(size.max())
            : "is longer than %d characters".formatted(size.max()),
        entries
            ? "Enter at most %d entries.".formatted(size.max())
            : "Shorten it to at most %d characters.".formatted(size.max()));
  }

  /** A message declared on the constraint is clearer than the regular expression. */
  private static Violation pattern(Pattern pattern) {
    boolean declared = !pattern.message().startsWith("{");
    return new Violation(
        "wrong_form",
        declared ? pattern.message() : "does not match the carrier's format",
        declared
            ? "Fix the value."
            : "Enter a value that matches the regular expression %s.".formatted(pattern.regexp()));
  }

  private static Violation tooSmall(String min, boolean inclusive) {
    return new Violation(
        "too_small",
        inclusive ? "is less than " + min : "is not more than " + min,
        inclusive ? "Enter at least %s.".formatted(min) : "Enter more than %s.".formatted(min));
  }

  private static Violation tooLarge(String max, boolean inclusive) {
    return new Violation(
        "too_large",
        inclusive ? "is more than " + max : "is not less than " + max,
        inclusive ? "Enter at most %s.".formatted(max) : "Enter less than %s.".formatted(max));
  }
}
