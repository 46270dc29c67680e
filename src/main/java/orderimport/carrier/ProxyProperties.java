package orderimport.carrier;

import java.net.URI;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * An HTTP proxy. {@code toString} hides the credentials.
 *
 * @param url such as {@code http://proxy.example.com:3128}
 * @param username blank for a proxy without authentication
 */
public record ProxyProperties(
    @DefaultValue("") String url,
    @DefaultValue("") String username,
    @DefaultValue("") String password) {

  private static final int DEFAULT_PORT = 3128;

  public ProxyProperties {
    URI uri = WebAddress.parse(url).orElse(null);
    if (uri != null && uri.getRawUserInfo() != null) {
      throw new InvalidConfigurationException(
          "url must not contain a user and password; set username and password");
    }
    if (uri == null
        || !"http".equalsIgnoreCase(uri.getScheme())
        || !String.valueOf(uri.getRawPath()).matches("/?")
        || uri.getRawQuery() != null) {
      throw new InvalidConfigurationException(
          "url must be the proxy's address, such as http://proxy.example.com:3128");
    }
    if (username.contains(":")) {
      throw new InvalidConfigurationException("username must not contain a colon");
    }
  }

  public String host() {
    return URI.create(url).getHost();
  }

  /** 3128 if the address has none. */
  public int port() {
    int port = URI.create(url).getPort();
    return port < 0 ? DEFAULT_PORT : port;
  }

  public boolean hasCredentials() {
    return !username.isBlank();
  }

  @Override
  public String toString() {
    return "ProxyProperties[" + url + "]";
  }
}
