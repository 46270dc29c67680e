package orderimport.carrier;

import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.lang.annotation.Annotation;

/** What a broken constraint is told as. */
final class Wording {
  private Wording() {}

  /**
   * Code, message and hint of a broken constraint.
   *
   * @throws IllegalArgumentException for a constraint that has no words yet: give them here
   */
  static Breach of(Annotation constraint) {
    if (constraint instanceof Form form) {
      return new Breach(form.code(), form.message(), form.hint());
    }
    if (constraint instanceof OneOf oneOf) {
      return new Breach(
          "not_allowed",
          "is not one of the allowed values",
          "Give one of: " + String.join(", ", oneOf.value()) + ".");
    }
    if (constraint instanceof NotNull || constraint instanceof NotBlank) {
      return new Breach("required", "is missing", "Fill it in.");
    }
    if (constraint instanceof NotEmpty) {
      return new Breach("required", "has no entry", "Fill in at least one.");
    }
    if (constraint instanceof Size size) {
      return new Breach(
          "too_long",
          "is longer than %d characters".formatted(size.max()),
          "Shorten it to at most %d characters.".formatted(size.max()));
    }
    if (constraint instanceof Min min) {
      return new Breach(
          "too_small",
          "is less than %d".formatted(min.value()),
          "Give at least %d.".formatted(min.value()));
    }
    if (constraint instanceof Max max) {
      return new Breach(
          "too_large",
          "is more than %d".formatted(max.value()),
          "Give at most %d.".formatted(max.value()));
    }
    if (constraint instanceof PositiveOrZero) {
      return new Breach("negative", "is negative", "Give 0 or more.");
    }
    if (constraint instanceof Positive) {
      return new Breach("not_positive", "is not more than 0", "Give a number above 0.");
    }
    if (constraint instanceof Email) {
      return new Breach(
          "not_an_email", "is not an e-mail address", "Give an address such as name@example.com.");
    }
    throw new IllegalArgumentException("No words for " + constraint);
  }
}
