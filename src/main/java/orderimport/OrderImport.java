package orderimport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import javax.sql.DataSource;
import orderimport.carrier.Carriers;
import orderimport.carrier.CarriersSettings;
import orderimport.carrier.RequestRules;
import orderimport.column.FriendlyHeadings;
import orderimport.column.Headings;
import orderimport.column.OrderBinder;
import orderimport.inbox.InboxesSettings;
import orderimport.message.MessageSettings;
import orderimport.report.Reports;
import orderimport.retention.RetentionSettings;
import orderimport.sandbox.Sandbox;
import orderimport.spreadsheet.Limits;
import orderimport.spreadsheet.Spreadsheets;
import orderimport.submission.StandInAddress;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.TypeExcludeFilter;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.FilterType;
import org.springframework.core.env.Environment;

/** The program, put together from its rooms. The front doors start it. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@ComponentScan(
    excludeFilters = {
      @Filter(type = FilterType.CUSTOM, classes = TypeExcludeFilter.class),
      // The page's parts come with its own configuration, which only the command serve starts.
      @Filter(type = FilterType.REGEX, pattern = "orderimport\\.web\\..*")
    })
@EnableConfigurationProperties({
  CarriersSettings.class,
  Limits.class,
  MessageSettings.class,
  RetentionSettings.class
})
public class OrderImport {

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }

  @Bean
  InboxesSettings inboxesSettings(Environment configuration) {
    return InboxesSettings.from(configuration);
  }

  @Bean
  Carriers carriers() {
    return Carriers.registered();
  }

  @Bean
  FriendlyHeadings friendlyHeadings() {
    return FriendlyHeadings.fromConfiguration(Path.of("job-config"));
  }

  @Bean
  Headings headings(Carriers carriers, FriendlyHeadings friendly) {
    return new Headings(carriers, friendly);
  }

  @Bean
  RequestRules requestRules(Clock clock) {
    return new RequestRules(clock);
  }

  @Bean
  OrderBinder orderBinder(
      Carriers carriers, Headings headings, CarriersSettings settings, RequestRules rules) {
    return new OrderBinder(carriers, headings, settings, rules);
  }

  @Bean
  Spreadsheets spreadsheets(Limits limits) {
    return new Spreadsheets(limits);
  }

  @Bean
  Reports reports(DataSource dataSource, Headings headings) {
    return new Reports(dataSource, headings);
  }

  @Bean
  StandIn standIn(
      Carriers carriers,
      CarriersSettings settings,
      Clock clock,
      @Value("${order-import.data-dir:./data}") Path dataDir) {
    return new StandIn(carriers, settings, clock, dataDir.resolve("sandbox.jsonl"));
  }

  /** The sandbox, started when an order is to be sent to it. */
  static final class StandIn implements StandInAddress, AutoCloseable {
    private final Carriers carriers;
    private final CarriersSettings settings;
    private final Clock clock;
    private final Path journal;
    private @Nullable Sandbox sandbox;

    StandIn(Carriers carriers, CarriersSettings settings, Clock clock, Path journal) {
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
