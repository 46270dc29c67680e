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
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The allowed values of a text or number, as the carrier spells them. A sheet may use another case;
 * the request uses the spelling given here.
 */
@Documented
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = AllowedValues.Validator.class)
public @interface AllowedValues {
  String[] value();

  String message() default "is not one of the allowed values";

  Class<?>[] groups() default {};

  Class<? extends Payload>[] payload() default {};

  /** Null is valid. */
  final class Validator implements ConstraintValidator<AllowedValues, Object> {
    private Set<String> allowed = Set.of();

    @Override
    public void initialize(AllowedValues constraint) {
      allowed = Set.of(constraint.value());
    }

    @Override
    public boolean isValid(@Nullable Object value, ConstraintValidatorContext context) {
      return value == null || allowed.contains(value.toString());
    }
  }
}
