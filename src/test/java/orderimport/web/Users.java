package orderimport.web;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/** One user for each role, named after it, whose password is the name and "-secret". */
final class Users {
  static final List<String> ROLES = List.of("view", "upload", "place", "metrics");

  private Users() {}

  static Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>();
    BCryptPasswordEncoder encoder = new BCryptPasswordEncoder(4);
    for (int i = 0; i < ROLES.size(); i++) {
      String name = ROLES.get(i);
      String key = "order-import.web.users[%d].".formatted(i);
      settings.put(key + "name", name);
      settings.put(key + "password", "{bcrypt}" + encoder.encode(name + "-secret"));
      settings.put(key + "roles", name);
    }
    return settings;
  }

  static Visitor visit(Server server, String role) throws Exception {
    Visitor visitor = new Visitor(server);
    return role.equals("nobody") ? visitor : visitor.logIn(role, role + "-secret");
  }
}
