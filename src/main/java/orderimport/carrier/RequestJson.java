package orderimport.carrier;

import static com.fasterxml.jackson.annotation.JsonInclude.Include.NON_EMPTY;
import static com.fasterxml.jackson.annotation.JsonInclude.Include.NON_NULL;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.exc.PropertyBindingException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.type.LogicalType;

/** Writes requests as JSON, exactly as they are sent, and parses them strictly. */
public final class RequestJson {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(MapperFeature.INFER_RECORD_GETTERS_FROM_COMPONENTS_ONLY)
          .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_IGNORED_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .withCoercionConfig(
              LogicalType.Textual,
              text ->
                  Stream.of(
                          CoercionInputShape.Integer,
                          CoercionInputShape.Float,
                          CoercionInputShape.Boolean)
                      .forEach(shape -> text.setCoercion(shape, CoercionAction.Fail)))
          .changeDefaultPropertyInclusion(value -> value.withValueInclusion(NON_NULL))
          .withConfigOverride(
              List.class,
              list ->
                  list.setInclude(JsonInclude.Value.construct(NON_EMPTY, NON_EMPTY))
                      .setNullHandling(JsonSetter.Value.forContentNulls(Nulls.FAIL)))
          .disable(EnumFeature.READ_ENUMS_USING_TO_STRING, EnumFeature.WRITE_ENUMS_USING_TO_STRING)
          .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
          .addModule(
              new SimpleModule()
                  .addDeserializer(Instant.class, new StrictInstant())
                  .setDeserializerModifier(new DatesAreTexts()))
          .build();

  private RequestJson() {}

  /**
   * The request as it is sent: the components in declaration order, without nulls and empty lists,
   * with exact numbers in plain digits, dates as {@code 2026-01-31} and times in UTC.
   */
  public static String write(Record request) {
    return JSON.writeValueAsString(request);
  }

  /** An enum's constant as it is sent. */
  public static String spelled(Enum<?> constant) {
    return JSON.valueToTree(constant).asString();
  }

  /**
   * Parses a request as strictly as a carrier may: rejects unknown and repeated fields, text in
   * place of a number and vice versa, and fractions in place of whole numbers.
   *
   * @throws RequestFormatException if the JSON does not match the records
   */
  public static <T extends Record> T read(String json, Class<T> type) {
    try {
      T request = JSON.readValue(json, type);
      if (request == null) {
        throw new RequestFormatException(
            new Carrier.CarrierError(null, "The body contains no request."));
      }
      return request;
    } catch (JacksonException e) {
      throw new RequestFormatException(new Carrier.CarrierError(path(e), describe(e)), e);
    }
  }

  private static String describe(JacksonException e) {
    return e instanceof PropertyBindingException
        ? "is not a field of the request"
        : "has a value of the wrong type";
  }

  private static @Nullable String path(JacksonException e) {
    StringBuilder path = new StringBuilder();
    for (JacksonException.Reference step : e.getPath()) {
      if (step.getPropertyName() == null) {
        path.append('[').append(step.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
      }
    }
    return path.isEmpty() ? null : path.toString();
  }
}
