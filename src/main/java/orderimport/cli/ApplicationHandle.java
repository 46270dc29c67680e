package orderimport.cli;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.core.status.StatusManager;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import orderimport.OrderImport;
import orderimport.carrier.InvalidConfigurationException;
import orderimport.cluster.PartitionWorker;
import orderimport.inbox.InboxRunListener;
import orderimport.job.ImportService;
import orderimport.tracking.OrderTracker;
import orderimport.web.WebConfiguration;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;

/** The Spring application context that a command runs with. */
final class ApplicationHandle implements AutoCloseable {
  private static final String PAGE_SETTINGS =
      "classpath:orderimport/web/serve.properties,classpath:orderimport/monitoring/serve.properties";

  private final ConfigurableApplicationContext context;
  private final @Nullable TemporaryFolder temporary;

  private ApplicationHandle(
      ConfigurableApplicationContext context, @Nullable TemporaryFolder temporary) {
    this.context = context;
    this.temporary = temporary;
  }

  /**
   * Starts the application with its database. Running imports are stopped when the program is asked
   * to end.
   */
  static ApplicationHandle start(RootCommand rootCommand) {
    ApplicationHandle applicationHandle =
        new ApplicationHandle(start(rootCommand, OrderImport.class), null);
    ImportService importService = applicationHandle.get(ImportService.class);
    OrderTracker tracker = applicationHandle.get(OrderTracker.class);
    rootCommand
        .shutdown()
        .onStop(
            () -> {
              applicationHandle.find(PartitionWorker.class).ifPresent(PartitionWorker::stopTaking);
              importService.stop();
              tracker.stop();
            });
    rootCommand.shutdown().exitIf(importService::hasLeftDatabase);
    return applicationHandle;
  }

  /**
   * Starts the application with the web server. The caller closes it when the program is asked to
   * end.
   */
  static ApplicationHandle serve(RootCommand rootCommand, String address, int port) {
    prepareDataDir(rootCommand);
    SpringApplication application =
        new SpringApplication(OrderImport.class, WebConfiguration.class);
    application.setWebApplicationType(WebApplicationType.SERVLET);
    List<String> arguments =
        new ArrayList<>(List.of("--server.address=" + address, "--server.port=" + port));
    TemporaryFolder temporary = temporaryFolder(rootCommand);
    if (temporary != null) {
      arguments.add("--server.tomcat.basedir=" + temporary.path());
    }
    ApplicationHandle applicationHandle =
        new ApplicationHandle(
            start(rootCommand, application, PAGE_SETTINGS + ",", arguments.toArray(new String[0])),
            temporary);
    rootCommand.shutdown().exitIf(applicationHandle.get(ImportService.class)::hasLeftDatabase);
    return applicationHandle;
  }

  private static void prepareDataDir(RootCommand rootCommand) {
    if (rootCommand.dataDir().toString().isBlank()) {
      throw rootCommand.wrongUsage(CliText.NO_DATA_DIR.text());
    }
    DataDir.prepare(rootCommand.dataDir()).forEach(rootCommand::printErr);
  }

  /** Returns null if the folder cannot be created; the web server then uses the system's. */
  private static @Nullable TemporaryFolder temporaryFolder(RootCommand rootCommand) {
    Path folders = DataDir.temporaryFolders(rootCommand.dataDir());
    try {
      return TemporaryFolder.in(folders);
    } catch (IOException e) {
      rootCommand.printErr(
          CliText.TEMPORARY_FILES.text(
              String.valueOf(System.getProperty("java.io.tmpdir")), folders, FileErrors.reason(e)));
      return null;
    }
  }

  /** Starts a part of the application with the same configuration. */
  static ConfigurableApplicationContext start(RootCommand rootCommand, Class<?> part) {
    prepareDataDir(rootCommand);
    SpringApplication application = new SpringApplication(part);
    application.setWebApplicationType(WebApplicationType.NONE);
    return start(
        rootCommand,
        application,
        "",
        "--spring.autoconfigure.exclude=" + serverOnlyAutoConfigurations());
  }

  /** Auto-configurations that only a server needs; they would slow down the start of a command. */
  private static String serverOnlyAutoConfigurations() {
    return ImportCandidates.load(AutoConfiguration.class, ApplicationHandle.class.getClassLoader())
        .getCandidates()
        .stream()
        .filter(name -> !name.matches(".*\\.(batch|flyway|jdbc|mail|ssl|transaction|context)\\..*"))
        .filter(name -> !name.endsWith("BatchJobLauncherAutoConfiguration"))
        .collect(Collectors.joining(","));
  }

  private static ConfigurableApplicationContext start(
      RootCommand rootCommand, SpringApplication application, String settings, String... more) {
    ConfigLocations files = ConfigLocations.of(rootCommand);
    application.setRegisterShutdownHook(false);
    InboxRunListener explainer = new ErrorReporter(rootCommand)::explanationForAll;
    application.addInitializers(
        context -> context.getBeanFactory().registerSingleton("failureExplainer", explainer));
    Map<String, Object> properties = new TreeMap<>();
    properties.put("spring.config.location", settings + files.locations());
    application.setDefaultProperties(properties);
    AtomicBoolean readable = new AtomicBoolean();
    application.addListeners(
        (ApplicationListener<ApplicationEnvironmentPreparedEvent>)
            event -> {
              dropConsoleListeners();
              rootCommand.readFrom(event.getEnvironment());
              readable.set(true);
              new SettingsCheck(files, event.getEnvironment())
                  .check()
                  .forEach(rootCommand.err()::println);
            });
    List<String> arguments = new ArrayList<>(List.of(more));
    arguments.add("--order-import.data-dir=" + rootCommand.dataDir());
    arguments.add("--order-import.job-config=" + files.folder());
    if (rootCommand.language() != null) {
      arguments.add("--order-import.language=" + rootCommand.language());
    }
    try {
      return application.run(arguments.toArray(new String[0]));
    } catch (IllegalStateException | IllegalArgumentException e) {
      throw readable.get() ? e : invalidConfiguration(e);
    }
  }

  /**
   * Explains failures such as a profile name with a blank. There is no log yet to hold the details.
   */
  private static RuntimeException invalidConfiguration(RuntimeException failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return new InvalidConfigurationException(
        "The configuration cannot be used: " + root.getMessage(), failure);
  }

  /** Spring Boot lets Logback print its own errors, such as a full disk, to the terminal. */
  private static void dropConsoleListeners() {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext logback) {
      StatusManager status = logback.getStatusManager();
      status.getCopyOfStatusListenerList().forEach(status::remove);
    }
  }

  /** The port that the web server listens on. */
  int port() {
    return Integer.parseInt(context.getEnvironment().getRequiredProperty("local.server.port"));
  }

  /** Returns a bean that does not exist in every configuration. */
  <T> Optional<T> find(Class<T> type) {
    return Optional.ofNullable(context.getBeanProvider(type).getIfAvailable());
  }

  <T> T get(Class<T> type) {
    return context.getBean(type);
  }

  @Override
  public void close() {
    context.close();
    if (temporary != null) {
      temporary.close();
    }
  }
}
