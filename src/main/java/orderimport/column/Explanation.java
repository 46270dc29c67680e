package orderimport.column;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.lang.annotation.Annotation;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import orderimport.carrier.Breach;
import orderimport.carrier.OneOf;
import orderimport.carrier.Warning;
import orderimport.column.Reading.Finding;
import orderimport.imports.Problem.Severity;
import org.hibernate.validator.engine.HibernateConstraintViolation;

/** Says in plain words what a broken constraint means, and what to type instead. */
final class Explanation {
  private static final Set<Class<? extends Annotation>> REQUIRED =
      Set.of(NotNull.class, NotBlank.class, NotEmpty.class);

  private Explanation() {}

  /**
   * Explains a violation.
   *
   * @param heading what the sheet calls the column, or its path
   * @param location of the violation
   * @param hasColumn whether the sheet has the column
   */
  static Finding of(
      ConstraintViolation<?> violation, String heading, Location location, boolean hasColumn) {
    Breach breach =
        ((HibernateConstraintViolation<?>) violation.unwrap(HibernateConstraintViolation.class))
            .getDynamicPayload(Breach.class);
    Severity severity =
        violation.getConstraintDescriptor().getPayload().contains(Warning.class)
            ? Severity.WARNING
            : Severity.ERROR;
    if (breach != null) {
      return new Finding(
          breach.code(),
          severity,
          "%s %s.".formatted(heading, breach.message()),
          sentence(breach.hint()));
    }
    Annotation constraint = violation.getConstraintDescriptor().getAnnotation();
    Map<String, Object> attributes = violation.getConstraintDescriptor().getAttributes();
    if (REQUIRED.contains(constraint.annotationType())) {
      return missing(heading, location, hasColumn);
    } else if (constraint instanceof OneOf oneOf) {
      return notAllowed(oneOf, violation, heading);
    } else if (constraint instanceof Size size
        && violation.getInvalidValue() instanceof String text
        && text.length() > size.max()) {
      return new Finding(
          "too_long",
          severity,
          "%s has %d characters; at most %d are allowed."
              .formatted(heading, text.length(), size.max()),
          "Shorten it by %d characters.".formatted(text.length() - size.max()));
    } else if (constraint instanceof Email) {
      return new Finding(
          "not_an_email",
          severity,
          "%s is not an e-mail address.".formatted(heading),
          "Type it as name@example.com.");
    }
    return new Finding(
        code(constraint, attributes),
        severity,
        "%s %s.".formatted(heading, violation.getMessage()),
        forExample(location)
            .map("Type it as in this example: %s"::formatted)
            .orElse("Correct the value."));
  }

  private static Finding missing(String heading, Location location, boolean hasColumn) {
    String example = forExample(location).map(", for example %s"::formatted).orElse("");
    return new Finding(
        "missing",
        Severity.ERROR,
        "%s is missing.".formatted(heading),
        hasColumn
            ? "Fill in the cell%s.".formatted(example)
            : "Add a column with the heading %s and fill it in%s.".formatted(heading, example));
  }

  private static Finding notAllowed(
      OneOf constraint, ConstraintViolation<?> violation, String heading) {
    String value = String.valueOf(violation.getInvalidValue());
    String allowed = String.join(", ", constraint.value());
    String nearest =
        Headings.nearest(value, Set.of(constraint.value()))
            .map("Did you mean \"%s\"? "::formatted)
            .orElse("");
    return new Finding(
        "not_allowed",
        Severity.ERROR,
        "%s cannot be \"%s\".".formatted(heading, value),
        "%sAllowed: %s.".formatted(nearest, allowed));
  }

  private static Optional<String> forExample(Location location) {
    Shape.Field field = location.field();
    return field == null || field.doc().example().isEmpty()
        ? Optional.empty()
        : Optional.of(field.doc().example());
  }

  /** Constraints on the size of a number share a code. */
  private static String code(Annotation constraint, Map<String, Object> attributes) {
    String name = constraint.annotationType().getSimpleName();
    return switch (name) {
      case "Min", "Max", "Positive", "PositiveOrZero", "DecimalMin", "DecimalMax", "Range" ->
          "out_of_range";
      case "Pattern", "Digits" -> "wrong_form";
      case "Size" -> attributes.containsKey("max") ? "wrong_length" : "wrong_form";
      default -> name.replaceAll("(?<=.)([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    };
  }

  private static String sentence(String hint) {
    return hint.endsWith(".") ? hint : hint + ".";
  }
}
