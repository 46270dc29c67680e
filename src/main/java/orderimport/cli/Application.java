package orderimport.cli;

import java.util.Map;
import java.util.TreeMap;
import orderimport.OrderImport;
import orderimport.job.ImportRuns;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;

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
    SpringApplication application = new SpringApplication(part);
    application.setWebApplicationType(WebApplicationType.NONE);
    application.setRegisterShutdownHook(false);
    Map<String, Object> properties = new TreeMap<>();
    properties.put("spring.config.location", JobConfig.locations(program.config()));
    application.setDefaultProperties(properties);
    application.addListeners(
        (ApplicationListener<ApplicationEnvironmentPreparedEvent>)
            event -> program.readFrom(event.getEnvironment()));
    return application.run("--order-import.data-dir=" + program.dataDir());
  }

  <T> T get(Class<T> type) {
    return context.getBean(type);
  }

  @Override
  public void close() {
    context.close();
  }
}
