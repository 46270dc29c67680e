package orderimport.carrier;

import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.ConstraintValidatorContext.ConstraintViolationBuilder;
import jakarta.validation.ConstraintValidatorContext.ConstraintViolationBuilder.NodeBuilderCustomizableContext;
import java.util.function.Function;
import org.hibernate.validator.constraintvalidation.HibernateConstraintValidatorContext;
import org.jspecify.annotations.Nullable;

/** Runs a record's own rules and passes each {@link Violation} on as a dynamic payload. */
public final class CrossFieldValidator implements ConstraintValidator<CrossField, CrossFieldRules> {

  @Override
  public boolean isValid(CrossFieldRules value, ConstraintValidatorContext context) {
    context.disableDefaultConstraintViolation();
    var hibernate = context.unwrap(HibernateConstraintValidatorContext.class);
    boolean[] valid = {true};
    value.check(
        (field, kind, arguments) -> {
          valid[0] = false;
          var violation =
              hibernate
                  .withDynamicPayload(Violation.of(kind, arguments))
                  .buildConstraintViolationWithTemplate("cross-field rule");
          if (field.isEmpty()) {
            violation.addConstraintViolation();
          } else {
            addNodes(violation, field);
          }
        },
        context.getClockProvider().getClock());
    return valid[0];
  }

  private static void addNodes(ConstraintViolationBuilder violation, String path) {
    Function<String, NodeBuilderCustomizableContext> add = violation::addPropertyNode;
    Runnable end = violation::addConstraintViolation;
    Integer index = null;
    for (String step : path.split("\\.")) {
      var node = add.apply(name(step));
      if (index == null) {
        add = node::addPropertyNode;
        end = node::addConstraintViolation;
      } else {
        // Bean Validation stores the index of a list entry on the node below the list.
        var below = node.inIterable().atIndex(index);
        add = below::addPropertyNode;
        end = below::addConstraintViolation;
      }
      index = index(step);
    }
    end.run();
  }

  private static String name(String step) {
    int bracket = step.indexOf('[');
    return bracket < 0 ? step : step.substring(0, bracket);
  }

  private static @Nullable Integer index(String step) {
    int bracket = step.indexOf('[');
    return bracket < 0 ? null : Integer.valueOf(step.substring(bracket + 1, step.length() - 1));
  }
}
