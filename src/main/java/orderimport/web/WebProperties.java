package orderimport.web;

import java.net.UnknownHostException;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import orderimport.carrier.InvalidConfigurationException;
import orderimport.database.MachineZone;
import org.apache.catalina.util.NetMaskSet;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * {@code order-import.web} in {@code job-config}.
 *
 * @param users who may log in with a password
 * @param oidc what the claims of an OpenID Connect login allow
 * @param twoPersons whether who places must be somebody else than who uploaded
 * @param uploadLimit the largest upload
 * @param uploadsAMinute by one person
 * @param readAtOnce files that are read at one time
 * @param waiting files that may wait to be read; no more are taken
 * @param trustedProxies addresses or ranges of the proxies whose forwarded headers count
 * @param zone of the times on the page; null for the machine's
 */
@ConfigurationProperties("order-import.web")
public record WebProperties(
    @DefaultValue List<User> users,
    @DefaultValue Oidc oidc,
    @DefaultValue("false") boolean twoPersons,
    @DefaultValue("64MB") DataSize uploadLimit,
    @DefaultValue("60") int uploadsAMinute,
    @DefaultValue("2") int readAtOnce,
    @DefaultValue("100") int waiting,
    @DefaultValue List<String> trustedProxies,
    @Nullable ZoneId zone) {

  public WebProperties {
    if (uploadsAMinute < 1 || readAtOnce < 1 || waiting < 1 || uploadLimit.toBytes() < 1) {
      throw new InvalidConfigurationException("Each limit of order-import.web must be at least 1");
    }
    trustedProxies = trustedProxies.stream().map(WebProperties::range).toList();
    Set<String> names = new HashSet<>();
    for (User user : users) {
      if (!names.add(user.name())) {
        throw new InvalidConfigurationException(
            "order-import.web.users has two of the name " + user.name());
      }
    }
  }

  /** With the length of its prefix. */
  private static String range(String proxy) {
    String text = proxy.strip();
    try {
      if (text.matches("[0-9a-fA-F.:]+(/\\d{1,3})?")
          && NetMaskSet.parse(ranged(text)).contains(text.replaceFirst("/.*", ""))) {
        return ranged(text);
      }
    } catch (IllegalArgumentException | UnknownHostException e) {
      // Said below.
    }
    throw new InvalidConfigurationException(
        "order-import.web.trusted-proxies: \"%s\" is not an address or a range such as 10.1.0.0/16"
            .formatted(proxy));
  }

  private static String ranged(String text) {
    return text.contains("/") ? text : text + (text.contains(":") ? "/128" : "/32");
  }

  ZoneId zoneOrDefault() {
    return zone == null ? MachineZone.get() : zone;
  }

  /**
   * Somebody with a password. {@code toString} does not show it.
   *
   * @param password its hash, such as {@code serve --hash-password} gives
   */
  public record User(String name, String password, @DefaultValue("VIEW") Set<Role> roles) {
    public User {
      if (name == null || name.isBlank() || password == null || password.isBlank()) {
        throw new InvalidConfigurationException(
            "order-import.web.users: each needs a name and a password");
      }
      if (!password.matches("\\{(?!noop)[\\w@-]+}.+")) {
        throw new InvalidConfigurationException(
            "order-import.web.users: the password of %s has to be hashed; `order-import serve --hash-password` does that"
                .formatted(name));
      }
    }

    @Override
    public String toString() {
      return "User[" + name + " " + roles + "]";
    }
  }

  /**
   * Who may do what after a login by OpenID Connect, whose client Spring Boot's own keys describe.
   *
   * @param claim the claim that lists a person's groups; dots lead into objects, such as {@code
   *     realm_access.roles}
   * @param view the groups that may look; {@code *} for everybody who can log in
   * @param upload the groups that may upload
   * @param place the groups that may place
   * @param metrics the groups that may read figures for monitoring
   */
  public record Oidc(
      @DefaultValue("groups") String claim,
      @DefaultValue Set<String> view,
      @DefaultValue Set<String> upload,
      @DefaultValue Set<String> place,
      @DefaultValue Set<String> metrics) {

    Set<String> groups(Role role) {
      return switch (role) {
        case VIEW -> view;
        case UPLOAD -> upload;
        case PLACE -> place;
        case METRICS -> metrics;
      };
    }
  }
}
