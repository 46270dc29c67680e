package orderimport.carrier;

import jakarta.validation.Validator;
import jakarta.validation.ValidatorFactory;
import jakarta.validation.metadata.BeanDescriptor;
import jakarta.validation.metadata.CascadableDescriptor;
import jakarta.validation.metadata.ContainerElementTypeDescriptor;
import jakarta.validation.metadata.PropertyDescriptor;
import java.lang.annotation.ElementType;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Tells the requests that are certainly valid from those to validate: most are valid, and to find
 * that out costs Hibernate Validator many times what the constraints themselves cost. It reads the
 * constraints from Hibernate Validator's own metadata. Whatever it does not understand is to be
 * validated, and it never says what is wrong. See ADR 0017. Thread-safe.
 */
final class ValidationGate {
  /** Whether a value is certainly valid. */
  @FunctionalInterface
  interface Check {
    /** The check of what only Hibernate Validator can validate. */
    Check NOT_UNDERSTOOD = value -> false;

    boolean passes(@Nullable Object value);

    /** Passes what all of these pass. */
    static Check all(List<Check> checks) {
      Check[] each = checks.toArray(Check[]::new);
      return each.length == 1
          ? each[0]
          : value -> {
            for (Check check : each) {
              if (!check.passes(value)) {
                return false;
              }
            }
            return true;
          };
    }
  }

  private final Validator metadata;
  private final ConstraintGate constraints;
  private final Map<Class<?>, Check> byType = new ConcurrentHashMap<>();

  ValidationGate(ValidatorFactory factory) {
    this.metadata = factory.getValidator();
    this.constraints =
        new ConstraintGate(
            factory.getConstraintValidatorFactory(), factory.getClockProvider().getClock());
  }

  /**
   * Whether Hibernate Validator certainly finds nothing in a request, not even a warning; false if
   * it has to validate it.
   */
  boolean passes(Record request) {
    try {
      return ofBean(request);
    } catch (RuntimeException e) {
      // Of a constraint or a rule that cannot be evaluated: Hibernate Validator fails as well and
      // says where.
      return false;
    }
  }

  private boolean ofBean(Object bean) {
    Check check = byType.get(bean.getClass());
    if (check == null) {
      check = compile(bean.getClass());
      byType.put(bean.getClass(), check);
    }
    return check.passes(bean);
  }

  private Check compile(Class<?> type) {
    if (!type.isRecord()) {
      return Check.NOT_UNDERSTOOD;
    }
    List<Check> checks = new ArrayList<>();
    BeanDescriptor bean = metadata.getConstraintsForClass(type);
    for (PropertyDescriptor property : bean.getConstrainedProperties()) {
      checks.add(component(type, property));
    }
    checks.add(constraints.of(bean, type));
    return Check.all(checks);
  }

  private Check component(Class<?> type, PropertyDescriptor property) {
    Field field;
    try {
      field = type.getDeclaredField(property.getPropertyName());
    } catch (NoSuchFieldException e) {
      return Check.NOT_UNDERSTOOD;
    }
    if (hasGetter(type, property)) {
      return Check.NOT_UNDERSTOOD;
    }
    field.setAccessible(true);
    List<Check> ofValue = new ArrayList<>(List.of(constraints.of(property, field.getType())));
    ofValue.add(cascade(property));
    for (ContainerElementTypeDescriptor element : property.getConstrainedContainerElementTypes()) {
      ofValue.add(elements(element));
    }
    Check check = Check.all(ofValue);
    return bean -> check.passes(read(field, bean));
  }

  /** Whether a constraint may be on a getter, whose value may be another one than the field's. */
  private static boolean hasGetter(Class<?> type, PropertyDescriptor property) {
    String name = property.getPropertyName();
    String end = Character.toUpperCase(name.charAt(0)) + name.substring(1);
    for (var method : type.getMethods()) {
      if (method.getParameterCount() == 0
          && (method.getName().equals("get" + end) || method.getName().equals("is" + end))) {
        return true;
      }
    }
    return property.findConstraints().declaredOn(ElementType.METHOD).hasConstraints();
  }

  private static @Nullable Object read(Field field, @Nullable Object bean) {
    try {
      return field.get(bean);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  private Check cascade(CascadableDescriptor cascadable) {
    if (!cascadable.isCascaded()) {
      return value -> true;
    }
    return cascadable.getGroupConversions().isEmpty() ? this::cascades : Check.NOT_UNDERSTOOD;
  }

  /** As in Hibernate Validator, null has no constraints of its own. */
  private boolean cascades(@Nullable Object value) {
    if (!(value instanceof List<?> list)) {
      return value == null || ofBean(value);
    }
    for (Object entry : list) {
      if (entry != null && !ofBean(entry)) {
        return false;
      }
    }
    return true;
  }

  private Check elements(ContainerElementTypeDescriptor element) {
    if (element.getContainerClass() != List.class
        || !element.getConstrainedContainerElementTypes().isEmpty()) {
      return Check.NOT_UNDERSTOOD;
    }
    Check check =
        Check.all(List.of(constraints.of(element, element.getElementClass()), cascade(element)));
    return value -> {
      if (!(value instanceof List<?> list)) {
        return value == null;
      }
      for (Object entry : list) {
        if (!check.passes(entry)) {
          return false;
        }
      }
      return true;
    };
  }
}
