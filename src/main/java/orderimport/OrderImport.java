package orderimport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import javax.sql.DataSource;
import orderimport.binding.OrderBinder;
import orderimport.carrier.Carrier;
import orderimport.carrier.Carriers;
import orderimport.carrier.OrderImportProperties;
import orderimport.carrier.RequestValidator;
import orderimport.heading.FieldTexts;
import orderimport.heading.HeadingAliases;
import orderimport.heading.HeadingCatalog;
import orderimport.inbox.InboxesProperties;
import orderimport.notification.NotificationProperties;
import orderimport.order.RateLimitGroups;
import orderimport.placement.SandboxAddress;
import orderimport.problem.TextRenderer;
import orderimport.problem.TextRenderer.Audience;
import orderimport.report.Reports;
import orderimport.retention.RetentionProperties;
import orderimport.sandbox.Sandbox;
import orderimport.spreadsheet.Limits;
import orderimport.spreadsheet.Spreadsheets;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.TypeExcludeFilter;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.FilterType;
import org.springframework.core.env.Environment;

/** The application context, shared by the command line and the web page. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@ComponentScan(
    excludeFilters = {
      @Filter(type = FilterType.CUSTOM, classes = TypeExcludeFilter.class),
      // Only the command serve loads the web page, through WebConfiguration.
      @Filter(type = FilterType.REGEX, pattern = "orderimport\\.web\\..*")
    })
@EnableConfigurationProperties({
  OrderImportProperties.class,
  Limits.class,
  NotificationProperties.class,
  RetentionProperties.class
})
public class OrderImport {

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }

  @Bean
  InboxesProperties inboxesProperties(Environment configuration) {
    return InboxesProperties.from(configuration);
  }

  @Bean
  Carriers carriers() {
    return Carriers.registered();
  }

  @Bean
  RateLimitGroups rateLimitGroups(Carriers carriers) {
    return name -> carriers.find(name).map(Carrier::connection).orElse(name);
  }

  @Bean
  HeadingAliases headingAliases(@Value("${order-import.job-config:job-config}") String folder) {
    return HeadingAliases.fromConfiguration(Path.of(folder));
  }

  @Bean
  HeadingCatalog headingCatalog(Carriers carriers, HeadingAliases aliases) {
    return new HeadingCatalog(carriers, aliases);
  }

  @Bean
  FieldTexts fieldTexts(Carriers carriers) {
    return new FieldTexts(carriers);
  }

  @Bean
  RequestValidator requestValidator(Clock clock) {
    return new RequestValidator(clock);
  }

  @Bean
  OrderBinder orderBinder(
      Carriers carriers,
      HeadingCatalog headingCatalog,
      OrderImportProperties settings,
      RequestValidator validator) {
    return new OrderBinder(carriers, headingCatalog, settings, validator);
  }

  @Bean
  Spreadsheets spreadsheets(Limits limits, HeadingCatalog headingCatalog) {
    return new Spreadsheets(limits, headingCatalog::isHeading);
  }

  @Bean
  TextRenderer texts(OrderImportProperties settings) {
    return settings.texts();
  }

  @Bean
  Reports reports(
      DataSource dataSource,
      HeadingCatalog headingCatalog,
      TextRenderer texts,
      ApplicationContext context) {
    // Who gets them from the page has its buttons, not the options of commands.
    return new Reports(
        dataSource,
        headingCatalog,
        context instanceof WebServerApplicationContext
            ? new TextRenderer(Audience.PAGE, texts.locale())
            : texts);
  }

  @Bean
  EmbeddedSandbox embeddedSandbox(
      Carriers carriers,
      OrderImportProperties settings,
      Clock clock,
      @Value("${order-import.data-dir:./data}") Path dataDir) {
    return new EmbeddedSandbox(carriers, settings, clock, dataDir.resolve("sandbox.jsonl"));
  }

  /** Starts the sandbox when its address is first needed. */
  static final class EmbeddedSandbox implements SandboxAddress, AutoCloseable {
    private final Carriers carriers;
    private final OrderImportProperties settings;
    private final Clock clock;
    private final Path journal;
    private @Nullable Sandbox sandbox;

    EmbeddedSandbox(Carriers carriers, OrderImportProperties settings, Clock clock, Path journal) {
      this.carriers = carriers;
      this.settings = settings;
      this.clock = clock;
      this.journal = journal;
    }

    @Override
    public synchronized URI uri() {
      if (sandbox == null) {
        try {
          sandbox = Sandbox.start(0, carriers, settings, clock, journal);
        } catch (IOException e) {
          throw new UncheckedIOException("The sandbox could not be started", e);
        }
      }
      return sandbox.uri();
    }

    @Override
    public synchronized void close() {
      if (sandbox != null) {
        sandbox.close();
      }
    }
  }
}
