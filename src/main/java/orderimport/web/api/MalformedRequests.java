package orderimport.web.api;

import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Turns errors in requests that never reach the application, such as malformed paths, into
 * problems.
 */
@Configuration(proxyBeanMethods = false)
class MalformedRequests {

  /** The valve comes after that of Spring Boot, and so writes before it. */
  @Bean
  @Order(Ordered.LOWEST_PRECEDENCE)
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> reportMalformedRequests(
      ObjectProvider<ApiProblems> problems) {
    return server ->
        server.addContextCustomizers(
            context -> context.getParent().getPipeline().addValve(new ProblemValve(problems)));
  }

  private static final class ProblemValve extends ErrorReportValve {
    private static final Logger log = LoggerFactory.getLogger(ProblemValve.class);

    private final ObjectProvider<ApiProblems> problems;

    ProblemValve(ObjectProvider<ApiProblems> problems) {
      this.problems = problems;
    }

    @Override
    protected void report(Request request, Response response, @Nullable Throwable throwable) {
      int status = response.getStatus();
      if (status < 400
          || response.getContentWritten() > 0
          || !ApiProblems.isApi(request)
          || !response.setErrorReported()) {
        return;
      }
      try {
        problems.getObject().write(ProblemCode.of(status), status, request, response);
        response.finishResponse();
      } catch (IOException e) {
        log.debug("The client has disconnected", e);
      }
    }
  }
}
