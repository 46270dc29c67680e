package orderimport.carrier;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;

/** A time is text in UTC; Jackson's own reader also takes numbers. */
final class StrictInstant extends ValueDeserializer<Instant> {

  @Override
  public Instant deserialize(JsonParser parser, DeserializationContext context) {
    String text = parser.getString();
    if (parser.currentToken() == JsonToken.VALUE_STRING && text.endsWith("Z")) {
      try {
        return Instant.parse(text);
      } catch (DateTimeParseException e) {
        // Told below, as every other value that is no time.
      }
    }
    return context.reportInputMismatch(Instant.class, "not a time");
  }
}
