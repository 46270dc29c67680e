package orderimport.carrier;

import jakarta.validation.Constraint;
import jakarta.validation.ReportAsSingleViolation;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import orderimport.problem.TextRenderer;

/**
 * The constraints of a carrier's request. A constraint without a message would abort an import at
 * the first row that violates it, so the application must not start with such a carrier.
 */
public final class RequestConstraints {
  private final String carrier;
  private final Set<Class<?>> seen = new HashSet<>();
  private final Set<String> formats = new HashSet<>();

  private RequestConstraints(String carrier) {
    this.carrier = carrier;
  }

  /**
   * Checks that there is a message for each constraint of a request.
   *
   * @return the keys and codes of its formats
   * @throws IllegalStateException if a constraint has no message; the exception names it
   */
  public static Set<String> requireMessages(Carrier carrier) {
    return requireMessages(carrier.name(), carrier.requestType());
  }

  static Set<String> requireMessages(String carrier, Class<? extends Record> request) {
    RequestConstraints constraints = new RequestConstraints(carrier);
    constraints.walk(request);
    return constraints.formats;
  }

  private void walk(Class<?> type) {
    if (!type.isRecord() || !seen.add(type)) {
      return;
    }
    check(type.getAnnotations(), type.getSimpleName());
    for (RecordComponent component : type.getRecordComponents()) {
      String location = type.getSimpleName() + "." + component.getName();
      try {
        var field = type.getDeclaredField(component.getName());
        check(field.getAnnotations(), location);
        walk(field.getAnnotatedType(), location);
      } catch (NoSuchFieldException e) {
        throw new IllegalStateException(location, e);
      }
    }
  }

  private void walk(AnnotatedType type, String location) {
    check(type.getAnnotations(), location);
    Type raw = type.getType() instanceof ParameterizedType of ? of.getRawType() : type.getType();
    if (raw instanceof Class<?> nested) {
      walk(nested);
    }
    if (type instanceof AnnotatedParameterizedType parameterized) {
      for (AnnotatedType argument : parameterized.getAnnotatedActualTypeArguments()) {
        walk(argument, location);
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
        throw new IllegalStateException(
            "The request of %s has the constraint @%s on %s, for which orderimport.carrier.ConstraintMessages has no message."
                .formatted(carrier, type.getSimpleName(), location));
      }
      check(type.getAnnotations(), location);
    }
  }

  private void requireTexts(ConstraintMessages.FormatProblem kind, String location) {
    formats.addAll(List.of(kind.key(), kind.code()));
    for (String key : List.of(kind.key(), kind.key() + ".do", kind.code() + ".title")) {
      if (!TextRenderer.has(key)) {
        throw new IllegalStateException(
            "The format on %s in the request of %s needs the text %s in the carrier's problems.properties."
                .formatted(location, carrier, key));
      }
    }
  }

  private static boolean isComposed(Class<? extends Annotation> type) {
    return Arrays.stream(type.getAnnotations())
        .anyMatch(part -> part.annotationType().isAnnotationPresent(Constraint.class));
  }
}
