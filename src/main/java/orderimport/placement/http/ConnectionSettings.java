package orderimport.placement.http;

import java.time.Duration;
import orderimport.carrier.CarrierProperties;
import orderimport.carrier.ProxyProperties;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundles;

/**
 * How a carrier and its token endpoint are reached.
 *
 * @param prefix of the settings in messages, {@code order-import.carriers.NAME}
 * @param connections the maximum number of connections to one host
 * @param sslBundle blank for the certificates of the Java installation
 * @param proxy null for direct connections
 */
public record ConnectionSettings(
    String prefix,
    Duration connectTimeout,
    Duration responseTimeout,
    int connections,
    String sslBundle,
    SslBundles sslBundles,
    @Nullable ProxyProperties proxy) {

  /** The settings of a carrier; the sandbox is reached directly. */
  public static ConnectionSettings of(
      String carrier, CarrierProperties settings, SslBundles sslBundles) {
    return new ConnectionSettings(
        "order-import.carriers." + carrier,
        settings.connectTimeout(),
        settings.responseTimeout(),
        settings.concurrency(),
        settings.sslBundle(),
        sslBundles,
        settings.sandbox() ? null : settings.proxy());
  }

  /** The full name of a setting. */
  String property(String name) {
    return prefix + "." + name;
  }
}
