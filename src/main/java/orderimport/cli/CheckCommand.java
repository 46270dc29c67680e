package orderimport.cli;

import java.io.PrintWriter;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import orderimport.carrier.Carrier;
import orderimport.carrier.CarrierProperties;
import orderimport.carrier.Carriers;
import orderimport.carrier.OrderImportProperties;
import orderimport.heading.HeadingCatalog;
import orderimport.imports.CancellationToken;
import orderimport.job.ExitCodes;
import orderimport.placement.CarrierCheck;
import orderimport.placement.CarrierQueries;
import orderimport.placement.auth.LoginPacing;
import orderimport.placement.http.CheckStep;
import orderimport.problem.TextRenderer;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Configuration;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

@CommandLine.Command(
    name = "check",
    description = {
      "Tries a carrier's address, proxy, certificate and credentials, and places nothing.",
      "",
      "Prints a line for each step, and for a failed one what to change (exit code 2)."
    })
final class CheckCommand extends Command {
  @Parameters(
      paramLabel = "CARRIER",
      arity = "0..*",
      completionCandidates = CarrierParameter.Names.class,
      description = "some of ${COMPLETION-CANDIDATES} (default: all that have settings)")
  private List<String> names = new ArrayList<>();

  CheckCommand(RootCommand rootCommand) {
    super(rootCommand);
  }

  /** The settings and certificates without the rest of the application. */
  @Configuration(proxyBeanMethods = false)
  @EnableConfigurationProperties(OrderImportProperties.class)
  @ImportAutoConfiguration(SslAutoConfiguration.class)
  static class OnlyConnections {}

  @Override
  public Integer call() {
    HeadingCatalog headingCatalog = CarrierParameter.headings();
    List<String> named =
        names.stream()
            .map(name -> CarrierParameter.name(name, headingCatalog, rootCommand))
            .distinct()
            .toList();
    try (var context = ApplicationHandle.start(rootCommand, OnlyConnections.class)) {
      OrderImportProperties settings = context.getBean(OrderImportProperties.class);
      List<Carrier> selected = selected(named, settings);
      if (selected.stream().map(settings::of).noneMatch(CarrierCheck::isCounted)) {
        return check(
            selected, settings, context.getBean(SslBundles.class), carrier -> LoginPacing.NONE);
      }
    }
    // The slots of the rate limits are in the database.
    CancellationToken stop = new CancellationToken();
    return ApplicationSession.of(
        rootCommand,
        application -> {
          rootCommand.shutdown().onStop(stop::cancel);
          OrderImportProperties settings = application.get(OrderImportProperties.class);
          CarrierQueries queries = application.get(CarrierQueries.class);
          return check(
              selected(named, settings),
              settings,
              application.get(SslBundles.class),
              carrier -> queries.loginPacing(carrier, stop));
        });
  }

  private static List<Carrier> selected(List<String> named, OrderImportProperties settings) {
    return Carriers.registered().all().stream()
        .filter(
            carrier ->
                named.isEmpty()
                    ? settings.carriers().containsKey(carrier.name())
                    : named.contains(carrier.name()))
        .toList();
  }

  private int check(
      List<Carrier> selected,
      OrderImportProperties settings,
      SslBundles sslBundles,
      Function<Carrier, LoginPacing> pacing) {
    boolean passed = true;
    for (Carrier carrier : selected) {
      passed &= check(carrier, settings.of(carrier), sslBundles, pacing.apply(carrier));
    }
    return passed ? ExitCodes.OK : ExitCodes.USAGE;
  }

  private boolean check(
      Carrier carrier, CarrierProperties settings, SslBundles sslBundles, LoginPacing pacing) {
    PrintWriter out = rootCommand.out();
    TextRenderer texts = rootCommand.texts();
    out.printf("%s (%s)%n", carrier.name(), settings.environment());
    boolean passed = true;
    for (CheckStep step :
        new CarrierCheck(carrier, settings, sslBundles, pacing, Clock.systemUTC()).run()) {
      out.printf(
          "  %-6s  %s%n",
          texts.render((step.passed() ? CliText.CHECK_OK : CliText.CHECK_FAILED).text()),
          texts.render(step.message()));
      passed &= step.passed();
    }
    return passed;
  }
}
