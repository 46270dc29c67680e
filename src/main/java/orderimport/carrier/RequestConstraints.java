package orderimport.carrier;

import jakarta.validation.Constraint;
import jakarta.validation.ReportAsSingleViolation;
import jakarta.validation.Valid;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import orderimport.problem.TextRenderer;

/**
 * The constraints of a carrier's request. A constraint without a message would abort an import at
 * the first row that violates it, and one that is never checked would let every row pass, so the
 * application must not start with such a carrier.
 */
public final class RequestConstraints {
  private final String carrier;
  private final Set<Class<?>> seen = new HashSet<>();
  private final Set<String> errors = new LinkedHashSet<>();
  private final Set<String> formats = new HashSet<>();

  private RequestConstraints(String carrier) {
    this.carrier = carrier;
  }

  /**
   * Checks that each constraint of a request is validated and has a message.
   *
   * @return the keys and codes of its formats
   * @throws InvalidConfigurationException if one is not or has none; the message names all of them
   */
  public static Set<String> requireMessages(Carrier carrier) {
    return requireMessages(carrier.name(), carrier.requestType());
  }

  static Set<String> requireMessages(String carrier, Class<? extends Record> request) {
    RequestConstraints constraints = new RequestConstraints(carrier);
    constraints.walk(request);
    if (!constraints.errors.isEmpty()) {
      throw new InvalidConfigurationException(
          String.join(System.lineSeparator(), constraints.errors));
    }
    return constraints.formats;
  }

  private void reject(String location, String problem) {
    errors.add("The request of %s: %s %s".formatted(carrier, location, problem));
  }

  private void walk(Class<?> type) {
    if (!type.isRecord() || !seen.add(type)) {
      return;
    }
    check(type.getAnnotations(), type.getSimpleName());
    if (type.isAnnotationPresent(CrossField.class)
        != CrossFieldRules.class.isAssignableFrom(type)) {
      reject(
          type.getSimpleName(),
          "needs both, @CrossField and the interface CrossFieldRules; otherwise its rules are not"
              + " checked.");
    }
    for (RecordComponent component : type.getRecordComponents()) {
      String location = type.getSimpleName() + "." + component.getName();
      try {
        Field field = type.getDeclaredField(component.getName());
        check(field.getAnnotations(), location);
        walk(field.getAnnotatedType(), field, location);
      } catch (NoSuchFieldException e) {
        throw new IllegalStateException(location, e);
      }
    }
  }

  /**
   * @param holder the element whose {@code @Valid} applies to the type
   */
  private void walk(AnnotatedType type, AnnotatedElement holder, String location) {
    check(type.getAnnotations(), location);
    Type raw = type.getType() instanceof ParameterizedType of ? of.getRawType() : type.getType();
    if (raw instanceof Class<?> nested && nested.isRecord()) {
      if (!holder.isAnnotationPresent(Valid.class) && !type.isAnnotationPresent(Valid.class)) {
        reject(
            location,
            "contains the record %s, but has no @Valid, so its constraints are not checked."
                .formatted(nested.getSimpleName()));
      }
      walk(nested);
    }
    if (type instanceof AnnotatedParameterizedType parameterized) {
      for (AnnotatedType argument : parameterized.getAnnotatedActualTypeArguments()) {
        walk(argument, holder, location);
      }
    }
  }

  private void check(Annotation[] annotations, String location) {
    for (Annotation annotation : annotations) {
      Class<? extends Annotation> type = annotation.annotationType();
      if (annotation instanceof Format format) {
        requireTexts(ConstraintMessages.FormatProblem.of(format), location);
      }
      Constraint constraint = type.getAnnotation(Constraint.class);
      if (constraint == null || ConstraintMessages.isKnown(type)) {
        continue;
      }
      if (constraint.validatedBy().length > 0
          || type.isAnnotationPresent(ReportAsSingleViolation.class)
          || !isComposed(type)) {
        reject(
            location,
            "has the constraint @%s, which has no message. Supported are %s, and annotations composed of these."
                .formatted(type.getSimpleName(), ConstraintMessages.supported()));
      } else {
        check(type.getAnnotations(), location);
      }
    }
  }

  private void requireTexts(ConstraintMessages.FormatProblem kind, String location) {
    formats.addAll(List.of(kind.key(), kind.code()));
    for (String key : List.of(kind.key(), kind.key() + ".do", kind.code() + ".title")) {
      if (!TextRenderer.has(key)) {
        reject(
            location,
            "has a @Format whose text %s is not in the carrier's problems.properties."
                .formatted(key));
      }
    }
  }

  private static boolean isComposed(Class<? extends Annotation> type) {
    return Arrays.stream(type.getAnnotations())
        .anyMatch(part -> part.annotationType().isAnnotationPresent(Constraint.class));
  }
}
