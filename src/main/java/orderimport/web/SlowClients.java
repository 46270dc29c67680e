package orderimport.web;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Keeps clients that send slowly from taking the page away from all others. */
@Configuration(proxyBeanMethods = false)
class SlowClients {
  private static final String LONGEST_SILENCE_MILLIS = "15000";

  /** Behind the valve of the proxies, so that the address is that of the client. */
  @Bean
  @Order(Ordered.LOWEST_PRECEDENCE)
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> limitBodies(
      @Value("${server.tomcat.threads.max:200}") int threads) {
    return server -> {
      server.addEngineValves(new BodyConcurrencyValve(threads / 2));
      server.addConnectorCustomizers(
          connector -> {
            connector.setProperty("disableUploadTimeout", "false");
            connector.setProperty("connectionUploadTimeout", LONGEST_SILENCE_MILLIS);
          });
    };
  }
}
