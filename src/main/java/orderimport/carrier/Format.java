package orderimport.carrier;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The format that a value's text must match, with the code of the problem of values that do not
 * match. Also a meta-annotation for formats with several uses.
 */
@Documented
@Target({ElementType.FIELD, ElementType.ANNOTATION_TYPE, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = Format.Validator.class)
public @interface Format {

  /** A regular expression that the whole text must match. */
  String regexp();

  /** Stable, snake case, e.g. {@code not_a_uuid}. */
  String code();

  /** The key of the message; the code if it is empty. */
  String key() default "";

  String message() default "";

  Class<?>[] groups() default {};

  Class<? extends Payload>[] payload() default {};

  /** Null is valid. */
  final class Validator implements ConstraintValidator<Format, Object> {
    private Pattern pattern = Pattern.compile("");

    @Override
    public void initialize(Format constraint) {
      pattern = Pattern.compile(constraint.regexp());
    }

    @Override
    public boolean isValid(@Nullable Object value, ConstraintValidatorContext context) {
      return value == null || pattern.matcher(value.toString()).matches();
    }
  }
}
