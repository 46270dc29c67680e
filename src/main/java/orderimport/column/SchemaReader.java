package orderimport.column;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import orderimport.carrier.AllowedValues;
import orderimport.carrier.CodeText;
import orderimport.carrier.DecimalText;
import orderimport.carrier.FieldDoc;
import orderimport.carrier.FieldName;
import orderimport.carrier.FixedDigits;
import orderimport.carrier.KeyValueColumns;
import orderimport.carrier.LowerCased;
import org.jspecify.annotations.Nullable;

/** Reads the schemas of request records from their classes. */
final class SchemaReader {

  private SchemaReader() {}

  /**
   * The schema of a request record.
   *
   * @throws IllegalArgumentException if a component has a type that cannot be parsed from a cell
   */
  static RequestSchema.Group of(Class<? extends Record> type) {
    return group(type, Map.of());
  }

  private static RequestSchema.Group group(
      Class<? extends Record> type, Map<TypeVariable<?>, Type> variables) {
    RecordComponent[] components = type.getRecordComponents();
    List<RequestSchema.Field> fields = new ArrayList<>();
    for (int i = 0; i < components.length; i++) {
      fields.add(field(type, components[i], i, variables));
    }
    return new RequestSchema.Group(List.copyOf(fields), constructor(type, components));
  }

  private static Constructor<? extends Record> constructor(
      Class<? extends Record> type, RecordComponent[] components) {
    try {
      var constructor =
          type.getDeclaredConstructor(
              Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
      constructor.setAccessible(true);
      return constructor;
    } catch (NoSuchMethodException e) {
      throw new IllegalArgumentException(type + " has no canonical constructor", e);
    }
  }

  private static RequestSchema.Field field(
      Class<? extends Record> owner,
      RecordComponent component,
      int position,
      Map<TypeVariable<?>, Type> variables) {
    Annotations annotations = new Annotations(component, backing(owner, component));
    FieldDoc fieldDoc = annotations.get(FieldDoc.class);
    if (fieldDoc == null) {
      throw new IllegalArgumentException(
          "%s.%s has no @FieldDoc".formatted(owner.getSimpleName(), component.getName()));
    }
    boolean required =
        annotations.has(NotNull.class)
            || annotations.has(NotBlank.class)
            || annotations.has(NotEmpty.class);
    RequestSchema requestSchema =
        shape(resolve(component.getGenericType(), variables), annotations);
    return new RequestSchema.Field(
        FieldName.of(component), position, requestSchema, required, fieldDoc);
  }

  /** Constraints of a component are on its field, since their target is FIELD. */
  private static Field backing(Class<?> owner, RecordComponent component) {
    try {
      return owner.getDeclaredField(component.getName());
    } catch (NoSuchFieldException e) {
      throw new IllegalArgumentException(owner + " has no field " + component.getName(), e);
    }
  }

  private record Annotations(AnnotatedElement component, AnnotatedElement field) {
    <A extends Annotation> @Nullable A get(Class<A> type) {
      A onComponent = component.getAnnotation(type);
      return onComponent != null ? onComponent : field.getAnnotation(type);
    }

    boolean has(Class<? extends Annotation> type) {
      return get(type) != null;
    }
  }

  private static Type resolve(Type type, Map<TypeVariable<?>, Type> variables) {
    return type instanceof TypeVariable<?> variable
        ? variables.getOrDefault(variable, Object.class)
        : type;
  }

  private static RequestSchema shape(Type type, Annotations annotations) {
    if (type instanceof ParameterizedType generic) {
      if (generic.getRawType() == List.class) {
        Type entry = generic.getActualTypeArguments()[0];
        if (raw(entry).isRecord()) {
          RequestSchema.Group group = (RequestSchema.Group) shape(entry, annotations);
          return annotations.has(KeyValueColumns.class)
              ? RequestSchema.KeyValueList.of(group)
              : new RequestSchema.ListOf(group);
        }
        return new RequestSchema.Value(form(raw(entry), true, annotations));
      }
      return group(raw(generic).asSubclass(Record.class), variables(generic));
    }
    Class<?> raw = raw(type);
    return raw.isRecord()
        ? group(raw.asSubclass(Record.class), Map.of())
        : new RequestSchema.Value(form(raw, false, annotations));
  }

  private static Map<TypeVariable<?>, Type> variables(ParameterizedType generic) {
    Map<TypeVariable<?>, Type> variables = new HashMap<>();
    TypeVariable<?>[] names = raw(generic).getTypeParameters();
    for (int i = 0; i < names.length; i++) {
      variables.put(names[i], generic.getActualTypeArguments()[i]);
    }
    return variables;
  }

  private static Class<?> raw(Type type) {
    return type instanceof ParameterizedType generic
        ? (Class<?>) generic.getRawType()
        : (Class<?>) type;
  }

  private static ValueSpec form(Class<?> type, boolean list, Annotations annotations) {
    AllowedValues allowedValues = annotations.get(AllowedValues.class);
    FixedDigits digits = annotations.get(FixedDigits.class);
    return new ValueSpec(
        valueType(type, annotations),
        type,
        list,
        allowedValues == null ? List.of() : List.of(allowedValues.value()),
        digits == null ? 0 : digits.value(),
        annotations.has(LowerCased.class),
        annotations.has(CodeText.class));
  }

  private static ValueSpec.Type valueType(Class<?> type, Annotations annotations) {
    if (type == String.class || type == Object.class) {
      return annotations.has(DecimalText.class) ? ValueSpec.Type.DECIMAL_TEXT : ValueSpec.Type.TEXT;
    } else if (type == Integer.class || type == Long.class) {
      return ValueSpec.Type.WHOLE_NUMBER;
    } else if (type == BigDecimal.class) {
      return ValueSpec.Type.DECIMAL;
    } else if (type == Boolean.class) {
      return ValueSpec.Type.YES_NO;
    } else if (type == Instant.class) {
      return ValueSpec.Type.TIME;
    }
    throw new IllegalArgumentException("No cell can fill a " + type.getName());
  }
}
