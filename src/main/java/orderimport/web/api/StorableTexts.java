package orderimport.web.api;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.jackson.JacksonComponent;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.jdk.StringDeserializer;

/** Rejects U+0000 in the bodies of requests, as {@code WebSecurity.firewall} does in parameters. */
@JacksonComponent
class StorableTexts extends StringDeserializer {

  /** Whether a value is a text that PostgreSQL cannot store. */
  static boolean isUnstorable(@Nullable Object value) {
    return value instanceof String text && text.indexOf('\0') >= 0;
  }

  @Override
  public String deserialize(JsonParser parser, DeserializationContext context) {
    String text = super.deserialize(parser, context);
    if (isUnstorable(text)) {
      throw context.weirdStringException(text, String.class, "It has U+0000");
    }
    return text;
  }
}
