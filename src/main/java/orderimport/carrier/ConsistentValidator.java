package orderimport.carrier;

import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import org.hibernate.validator.constraintvalidation.HibernateConstraintValidatorContext;

/** Lets a record check its own rules, and hands each breach on as a violation's payload. */
public final class ConsistentValidator implements ConstraintValidator<Consistent, HasRules> {

  @Override
  public boolean isValid(HasRules value, ConstraintValidatorContext context) {
    context.disableDefaultConstraintViolation();
    var hibernate = context.unwrap(HibernateConstraintValidatorContext.class);
    boolean[] valid = {true};
    value.check(
        (field, code, message, hint) -> {
          valid[0] = false;
          var violation =
              hibernate
                  .withDynamicPayload(new Breach(code, message, hint))
                  .buildConstraintViolationWithTemplate("rule between fields");
          if (field.isEmpty()) {
            violation.addConstraintViolation();
          } else {
            addNodes(violation, field);
          }
        },
        context.getClockProvider().getClock());
    return valid[0];
  }

  private static void addNodes(
      ConstraintValidatorContext.ConstraintViolationBuilder violation, String field) {
    String[] names = field.split("\\.");
    var node = violation.addPropertyNode(names[0]);
    for (int i = 1; i < names.length; i++) {
      node = node.addPropertyNode(names[i]);
    }
    node.addConstraintViolation();
  }
}
