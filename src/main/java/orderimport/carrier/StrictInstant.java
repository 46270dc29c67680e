package orderimport.carrier;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;

/** Accepts only text in UTC as a time; Jackson's own deserializer also accepts numbers. */
final class StrictInstant extends ValueDeserializer<Instant> {

  @Override
  public Instant deserialize(JsonParser parser, DeserializationContext context) {
    String text = parser.getString();
    if (parser.currentToken() == JsonToken.VALUE_STRING && text.endsWith("Z")) {
      try {
        return Instant.parse(text);
      } catch (DateTimeParseException e) {
        // Reported below, like any other value that is not a time.
      }
    }
    return context.reportInputMismatch(Instant.class, "not a time");
  }
}
