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

/** Validates requests against the constraints of their records. Thread-safe. */
public final class RequestValidator implements AutoCloseable {
  private final ValidatorFactory factory;
  private final Validator validator;
  private final ValidationGate gate;

  /**
   * @param clock the current time for rules that depend on it
   */
  public RequestValidator(Clock clock) {
    factory =
        Validation.byProvider(HibernateValidator.class)
            .configure()
            .clockProvider(() -> clock)
            .propertyNodeNameProvider(RequestValidator::fieldName)
            .messageInterpolator(new ParameterMessageInterpolator())
            .buildValidatorFactory();
    validator = factory.getValidator();
    gate = new ValidationGate(factory);
  }

  private static String fieldName(Property property) {
    return property instanceof JavaBeanProperty field
        ? FieldName.of(field.getDeclaringClass(), field.getName())
        : property.getName();
  }

  /** The violated rules, sorted by path; empty if the request is valid. */
  public List<BrokenRule> check(Record request) {
    return isCertainlyValid(request) ? List.of() : validate(request);
  }

  /** Whether the gate finds a request valid; false if it does not know. */
  boolean isCertainlyValid(Record request) {
    return gate.passes(request);
  }

  /** The violated rules, found by Hibernate Validator alone. */
  List<BrokenRule> validate(Record request) {
    return validator.validate(request).stream()
        .map(RequestValidator::brokenRule)
        .sorted(comparing(BrokenRule::path).thenComparing(rule -> rule.kind().code()))
        .toList();
  }

  private static BrokenRule brokenRule(ConstraintViolation<?> violation) {
    String path = violation.getPropertyPath().toString().replace(".<list element>", "");
    boolean warning =
        violation.getConstraintDescriptor().getPayload().contains(WarningPayload.class);
    HibernateConstraintViolation<?> hibernate =
        violation.unwrap(HibernateConstraintViolation.class);
    Violation details = hibernate.getDynamicPayload(Violation.class);
    if (details == null) {
      details =
          ConstraintMessages.of(
              violation.getConstraintDescriptor().getAnnotation(), violation.getInvalidValue());
    }
    return new BrokenRule(path, details.kind(), details.arguments(), warning);
  }

  @Override
  public void close() {
    factory.close();
  }
}
