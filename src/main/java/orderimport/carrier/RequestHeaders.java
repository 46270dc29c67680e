package orderimport.carrier;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The extra HTTP headers that a carrier demands of an order request, such as the version of its
 * API. They are part of what is sent: they depend on the request alone, and the results state them.
 * Secrets do not belong here, but in {@code order-import.carriers.NAME.auth}.
 */
public final class RequestHeaders {
  /** No extra headers. */
  public static final RequestHeaders NONE = new RequestHeaders(Map.of(), Map.of());

  private static final Pattern VALUE =
      Pattern.compile("[\\x21-\\x7e]([\\x20-\\x7e]*[\\x21-\\x7e])?");

  private final Map<String, String> constants;
  private final Map<String, String> fields;

  private RequestHeaders(Map<String, String> constants, Map<String, String> fields) {
    this.constants = constants;
    this.fields = fields;
  }

  /**
   * Adds a header with the same value for every order.
   *
   * @param value printable ASCII without blanks at its ends
   * @throws InvalidConfigurationException if the header cannot be sent, or is set by the program,
   *     such as {@code Content-Type} and {@code Authorization}
   */
  public RequestHeaders with(String name, String value) {
    requireFree(name);
    if (!isSendable(value)) {
      throw new InvalidConfigurationException(
          "The header %s cannot have the value \"%s\": use printable ASCII characters."
              .formatted(name, value));
    }
    return new RequestHeaders(added(constants, name, value), fields);
  }

  /**
   * Adds a header with the value of a field. An order without the value is sent without the header;
   * a value that a header cannot carry is an error at the field's cell.
   *
   * @param path of a text, number, date or enum; not within a list
   * @throws InvalidConfigurationException if the header cannot be sent, or is set by the program
   */
  public RequestHeaders withField(String name, String path) {
    requireFree(name);
    return new RequestHeaders(constants, added(fields, name, path));
  }

  private void requireFree(String name) {
    if (!HeaderRules.isFree(name)) {
      throw new InvalidConfigurationException(
          "A carrier cannot set the header \"%s\": the program or the protocol sets it, or it is not"
                  .formatted(name)
              + " a valid name.");
    } else if (constants.containsKey(name) || fields.containsKey(name)) {
      throw new InvalidConfigurationException("The header %s is set twice.".formatted(name));
    }
  }

  private static Map<String, String> added(Map<String, String> to, String name, String value) {
    Map<String, String> all = new LinkedHashMap<>(to);
    all.put(name, value);
    return all;
  }

  /** Whether a header can carry a text. */
  public static boolean isSendable(String value) {
    return VALUE.matcher(value).matches();
  }

  /** The names of all headers. */
  Set<String> names() {
    Set<String> names = new TreeSet<>(constants.keySet());
    names.addAll(fields.keySet());
    return names;
  }

  /** The paths of the fields that headers carry, by header. */
  public Map<String, String> fields() {
    return fields;
  }

  /**
   * The headers of an order, by name.
   *
   * @param json the request as it is sent
   */
  public Map<String, String> of(String json) {
    if (fields.isEmpty()) {
      return constants;
    }
    JsonNode request = JsonMapper.shared().readTree(json);
    Map<String, String> headers = new LinkedHashMap<>(constants);
    fields.forEach(
        (name, path) -> {
          String value = request.at("/" + path.replace('.', '/')).asString("");
          if (!value.isEmpty()) {
            headers.put(name, value);
          }
        });
    return headers;
  }
}
