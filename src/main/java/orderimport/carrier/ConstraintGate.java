package orderimport.carrier;

import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorFactory;
import jakarta.validation.constraints.AssertFalse;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Negative;
import jakarta.validation.constraints.NegativeOrZero;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Null;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import jakarta.validation.groups.Default;
import jakarta.validation.metadata.ConstraintDescriptor;
import jakarta.validation.metadata.ElementDescriptor;
import jakarta.validation.metadata.ValidateUnwrappedValue;
import java.lang.annotation.Annotation;
import java.time.Clock;
import java.time.temporal.Temporal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import orderimport.carrier.ValidationGate.Check;
import org.hibernate.validator.constraints.ConstraintComposition;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.util.ClassUtils;

/**
 * The checks of single constraints. A constraint is checked by the class that Hibernate Validator
 * uses for it, so that both agree at every value.
 */
final class ConstraintGate {
  /** The constraints whose validators need nothing but the annotation and the value. */
  private static final Set<Class<? extends Annotation>> UNDERSTOOD =
      Set.of(
          Format.class,
          AllowedValues.class,
          NotNull.class,
          NotBlank.class,
          NotEmpty.class,
          Null.class,
          Size.class,
          Pattern.class,
          Email.class,
          Min.class,
          Max.class,
          DecimalMin.class,
          DecimalMax.class,
          Digits.class,
          Positive.class,
          PositiveOrZero.class,
          Negative.class,
          NegativeOrZero.class,
          AssertTrue.class,
          AssertFalse.class);

  private final ConstraintValidatorFactory validators;
  private final Clock clock;

  ConstraintGate(ConstraintValidatorFactory validators, Clock clock) {
    this.validators = validators;
    this.clock = clock;
  }

  /**
   * The check of an element's own constraints.
   *
   * @param type the declared type of the value
   */
  Check of(ElementDescriptor element, Class<?> type) {
    List<Check> checks = new ArrayList<>();
    for (ConstraintDescriptor<?> constraint : element.getConstraintDescriptors()) {
      checks.add(of(constraint, ClassUtils.resolvePrimitiveIfNecessary(type)));
    }
    return Check.all(checks);
  }

  private <A extends Annotation> Check of(ConstraintDescriptor<A> constraint, Class<?> type) {
    if (!isPlain(constraint) || !isValidatedAsItIs(type)) {
      return Check.NOT_UNDERSTOOD;
    }
    Class<? extends Annotation> kind = constraint.getAnnotation().annotationType();
    if (kind == CrossField.class) {
      return this::meetsCrossFieldRules;
    }
    List<Check> checks = new ArrayList<>();
    for (ConstraintDescriptor<?> part : constraint.getComposingConstraints()) {
      checks.add(of(part, type));
    }
    if (checks.isEmpty() || !constraint.getConstraintValidatorClasses().isEmpty()) {
      checks.add(UNDERSTOOD.contains(kind) ? own(constraint, type) : Check.NOT_UNDERSTOOD);
    }
    return Check.all(checks);
  }

  /** A payload of this application changes what a violation means, but not what is one. */
  private static boolean isPlain(ConstraintDescriptor<?> constraint) {
    return constraint.getGroups().equals(Set.of(Default.class))
        && Set.of(WarningPayload.class).containsAll(constraint.getPayload())
        && constraint.getValueUnwrapping() == ValidateUnwrappedValue.DEFAULT
        && !constraint
            .getAnnotation()
            .annotationType()
            .isAnnotationPresent(ConstraintComposition.class);
  }

  /** Of other types, such as OptionalInt, Hibernate Validator may validate what is in them. */
  private static boolean isValidatedAsItIs(Class<?> type) {
    return type == Object.class
        || type == Boolean.class
        || type == List.class
        || type.isRecord()
        || type.isEnum()
        || CharSequence.class.isAssignableFrom(type)
        || Number.class.isAssignableFrom(type)
        || Temporal.class.isAssignableFrom(type);
  }

  private <A extends Annotation> Check own(ConstraintDescriptor<A> constraint, Class<?> type) {
    Class<? extends ConstraintValidator<A, ?>> validatorType = validatorType(constraint, type);
    if (validatorType == null) {
      return Check.NOT_UNDERSTOOD;
    }
    @SuppressWarnings("unchecked")
    ConstraintValidator<A, @Nullable Object> validator =
        (ConstraintValidator<A, @Nullable Object>) validators.getInstance(validatorType);
    validator.initialize(constraint.getAnnotation());
    return value -> validator.isValid(value, null);
  }

  /** The validator for exactly this type, otherwise the only one; null if it is unclear. */
  private static <A extends Annotation>
      @Nullable Class<? extends ConstraintValidator<A, ?>> validatorType(
          ConstraintDescriptor<A> constraint, Class<?> type) {
    List<Class<? extends ConstraintValidator<A, ?>>> suitable = new ArrayList<>();
    for (Class<? extends ConstraintValidator<A, ?>> each :
        constraint.getConstraintValidatorClasses()) {
      Class<?> validated =
          ResolvableType.forClass(each).as(ConstraintValidator.class).getGeneric(1).resolve();
      if (validated == type) {
        return each;
      } else if (validated != null && validated.isAssignableFrom(type)) {
        suitable.add(each);
      }
    }
    return suitable.size() == 1 ? suitable.get(0) : null;
  }

  private boolean meetsCrossFieldRules(@Nullable Object value) {
    if (!(value instanceof CrossFieldRules rules)) {
      return false;
    }
    boolean[] meets = {true};
    rules.check((field, kind, arguments) -> meets[0] = false, clock);
    return meets[0];
  }
}
