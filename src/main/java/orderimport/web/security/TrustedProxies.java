package orderimport.web.security;

import orderimport.web.WebProperties;
import org.apache.catalina.valves.RemoteIpValve;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.web.filter.ForwardedHeaderFilter;

/**
 * Accepts forwarded headers (address, protocol, host) only from the configured proxies. The
 * strategies of Spring Boot are not used: one trusts every sender, the other every private address.
 */
@Configuration(proxyBeanMethods = false)
class TrustedProxies {
  private static final Logger log = LoggerFactory.getLogger(TrustedProxies.class);
  private static final String STRATEGY = "server.forward-headers-strategy";

  /** Runs after the customizers of Spring Boot, to remove the valve of its strategy. */
  @Bean
  @Order(Ordered.LOWEST_PRECEDENCE - 1)
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> forwardedHeaders(
      WebProperties settings, Environment environment) {
    return server -> {
      if (!"none".equalsIgnoreCase(environment.getProperty(STRATEGY, "none"))) {
        log.warn(
            "{} is ignored: configure the proxies in order-import.web.trusted-proxies", STRATEGY);
      }
      server.getEngineValves().removeIf(RemoteIpValve.class::isInstance);
      if (!settings.trustedProxies().isEmpty()) {
        server.addEngineValves(valve(settings));
      }
    };
  }

  /** The valve takes the rightmost address that is not a trusted proxy. */
  private static RemoteIpValve valve(WebProperties settings) {
    RemoteIpValve valve = new RemoteIpValve();
    valve.setInternalProxies(String.join(",", settings.trustedProxies()));
    valve.setHostHeader("X-Forwarded-Host");
    valve.setPortHeader("X-Forwarded-Port");
    return valve;
  }

  /** Prevents Spring Boot from registering the filter of the strategy {@code framework}. */
  @Bean
  FilterRegistrationBean<ForwardedHeaderFilter> noForwardedHeaderFilter() {
    FilterRegistrationBean<ForwardedHeaderFilter> filter =
        new FilterRegistrationBean<>(new ForwardedHeaderFilter());
    filter.setEnabled(false);
    return filter;
  }
}
