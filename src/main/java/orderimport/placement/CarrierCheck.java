package orderimport.placement;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import orderimport.carrier.Carrier;
import orderimport.carrier.CarrierProperties;
import orderimport.carrier.CarrierProperties.AuthType;
import orderimport.placement.auth.AuthResult;
import orderimport.placement.auth.LoginPacing;
import orderimport.placement.auth.TokenProvider;
import orderimport.placement.http.CarrierHttpClient;
import orderimport.placement.http.CheckStep;
import orderimport.placement.http.ConnectionProbe;
import orderimport.placement.http.ConnectionSettings;
import orderimport.placement.http.HttpUris;
import orderimport.problem.Reason;
import orderimport.problem.Text;
import org.springframework.boot.ssl.SslBundles;

/** Tries how a carrier is reached, without placing anything. */
public final class CarrierCheck {
  private final Carrier carrier;
  private final CarrierProperties settings;
  private final ConnectionSettings connection;
  private final LoginPacing loginPacing;
  private final Clock clock;

  public CarrierCheck(
      Carrier carrier,
      CarrierProperties settings,
      SslBundles sslBundles,
      LoginPacing loginPacing,
      Clock clock) {
    this.carrier = carrier;
    this.settings = settings;
    this.connection = ConnectionSettings.of(carrier.name(), settings, sslBundles);
    this.loginPacing = loginPacing;
    this.clock = clock;
  }

  /** Whether a check of a carrier with these settings counts towards the carrier's rate limits. */
  public static boolean isCounted(CarrierProperties settings) {
    return settings.auth().type() == AuthType.LOGIN
        && !settings.sandbox()
        && !settings.limits().isEmpty();
  }

  /** The address that orders are posted to. */
  private URI address() {
    return settings.uri(settings.orderPath());
  }

  /** Tries all steps. */
  public List<CheckStep> run() {
    if (settings.sandbox()) {
      return List.of(CheckStep.passed(Reason.CHECK_SANDBOX.text()));
    }
    List<CheckStep> steps = new ArrayList<>();
    steps.add(CheckStep.passed(Reason.CHECK_ADDRESS.text(HttpUris.describe(address()))));
    steps.addAll(ConnectionProbe.run(connection, address(), property("base-url")));
    tokenEndpoint()
        .ifPresent(
            endpoint -> {
              steps.add(
                  CheckStep.passed(Reason.CHECK_TOKEN_ENDPOINT.text(HttpUris.describe(endpoint))));
              steps.addAll(ConnectionProbe.run(connection, endpoint, property("auth.token-url")));
            });
    steps.add(token());
    return steps;
  }

  /** The address of the token endpoint if it is another server. */
  private Optional<URI> tokenEndpoint() {
    return settings.auth().type() == AuthType.OAUTH2
        ? HttpUris.parse(settings.auth().tokenUrl())
            .filter(endpoint -> !endpoint.getRawAuthority().equals(address().getRawAuthority()))
        : Optional.empty();
  }

  private CheckStep token() {
    AuthType type = settings.auth().type();
    if (type == AuthType.NONE) {
      return CheckStep.passed(Reason.CHECK_NO_CREDENTIALS.text(property("auth.type")));
    }
    try (CarrierHttpClient client = new CarrierHttpClient(connection, clock)) {
      TokenProvider tokens = TokenProvider.of(carrier.name(), settings, client, loginPacing, clock);
      if (tokens.current() instanceof AuthResult.AuthUnavailable unavailable) {
        return CheckStep.failed(reason(unavailable.outcome()));
      } else if (type != AuthType.OAUTH2 && type != AuthType.LOGIN) {
        return CheckStep.passed(
            Reason.CHECK_CREDENTIALS.text(type.name().toLowerCase(Locale.ROOT)));
      }
      Duration lifetime = tokens.lifetime();
      return CheckStep.passed(
          lifetime == null
              ? Reason.CHECK_TOKEN_LASTING.text()
              : Reason.CHECK_TOKEN.text(lifetime.toMinutes()));
    }
  }

  private Text reason(Outcome outcome) {
    if (outcome instanceof Outcome.CarrierBlocked blocked) {
      return blocked.message();
    }
    Text why = ((Outcome.Retryable) outcome).why();
    return why.toString().contains(property(""))
        ? why
        : Reason.CHECK.text(
            why,
            property(
                settings.auth().type() == AuthType.LOGIN ? "auth.login-path" : "auth.token-url"));
  }

  private String property(String name) {
    return "order-import.carriers.%s.%s".formatted(carrier.name(), name);
  }
}
