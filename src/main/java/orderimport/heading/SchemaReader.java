package orderimport.heading;

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
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import orderimport.carrier.AllowedValues;
import orderimport.carrier.Carrier;
import orderimport.carrier.CodeText;
import orderimport.carrier.DecimalText;
import orderimport.carrier.FieldDoc;
import orderimport.carrier.FieldName;
import orderimport.carrier.FixedDigits;
import orderimport.carrier.Informative;
import orderimport.carrier.InvalidConfigurationException;
import orderimport.carrier.KeyValueColumns;
import orderimport.carrier.LowerCased;
import orderimport.carrier.RequestJson;
import orderimport.carrier.Telephone;
import org.jspecify.annotations.Nullable;

/** Reads the schemas of request records from their classes. */
final class SchemaReader {
  /** Keep in step with {@link orderimport.carrier.Carrier#requestType}, which documents them. */
  private static final String SUPPORTED =
      "Supported are String, Integer, Long, BigDecimal, Boolean, LocalDate, Instant, enums, lists of"
          + " these, records and lists of records.";

  private static final FieldDoc NO_DOC =
      Objects.requireNonNull(
          Undocumented.class.getRecordComponents()[0].getAnnotation(FieldDoc.class));

  private final String carrier;
  private final List<Class<?>> enclosing = new ArrayList<>();
  private final Set<String> errors = new LinkedHashSet<>();

  private SchemaReader(String carrier) {
    this.carrier = carrier;
  }

  /**
   * The schema of a carrier's request record.
   *
   * @throws InvalidConfigurationException if components have no documentation or a type that cannot
   *     be parsed from cells; the message names all of them
   */
  static RequestSchema.Group of(Carrier carrier) {
    SchemaReader reader = new SchemaReader(carrier.name());
    RequestSchema.Group root = reader.group(carrier.requestType(), Map.of());
    if (!reader.errors.isEmpty()) {
      throw new InvalidConfigurationException(String.join(System.lineSeparator(), reader.errors));
    }
    return root;
  }

  /** The documentation of a component that has none, so that all errors are found. */
  private record Undocumented(@FieldDoc("") String component) {}

  private void reject(String component, String problem) {
    errors.add("The request of %s: %s %s".formatted(carrier, component, problem));
  }

  private RequestSchema.Group group(
      Class<? extends Record> type, Map<TypeVariable<?>, Type> variables) {
    RecordComponent[] components = type.getRecordComponents();
    List<RequestSchema.Field> fields = new ArrayList<>();
    enclosing.add(type);
    for (int i = 0; i < components.length; i++) {
      fields.add(field(type, components[i], i, variables));
    }
    enclosing.remove(type);
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

  private RequestSchema.Field field(
      Class<? extends Record> owner,
      RecordComponent component,
      int position,
      Map<TypeVariable<?>, Type> variables) {
    Annotations annotations = new Annotations(component, backing(owner, component));
    String name = "%s.%s".formatted(owner.getSimpleName(), component.getName());
    FieldDoc fieldDoc = annotations.get(FieldDoc.class);
    if (fieldDoc == null) {
      reject(name, "has no @FieldDoc.");
      fieldDoc = NO_DOC;
    }
    boolean required =
        annotations.has(NotNull.class)
            || annotations.has(NotBlank.class)
            || annotations.has(NotEmpty.class);
    RequestSchema requestSchema =
        shape(resolve(component.getGenericType(), variables), annotations, name);
    return new RequestSchema.Field(
        FieldName.of(component),
        position,
        requestSchema,
        required,
        annotations.has(Informative.class),
        fieldDoc);
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

  private RequestSchema shape(Type type, Annotations annotations, String component) {
    Class<?> raw = raw(type);
    if (raw == List.class && type instanceof ParameterizedType list) {
      return listOf(list.getActualTypeArguments()[0], annotations, component);
    } else if (enclosing.contains(raw)) {
      reject(component, "contains its own record, so it would have endless columns.");
      return new RequestSchema.Value(spec(String.class, false, annotations, component));
    } else if (raw != null && raw.isRecord()) {
      return group(
          raw.asSubclass(Record.class),
          type instanceof ParameterizedType generic ? variables(generic) : Map.of());
    }
    return new RequestSchema.Value(spec(type, false, annotations, component));
  }

  private RequestSchema listOf(Type entry, Annotations annotations, String component) {
    Class<?> raw = raw(entry);
    if (raw == null || !raw.isRecord()) {
      return new RequestSchema.Value(spec(entry, true, annotations, component));
    }
    if (!(shape(entry, annotations, component) instanceof RequestSchema.Group group)) {
      return new RequestSchema.Value(spec(String.class, true, annotations, component));
    } else if (!annotations.has(KeyValueColumns.class)) {
      return new RequestSchema.ListOf(group);
    } else if (group.field("key").isEmpty() || group.field("value").isEmpty()) {
      reject(component, "has @KeyValueColumns, but its record lacks the components key and value.");
      return new RequestSchema.ListOf(group);
    }
    return RequestSchema.KeyValueList.of(group);
  }

  private static Map<TypeVariable<?>, Type> variables(ParameterizedType generic) {
    Map<TypeVariable<?>, Type> variables = new HashMap<>();
    TypeVariable<?>[] names = ((Class<?>) generic.getRawType()).getTypeParameters();
    for (int i = 0; i < names.length; i++) {
      variables.put(names[i], generic.getActualTypeArguments()[i]);
    }
    return variables;
  }

  /** Returns null for an array of a generic type, a wildcard or an unresolved variable. */
  private static @Nullable Class<?> raw(Type type) {
    Type raw = type instanceof ParameterizedType generic ? generic.getRawType() : type;
    return raw instanceof Class<?> named ? named : null;
  }

  private ValueSpec spec(Type type, boolean list, Annotations annotations, String component) {
    ValueSpec.Type valueType = valueType(raw(type), annotations);
    if (valueType == null) {
      reject(
          component,
          "has the type %s, which no cell can fill. %s"
              .formatted((list ? "list of " : "") + type.getTypeName(), SUPPORTED));
    }
    Class<?> javaType = valueType == null ? String.class : (Class<?>) type;
    FixedDigits digits = annotations.get(FixedDigits.class);
    return new ValueSpec(
        valueType == null ? ValueSpec.Type.TEXT : valueType,
        javaType,
        list,
        allowed(javaType, annotations),
        digits == null ? 0 : digits.value(),
        annotations.has(LowerCased.class),
        annotations.has(CodeText.class) || annotations.has(Telephone.class));
  }

  private static List<String> allowed(Class<?> type, Annotations annotations) {
    if (type.isEnum()) {
      return Arrays.stream(type.getEnumConstants())
          .map(constant -> RequestJson.spelled((Enum<?>) constant))
          .toList();
    }
    AllowedValues allowedValues = annotations.get(AllowedValues.class);
    return allowedValues == null ? List.of() : List.of(allowedValues.value());
  }

  /** Returns null if no cell can fill the type. */
  private static ValueSpec.@Nullable Type valueType(
      @Nullable Class<?> type, Annotations annotations) {
    if (type == String.class || type == Object.class) {
      return annotations.has(DecimalText.class) ? ValueSpec.Type.DECIMAL_TEXT : ValueSpec.Type.TEXT;
    } else if (type == Integer.class || type == Long.class) {
      return ValueSpec.Type.WHOLE_NUMBER;
    } else if (type == BigDecimal.class) {
      return ValueSpec.Type.DECIMAL;
    } else if (type == Boolean.class) {
      return ValueSpec.Type.YES_NO;
    } else if (type == LocalDate.class) {
      return ValueSpec.Type.DATE;
    } else if (type == Instant.class) {
      return ValueSpec.Type.TIME;
    }
    return type != null && type.isEnum() && type.getEnumConstants().length > 0
        ? ValueSpec.Type.TEXT
        : null;
  }
}
