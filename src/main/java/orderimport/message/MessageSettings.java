package orderimport.message;

import java.net.URI;
import java.util.List;
import orderimport.carrier.SettingException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * {@code order-import.messages} in {@code job-config}: who is told of runs that nobody looked at.
 *
 * @param whenNothingCame also tell of runs that found nothing
 * @param attachments how large results may be together to go with a mail; 0 attaches none
 * @param importLink the address of an import's page, with {@code {id}} for its number; blank for
 *     none
 */
@ConfigurationProperties("order-import.messages")
public record MessageSettings(
    @DefaultValue Mail mail,
    @DefaultValue Webhook webhook,
    boolean whenNothingCame,
    @DefaultValue("10MB") DataSize attachments,
    @DefaultValue("") String importLink) {

  /**
   * By mail, through the server of {@code spring.mail}.
   *
   * @param from blank for {@code spring.mail.username}
   * @param to nobody if empty
   */
  public record Mail(@DefaultValue("") String from, @DefaultValue List<String> to) {
    public Mail {
      to = addresses(to);
    }
  }

  /**
   * As a JSON object, posted to an address.
   *
   * @param url blank for none
   * @param token sent as a bearer token; blank for none
   */
  public record Webhook(@DefaultValue("") String url, @DefaultValue("") String token) {
    public Webhook {
      if (!url.isBlank() && !isWebAddress(url)) {
        throw new SettingException(
            "url must be an address such as https://chat.example.com/hooks/1, not " + url);
      }
    }

    private static boolean isWebAddress(String text) {
      try {
        URI uri = URI.create(text);
        return uri.getHost() != null && String.valueOf(uri.getScheme()).matches("(?i)https?");
      } catch (IllegalArgumentException e) {
        return false;
      }
    }

    @Override
    public String toString() {
      return "Webhook[" + url + "]";
    }
  }

  /**
   * Mail addresses of a setting.
   *
   * @throws SettingException if one is none
   */
  public static List<String> addresses(@Nullable List<String> given) {
    if (given == null) {
      return List.of();
    }
    List<String> addresses = given.stream().map(String::strip).filter(a -> !a.isEmpty()).toList();
    for (String address : addresses) {
      if (!address.matches("[^@\\s,;]+@[^@\\s,;]+")) {
        throw new SettingException("to must be mail addresses, not " + address);
      }
    }
    return addresses;
  }
}
