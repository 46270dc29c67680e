package orderimport.web.security;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Configures Tomcat so that clients which send slowly do not use up its threads. */
@Configuration(proxyBeanMethods = false)
class SlowClients {
  private static final String UPLOAD_TIMEOUT_MILLIS = "15000";

  /** Runs after the valve of the trusted proxies, so that the address is the client's. */
  @Bean
  @Order(Ordered.LOWEST_PRECEDENCE)
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> limitBodies(
      @Value("${server.tomcat.threads.max:200}") int threads) {
    return server -> {
      server.addEngineValves(new BodyConcurrencyValve(threads / 2));
      server.addConnectorCustomizers(
          connector -> {
            connector.setProperty("disableUploadTimeout", "false");
            connector.setProperty("connectionUploadTimeout", UPLOAD_TIMEOUT_MILLIS);
          });
    };
  }
}
