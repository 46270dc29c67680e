package orderimport.notification;

import java.net.URI;
import java.util.List;
import orderimport.carrier.InvalidConfigurationException;
import orderimport.carrier.ProxyProperties;
import orderimport.carrier.WebAddress;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * {@code order-import.notifications} in {@code job-config}: who gets notifications of unattended
 * runs.
 *
 * @param notifyWhenEmpty whether to notify of runs that found no file
 * @param maxAttachmentSize the maximum size of all attachments of a mail, as encoded; 0 for no
 *     attachments
 * @param importUrl the address of an import's page, with {@code {id}} for its number; blank for
 *     none
 */
@ConfigurationProperties("order-import.notifications")
public record NotificationProperties(
    @DefaultValue Mail mail,
    @DefaultValue Webhook webhook,
    boolean notifyWhenEmpty,
    @DefaultValue("10MB") DataSize maxAttachmentSize,
    @DefaultValue("") String importUrl) {

  /**
   * By mail, through the server of {@code spring.mail}.
   *
   * @param from blank for {@code spring.mail.username}
   * @param to if empty, no mail is sent
   */
  public record Mail(@DefaultValue("") String from, @DefaultValue List<String> to) {
    public Mail {
      to = addresses(to);
    }
  }

  /** The JSON format that a webhook's receiver expects. */
  public enum Format {
    /** All data of the run; many chat programs show its {@code text}. */
    JSON,
    SLACK,
    /** A workflow of Microsoft Teams. */
    TEAMS,
    GOOGLE_CHAT
  }

  /**
   * A webhook that receives JSON. {@code toString} shows only the host of the URL, because the rest
   * is often a secret.
   *
   * @param url blank for none
   * @param token sent as a bearer token; blank for none
   * @param sslBundle the name of a bundle of {@code spring.ssl.bundle}; blank for the certificates
   *     of the Java installation
   * @param proxy null for direct connections
   * @param secret signs each message; blank for none. A text that begins with {@code whsec_} is
   *     Base64
   * @param imports whether to send a message, in JSON, when work on an import that a user of the
   *     page or the API requested has ended, and when a user reviews an import
   */
  public record Webhook(
      @DefaultValue("") String url,
      @DefaultValue("json") Format format,
      @DefaultValue("") String token,
      @DefaultValue("") String sslBundle,
      @Nullable ProxyProperties proxy,
      @DefaultValue("") String secret,
      boolean imports) {
    public Webhook {
      if (!url.isBlank() && WebAddress.parse(url).isEmpty()) {
        throw new InvalidConfigurationException(
            "url must be an address such as https://chat.example.com/hooks/1");
      }
      if (!WebhookSignature.isValid(secret)) {
        throw new InvalidConfigurationException("secret must be Base64 after whsec_");
      }
    }

    /** The host of the URL; blank for none. */
    String host() {
      return url.isBlank() ? "" : URI.create(url).getHost();
    }

    @Override
    public String toString() {
      return "Webhook[" + host() + "]";
    }
  }

  /**
   * Parses the mail addresses of a setting.
   *
   * @throws InvalidConfigurationException if one is not a mail address
   */
  public static List<String> addresses(@Nullable List<String> given) {
    if (given == null) {
      return List.of();
    }
    List<String> addresses = given.stream().map(String::strip).filter(a -> !a.isEmpty()).toList();
    for (String address : addresses) {
      if (!address.matches("[^@\\s,;]+@[^@\\s,;]+")) {
        throw new InvalidConfigurationException("to must be mail addresses, not " + address);
      }
    }
    return addresses;
  }
}
