package orderimport.cli;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.core.status.StatusManager;
import java.util.Map;
import java.util.TreeMap;
import orderimport.OrderImport;
import orderimport.carrier.Carriers;
import orderimport.carrier.CarriersSettings;
import orderimport.job.ImportRuns;
import orderimport.spreadsheet.Limits;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;

/** The program's insides, started for a command that needs them. */
final class Application implements AutoCloseable {
  private final ConfigurableApplicationContext context;

  private Application(ConfigurableApplicationContext context) {
    this.context = context;
  }

  /**
   * Starts them, with the database; what they are doing is stopped when the program is told to end.
   */
  static Application start(Program program) {
    Application application = new Application(start(program, OrderImport.class));
    program.shutdown().stopWith(() -> application.get(ImportRuns.class).stop());
    return application;
  }

  /** Starts a part of them, with the same configuration. */
  static ConfigurableApplicationContext start(Program program, Class<?> part) {
    DataDir.prepare(program.dataDir());
    SpringApplication application = new SpringApplication(part);
    application.setWebApplicationType(WebApplicationType.NONE);
    application.setRegisterShutdownHook(false);
    Map<String, Object> properties = new TreeMap<>();
    properties.put("spring.config.location", JobConfig.locations(program.config()));
    application.setDefaultProperties(properties);
    application.addListeners(
        (ApplicationListener<ApplicationEnvironmentPreparedEvent>)
            event -> {
              dropConsoleListeners();
              program.readFrom(event.getEnvironment());
              check(event.getEnvironment());
            });
    return application.run("--order-import.data-dir=" + program.dataDir());
  }

  /** Before the database is started, which takes longer. */
  private static void check(ConfigurableEnvironment settings) {
    new SettingNames(Carriers.registered()).check(settings);
    Binder binder = Binder.get(settings);
    binder.bind("order-import", CarriersSettings.class);
    binder.bind("order-import.limits", Limits.class);
  }

  /** Spring Boot has Logback print its own trouble, such as a full disk, to the terminal. */
  private static void dropConsoleListeners() {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext logback) {
      StatusManager status = logback.getStatusManager();
      status.getCopyOfStatusListenerList().forEach(status::remove);
    }
  }

  <T> T get(Class<T> type) {
    return context.getBean(type);
  }

  @Override
  public void close() {
    context.close();
  }
}
