package orderimport.web;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/** One user for each role, named after it, whose password is the name and "-secret". */
public final class Users {
  public static final List<String> ROLES = List.of("view", "upload", "place", "metrics", "admin");

  private Users() {}

  public static Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>();
    ROLES.forEach(role -> add(settings, role, role));
    return settings;
  }

  /** Adds a user with a comma-separated list of roles. */
  public static void add(Map<String, String> settings, String name, String roles) {
    String key = "order-import.web.users[%d].".formatted(settings.size() / 3);
    settings.put(key + "name", name);
    settings.put(
        key + "password", "{bcrypt}" + new BCryptPasswordEncoder(4).encode(name + "-secret"));
    settings.put(key + "roles", roles);
  }

  public static HttpUser logIn(Server server, String role) throws Exception {
    HttpUser httpUser = new HttpUser(server);
    return role.equals("anonymous") ? httpUser : httpUser.logIn(role, role + "-secret");
  }
}
