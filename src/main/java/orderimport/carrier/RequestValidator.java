package orderimport.carrier;

import static java.util.Comparator.comparing;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import jakarta.validation.ValidatorFactory;
import java.time.Clock;
import java.util.List;
import org.hibernate.validator.HibernateValidator;
import org.hibernate.validator.engine.HibernateConstraintViolation;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;
import org.hibernate.validator.spi.nodenameprovider.JavaBeanProperty;
import org.hibernate.validator.spi.nodenameprovider.Property;

/** Checks requests against the constraints of their records. Can be used by many threads. */
public final class RequestValidator implements AutoCloseable {
  private final ValidatorFactory factory;
  private final Validator validator;

  /** For rules on the time, {@code clock} says what time it is. */
  public RequestValidator(Clock clock) {
    factory =
        Validation.byProvider(HibernateValidator.class)
            .configure()
            .clockProvider(() -> clock)
            .propertyNodeNameProvider(RequestValidator::fieldName)
            .messageInterpolator(new ParameterMessageInterpolator())
            .buildValidatorFactory();
    validator = factory.getValidator();
  }

  private static String fieldName(Property property) {
    return property instanceof JavaBeanProperty field
        ? FieldName.of(field.getDeclaringClass(), field.getName())
        : property.getName();
  }

  /** What the request breaks, by path; empty if nothing. */
  public List<BrokenRule> check(Record request) {
    return validator.validate(request).stream()
        .map(RequestValidator::brokenRule)
        .sorted(comparing(BrokenRule::path).thenComparing(BrokenRule::code))
        .toList();
  }

  private static BrokenRule brokenRule(ConstraintViolation<?> violation) {
    String path = violation.getPropertyPath().toString().replace(".<list element>", "");
    boolean warning =
        violation.getConstraintDescriptor().getPayload().contains(WarningPayload.class);
    HibernateConstraintViolation<?> hibernate =
        violation.unwrap(HibernateConstraintViolation.class);
    Violation breach = hibernate.getDynamicPayload(Violation.class);
    if (breach == null) {
      breach =
          ConstraintMessages.of(
              violation.getConstraintDescriptor().getAnnotation(), violation.getInvalidValue());
    }
    return new BrokenRule(path, breach.code(), breach.message(), breach.hint(), warning);
  }

  @Override
  public void close() {
    factory.close();
  }
}
