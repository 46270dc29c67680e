package orderimport.web;

import java.net.UnknownHostException;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import orderimport.carrier.InvalidConfigurationException;
import orderimport.database.MachineZone;
import orderimport.web.security.Role;
import org.apache.catalina.util.NetMaskSet;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The settings {@code order-import.web}.
 *
 * @param users users who log in with a password
 * @param oidc roles of users who log in with OpenID Connect
 * @param fourEyes whether a user who uploaded a file must not place its orders
 * @param uploadLimit maximum size of an upload
 * @param uploadsPerMinute maximum uploads per user and minute
 * @param concurrentReads maximum files that are read concurrently
 * @param queueCapacity maximum files that wait to be read; further uploads are rejected
 * @param apiRequestsPerMinute maximum requests per API token and minute
 * @param trustedProxies addresses or ranges of the proxies whose forwarded headers are accepted
 * @param zone time zone of the page; null for that of the machine
 */
@ConfigurationProperties("order-import.web")
public record WebProperties(
    @DefaultValue List<User> users,
    @DefaultValue Oidc oidc,
    @DefaultValue("false") boolean fourEyes,
    @DefaultValue("64MB") DataSize uploadLimit,
    @DefaultValue("60") int uploadsPerMinute,
    @DefaultValue("2") int concurrentReads,
    @DefaultValue("100") int queueCapacity,
    @DefaultValue("600") int apiRequestsPerMinute,
    @DefaultValue List<String> trustedProxies,
    @Nullable ZoneId zone) {

  public WebProperties {
    if (uploadsPerMinute < 1
        || concurrentReads < 1
        || queueCapacity < 1
        || apiRequestsPerMinute < 1
        || uploadLimit.toBytes() < 1) {
      throw new InvalidConfigurationException("order-import.web: every limit must be at least 1");
    }
    trustedProxies = trustedProxies.stream().map(WebProperties::validRange).toList();
    Set<String> names = new HashSet<>();
    for (User user : users) {
      if (!names.add(user.name())) {
        throw new InvalidConfigurationException(
            "order-import.web.users has two users named " + user.name());
      }
    }
  }

  /** Validates an address or range, and returns it with its prefix length. */
  private static String validRange(String proxy) {
    String text = proxy.strip();
    try {
      if (text.matches("[0-9a-fA-F.:]+(/\\d{1,3})?")
          && NetMaskSet.parse(withPrefixLength(text)).contains(text.replaceFirst("/.*", ""))) {
        return withPrefixLength(text);
      }
    } catch (IllegalArgumentException | UnknownHostException e) {
      // Reported below.
    }
    throw new InvalidConfigurationException(
        "order-import.web.trusted-proxies: \"%s\" is not an address or a range such as 10.1.0.0/16"
            .formatted(proxy));
  }

  private static String withPrefixLength(String text) {
    return text.contains("/") ? text : text + (text.contains(":") ? "/128" : "/32");
  }

  /** The time zone of the page. */
  public ZoneId zoneOrDefault() {
    return zone == null ? MachineZone.get() : zone;
  }

  /**
   * A user who logs in with a password. {@code toString} does not contain its hash.
   *
   * @param password the hash, as {@code serve --hash-password} prints it
   * @param mail the address for notifications of what concerns the user; blank for none
   */
  public record User(
      String name,
      String password,
      @DefaultValue("VIEW") Set<Role> roles,
      @DefaultValue("") String mail) {
    public User {
      mail = mail.strip();
      if (!mail.isEmpty() && !mail.matches(UserDirectory.MAIL)) {
        throw new InvalidConfigurationException(
            "order-import.web.users: mail must be a mail address, not " + mail);
      }
      if (name == null || name.isBlank() || password == null || password.isBlank()) {
        throw new InvalidConfigurationException(
            "order-import.web.users: every user needs a name and a password");
      }
      if (!password.matches("\\{(?!noop)[\\w@-]+}.+")) {
        throw new InvalidConfigurationException(
            "order-import.web.users: the password of %s is not hashed. Hash it with `order-import serve --hash-password`."
                .formatted(name));
      }
    }

    @Override
    public String toString() {
      return "User[" + name + " " + roles + "]";
    }
  }

  /**
   * The roles of users who log in with OpenID Connect. The client is configured by the settings of
   * Spring Boot, {@code spring.security.oauth2.client}.
   *
   * @param claim the claim that lists a user's groups; dots lead into objects, as in {@code
   *     realm_access.roles}
   * @param view the groups with the role VIEW; {@code *} for every user who can log in
   * @param upload the groups with the role UPLOAD
   * @param place the groups with the role PLACE
   * @param metrics the groups with the role METRICS
   * @param admin the groups with the role ADMIN
   */
  public record Oidc(
      @DefaultValue("groups") String claim,
      @DefaultValue Set<String> view,
      @DefaultValue Set<String> upload,
      @DefaultValue Set<String> place,
      @DefaultValue Set<String> metrics,
      @DefaultValue Set<String> admin) {

    public Set<String> groups(Role role) {
      return switch (role) {
        case VIEW -> view;
        case UPLOAD -> upload;
        case PLACE -> place;
        case METRICS -> metrics;
        case ADMIN -> admin;
      };
    }
  }
}
