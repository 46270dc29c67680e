package orderimport.problem;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * A text as data. Its JSON is an array of the key and the arguments.
 *
 * @param key of the text in the bundles
 * @param arguments strings and numbers, which are shown as they are, {@link Text}, {@link Heading},
 *     {@link CellName} and {@link Suggested}
 */
public record Text(String key, List<Object> arguments) {
  private static final JsonMapper JSON = JsonMapper.shared();

  /** The suffix of the key of the hint that belongs to a message. */
  static final String HINT = ".do";

  /** A column's heading within a text. */
  public record Heading(String heading) {
    public Heading {
      heading = heading.replace('\0', '\uFFFD');
    }
  }

  /**
   * A cell or row within a text.
   *
   * @param sheet null if it is on the sheet of the problem
   * @param row from 1
   * @param column from 0; null for the row
   */
  public record CellName(@Nullable String sheet, int row, @Nullable Integer column) {}

  /**
   * A value to enter in a cell of the row that has the problem.
   *
   * @param column from 0; null if the sheet has no such column
   * @param heading of the column; the one to add if the sheet has no such column
   */
  public record Entry(@Nullable Integer column, @Nullable String heading, String value) {
    public Entry {
      value = value.replace('\0', '\uFFFD');
    }

    /** Whether another entry of the row is for the same cell. */
    public boolean isForSameCell(Entry other) {
      return column == null
          ? other.column == null && Objects.equals(heading, other.heading)
          : column.equals(other.column);
    }
  }

  /**
   * Values that may be entered instead, within a text.
   *
   * @param values of the cell with the problem, the likeliest first; may be empty
   * @param choices each fixes the problem, with one or more entries that belong together; empty if
   *     another problem of the row has them, or if it is not known what fixes the problem
   */
  public record Suggested(
      List<String> values, @JsonSetter(nulls = Nulls.AS_EMPTY) List<List<Entry>> choices) {
    private static final int MAX_SHOWN = 5;

    public Suggested {
      values = values.stream().map(value -> value.replace('\0', '\uFFFD')).toList();
    }

    public Suggested(List<String> values) {
      this(values, List.of());
    }

    /** The first values in quotes, in any language. */
    public String inOneLine() {
      String shown =
          values.stream()
              .limit(MAX_SHOWN)
              .map(value -> '"' + value + '"')
              .collect(Collectors.joining("; "));
      return values.size() > MAX_SHOWN ? shown + "; …" : shown;
    }
  }

  public Text {
    arguments = arguments.stream().map(Text::checked).toList();
  }

  static Text of(String key, Object... arguments) {
    return new Text(key, List.of(arguments));
  }

  /** A text from outside the program, such as a carrier's words, which is never translated. */
  public static Text verbatim(String words) {
    return Phrase.VERBATIM.text(words);
  }

  /** A sentence from outside the program without its full stop, which {@link #sentence} adds. */
  public static Text verbatimClause(String sentence) {
    return verbatim(
        sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence);
  }

  /**
   * JSON in the database cannot contain NUL, and it reads a small number as an int: a text equals
   * what is read of it.
   */
  private static Object checked(Object argument) {
    if (argument instanceof String words) {
      return words.replace('\0', '\uFFFD');
    } else if (argument instanceof Long number && number == number.intValue()) {
      return number.intValue();
    } else if (argument instanceof Number
        || argument instanceof Text
        || argument instanceof Heading
        || argument instanceof CellName
        || argument instanceof Suggested) {
      return argument;
    }
    return argument.toString();
  }

  /** The next step for the problem of which this is the message. */
  public Text hint() {
    return new Text(key + HINT, arguments);
  }

  /** The next step for another kind of problem with the same arguments. */
  public Text asHintOf(ProblemKind kind) {
    return new Text(kind.key() + HINT, arguments);
  }

  /** This text with a full stop. */
  public Text sentence() {
    return Phrase.SENTENCE.text(this);
  }

  /** This text after another sentence. */
  public Text after(Text sentence) {
    return Phrase.SENTENCES.text(sentence, this);
  }

  /** Whether it stands {@link #after} a sentence with this key. */
  public boolean isAfter(TextKey sentence) {
    return is(Phrase.SENTENCES) && arguments.get(0) instanceof Text lead && lead.is(sentence);
  }

  /** This text with another first argument, before its own. */
  public Text about(Object subject) {
    List<Object> all = new ArrayList<>(arguments.size() + 1);
    all.add(subject);
    all.addAll(arguments);
    return new Text(key, all);
  }

  /** Whether it has this key. */
  public boolean is(TextKey other) {
    return key.equals(other.key());
  }

  /** Whether it says what to do about a kind of problem. */
  public boolean isHintOf(ProblemKind kind) {
    return key.equals(kind.key() + HINT);
  }

  /** Whether it, or a text in it, names a heading. */
  public boolean names(String heading) {
    return arguments.stream()
        .anyMatch(
            argument ->
                argument instanceof Heading named && named.heading().equals(heading)
                    || argument instanceof Text text && text.names(heading));
  }

  /** The values that it suggests, also in the texts that are arguments. */
  public List<String> suggestions() {
    return suggested().flatMap(suggested -> suggested.values().stream()).distinct().toList();
  }

  /** What can be entered to fix the problem, also in the texts that are arguments. */
  public List<List<Entry>> choices() {
    return suggested().flatMap(suggested -> suggested.choices().stream()).distinct().toList();
  }

  /** The words of a question whether they were meant, also in the texts that are arguments. */
  public List<String> meant() {
    return is(Phrase.DID_YOU_MEAN) || is(Phrase.DID_YOU_MEAN_TWO) || is(Phrase.DID_YOU_MEAN_THREE)
        ? arguments.stream().map(String::valueOf).toList()
        : arguments.stream()
            .flatMap(
                argument -> argument instanceof Text text ? text.meant().stream() : Stream.empty())
            .toList();
  }

  private Stream<Suggested> suggested() {
    return arguments.stream()
        .flatMap(
            argument ->
                argument instanceof Suggested suggested
                    ? Stream.of(suggested)
                    : argument instanceof Text text ? text.suggested() : Stream.empty());
  }

  /** This text with other arguments, also in the texts that are arguments. */
  public Text map(UnaryOperator<Object> change) {
    return new Text(
        key,
        arguments.stream()
            .map(
                argument ->
                    argument instanceof Text text ? text.map(change) : change.apply(argument))
            .toList());
  }

  /** The JSON, for the database. */
  public String json() {
    return StoredJson.write(this);
  }

  /** The JSON of a text; null for null. */
  public static @Nullable String jsonOrNull(@Nullable Text text) {
    return text == null ? null : text.json();
  }

  /** The text that {@link #json} wrote; null for null. */
  public static @Nullable Text ofJson(@Nullable String json) {
    return json == null ? null : JSON.readValue(json, Text.class);
  }

  @JsonValue
  List<Object> toList() {
    List<Object> list = new ArrayList<>(arguments.size() + 1);
    list.add(key);
    list.addAll(arguments);
    return list;
  }

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static Text ofList(List<Object> list) {
    return new Text(
        (String) list.get(0), list.subList(1, list.size()).stream().map(Text::argument).toList());
  }

  @SuppressWarnings("unchecked")
  private static Object argument(Object value) {
    if (value instanceof List<?> text) {
      return ofList((List<Object>) text);
    } else if (value instanceof Map<?, ?> map) {
      if (map.containsKey("heading")) {
        return JSON.convertValue(map, Heading.class);
      }
      return map.containsKey("values")
          ? JSON.convertValue(map, Suggested.class)
          : JSON.convertValue(map, CellName.class);
    }
    return value;
  }
}
