package orderimport.problem;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.SerializableString;
import tools.jackson.core.io.CharacterEscapes;
import tools.jackson.core.io.SerializedString;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;

/** Writes JSON for the database, which accepts no NUL in it: U+FFFD takes its place. */
public final class StoredJson {
  private static final JsonMapper JSON =
      JsonMapper.builder(JsonFactory.builder().characterEscapes(new WithoutNul()).build()).build();

  private StoredJson() {}

  /** The value as JSON; keys and texts may come from any file or carrier. */
  public static String write(Object value) {
    return JSON.writeValueAsString(value);
  }

  private static final class WithoutNul extends CharacterEscapes {
    private static final long serialVersionUID = 1;
    private static final SerializableString REPLACEMENT = new SerializedString("\uFFFD");

    @Override
    public int[] getEscapeCodesForAscii() {
      int[] codes = standardAsciiEscapesForJSON();
      codes[0] = ESCAPE_CUSTOM;
      return codes;
    }

    @Override
    public @Nullable SerializableString getEscapeSequence(int character) {
      return character == 0 ? REPLACEMENT : null;
    }
  }
}
