package orderimport.sandbox;

import com.sun.net.httpserver.Headers;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The body of a token request as RFC 6749 has it: a form in which no field is repeated. */
final class TokenForm {
  private static final String BASIC = "Basic ";

  private TokenForm() {}

  /**
   * The fields of a form, and {@code basic} with the header's credentials, {@code id:secret}, if it
   * has any.
   *
   * @return empty if it is not such a form
   */
  static Optional<JsonNode> read(Headers headers, byte[] body) {
    String type = headers.getFirst("Content-Type");
    if (type == null || !type.matches("application/x-www-form-urlencoded *(;.*)?")) {
      return Optional.empty();
    }
    ObjectNode fields = JsonMapper.shared().createObjectNode();
    try {
      for (String field : new String(body, StandardCharsets.US_ASCII).split("&")) {
        String[] parts = field.split("=", 2);
        String name = decoded(parts[0]);
        if (fields.has(name)) {
          return Optional.empty();
        }
        fields.put(name, parts.length < 2 ? "" : decoded(parts[1]));
      }
      String authorization = headers.getFirst("Authorization");
      if (authorization != null && authorization.startsWith(BASIC)) {
        byte[] credentials = Base64.getDecoder().decode(authorization.substring(BASIC.length()));
        fields.put("basic", new String(credentials, StandardCharsets.UTF_8));
      }
      return Optional.of(fields);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
