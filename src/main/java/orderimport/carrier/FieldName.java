package orderimport.carrier;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;

/**
 * A component's name as the carrier spells it: the component's own name, or that of {@link
 * JsonProperty} where Java forbids the name ({@code notify}).
 */
public final class FieldName {
  private FieldName() {}

  /** The name in the JSON, in columns and in paths. */
  public static String of(RecordComponent component) {
    JsonProperty property = component.getAccessor().getAnnotation(JsonProperty.class);
    return property == null ? component.getName() : property.value();
  }

  /** The name of the component that {@code type} declares as {@code component}. */
  static String of(Class<?> type, String component) {
    if (!type.isRecord()) {
      return component;
    }
    return Arrays.stream(type.getRecordComponents())
        .filter(candidate -> candidate.getName().equals(component))
        .map(FieldName::of)
        .findAny()
        .orElse(component);
  }
}
