package orderimport.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import orderimport.carrier.CarrierProperties;
import orderimport.carrier.CarrierProperties.RateLimit;
import orderimport.carrier.CarrierProperties.RateLimit.Counts;
import orderimport.carrier.Carriers;
import orderimport.carrier.InvalidConfigurationException;
import orderimport.carrier.OrderImportProperties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.FileSystemResource;

/** Which configuration files are read, in which order, and how their errors are reported. */
class JobConfigTest {
  private static final String TELECOMX =
      "order-import.carriers.telecomx: {order-path: /o, base-url: %s}";

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  private final List<Path> extraFiles = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();

  /** An application that consists only of its settings. */
  static final class SettingsOnly {}

  @BeforeEach
  void createApplicationFile() {
    write("application.yml", "");
  }

  private Path write(String name, String... lines) {
    try {
      Path file = folder.resolve(name);
      Files.createDirectories(Objects.requireNonNull(file.getParent()));
      return Files.write(file, List.of(lines));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private CarrierProperties telecomx(String... arguments) {
    return carrier("telecomx", arguments);
  }

  private CarrierProperties carrier(String name, String... arguments) {
    List<ConfigurableEnvironment> prepared = new ArrayList<>();
    ConfigLocations files = new ConfigLocations(folder, extraFiles);
    SpringApplication application = new SpringApplication(SettingsOnly.class);
    application.setWebApplicationType(WebApplicationType.NONE);
    application.setDefaultProperties(Map.of("spring.config.location", files.locations()));
    application.addListeners(
        (ApplicationListener<ApplicationEnvironmentPreparedEvent>)
            event -> {
              warnings.addAll(new SettingsCheck(files, event.getEnvironment()).check());
              prepared.add(event.getEnvironment());
            });
    application
        .run(
            Stream.concat(Stream.of(arguments), Stream.of("--order-import.data-dir=" + folder))
                .toArray(String[]::new))
        .close();
    return Binder.get(prepared.get(0))
        .bind("order-import", OrderImportProperties.class)
        .get()
        .of(Carriers.registered().get(name));
  }

  private static String profiles(String names) {
    return "--spring.profiles.active=" + names;
  }

  @Test
  void a_variant_is_read_only_if_its_profile_is_active() {
    write("telecomx.yml", TELECOMX.formatted("https://plain.example.com"));
    write("telecomx-prod.yml", TELECOMX.formatted("https://prod.example.com"));

    assertThat(telecomx().baseUrl()).isEqualTo("https://plain.example.com");
    assertThat(telecomx(profiles("prod")).baseUrl()).isEqualTo("https://prod.example.com");
  }

  @Test
  void variants_follow_their_file_in_profile_order() {
    String setting = "order-import.carriers.telecomx.%s: https://%s.example.com";
    write("application.yml", TELECOMX.formatted("https://a.example.com"));
    write("application-prod.yml", setting.formatted("base-url", "a-prod"));
    write("application-eu.yml", setting.formatted("base-url", "a-eu"));

    assertThat(telecomx(profiles("prod,eu")).baseUrl()).isEqualTo("https://a-eu.example.com");
    assertThat(telecomx(profiles("eu,prod")).baseUrl()).isEqualTo("https://a-prod.example.com");

    write("telecomx.yml", setting.formatted("base-url", "t"));
    assertThat(telecomx(profiles("prod,eu")).baseUrl()).isEqualTo("https://t.example.com");
    write("telecomx-prod.yml", setting.formatted("base-url", "t-prod"));
    assertThat(telecomx(profiles("prod,eu")).baseUrl()).isEqualTo("https://t-prod.example.com");
    write("zz.yml", setting.formatted("base-url", "z"));
    assertThat(telecomx(profiles("prod,eu")).baseUrl()).isEqualTo("https://z.example.com");
    extraFiles.add(write("more/own.yml", setting.formatted("base-url", "own")));
    assertThat(telecomx(profiles("prod,eu")).baseUrl()).isEqualTo("https://own.example.com");
    write("more/own-eu.yml", setting.formatted("base-url", "own-eu"));
    assertThat(telecomx(profiles("prod,eu")).baseUrl()).isEqualTo("https://own-eu.example.com");
    assertThat(
            telecomx(
                    profiles("prod,eu"),
                    "--order-import.carriers.telecomx.base-url=https://env.example.com")
                .baseUrl())
        .isEqualTo("https://env.example.com");
  }

  @Test
  void a_variants_setting_that_a_later_file_overrides_is_a_warning() {
    write("application-prod.yml", TELECOMX.formatted("https://prod.example.com"));
    write("telecomx.yml", "", TELECOMX.formatted("sandbox"));

    assertThat(telecomx(profiles("prod")).sandbox()).isTrue();
    assertThat(warnings)
        .anySatisfy(
            warning ->
                assertThat(warning)
                    .contains(
                        "application-prod.yml, line 1: order-import.carriers.telecomx.base-url")
                    .contains("has no effect", "telecomx.yml, line 2"));

    warnings.clear();
    write("telecomx-prod.yml", TELECOMX.formatted("https://prod.example.com"));
    assertThat(telecomx(profiles("prod")).sandbox()).isFalse();
    assertThat(telecomx().sandbox()).isTrue();
  }

  @Test
  void a_carriers_own_file_is_not_a_variant() {
    write("globalconnect.yml", "order-import.carriers.globalconnect.order-path: /o");
    write(
        "globalconnect-testing.yml",
        "order-import.carriers.globalconnect-testing: {order-path: /t, concurrency: 7}");
    write(
        "globalconnect-testing-prod.yml",
        "order-import.carriers.globalconnect-testing.concurrency: 9");

    assertThat(carrier("globalconnect-testing").concurrency()).isEqualTo(7);
    assertThat(carrier("globalconnect-testing", profiles("prod")).concurrency()).isEqualTo(9);
    assertThatThrownBy(() -> carrier("globalconnect", profiles("testing")))
        .hasMessageContaining("The profile testing is active");
  }

  @Test
  void a_form_shares_the_settings_of_its_connection() {
    write(
        "telecomx.yml",
        "order-import.carriers.telecomx:",
        "  base-url: https://api.telecomx.example",
        "  environment: Staging",
        "  order-path: /o",
        "  auth: {type: login, login-path: /login, username: u, password: '${SECRET:p}',",
        "         present-as: {query: token}}",
        "  headers: {X-Api.Key: k}",
        "  rate-limits: [{requests: 3, per: 1s}, {requests: 9, per: 1m}]",
        "  defaults: {type: FIBER}");
    CarrierProperties requests = telecomx();

    CarrierProperties offers = carrier("telecomx-offer");

    assertThat(offers.baseUrl()).isEqualTo("https://api.telecomx.example");
    assertThat(offers.environment()).isEqualTo("staging");
    assertThat(offers.auth()).isEqualTo(requests.auth());
    assertThat(offers.auth().password()).isEqualTo("p");
    assertThat(offers.headers()).isEqualTo(Map.of("X-Api.Key", "k"));
    assertThat(offers.limits()).isEqualTo(requests.limits()).hasSize(2);
    assertThat(offers.orderPath()).isEqualTo("/internet/account");
    assertThat(offers.defaults()).isEmpty();
    assertThat(
            carrier("telecomx-offer", "--order-import.carriers.telecomx.base-url=https://x.example")
                .baseUrl())
        .isEqualTo("https://x.example");
  }

  @Test
  void a_setting_of_a_form_overrides_the_shared_one() {
    write(
        "telecomx.yml",
        "order-import.carriers.telecomx:",
        "  base-url: https://api.telecomx.example",
        "  auth: {type: basic, username: u, password: p}",
        "  headers: {X-One: a, X-Two: b}",
        "  rate-limits: [{requests: 3, per: 1s}, {requests: 9, per: 1m}]");
    write(
        "telecomx-offer.yml",
        "order-import.carriers.telecomx-offer:",
        "  auth: {password: q}",
        "  headers: {X-Two: c}",
        "  rate-limit: {requests: 2, per: 1s}",
        "  defaults: {customer: 5a}");

    CarrierProperties offers = carrier("telecomx-offer");

    assertThat(offers.baseUrl()).isEqualTo("https://api.telecomx.example");
    assertThat(offers.auth().username()).isEqualTo("u");
    assertThat(offers.auth().password()).isEqualTo("q");
    assertThat(offers.headers()).isEqualTo(Map.of("X-One", "a", "X-Two", "c"));
    assertThat(offers.limits())
        .containsExactly(new RateLimit(2, Duration.ofSeconds(1), Counts.RESPONSE));
    assertThat(offers.defaults()).containsEntry("customer", "5a");
  }

  @Test
  void credentials_are_not_shared_with_another_address() {
    write(
        "telecomx.yml",
        "order-import.carriers.telecomx:",
        "  base-url: https://api.telecomx.example",
        "  auth: {type: basic, username: u, password: p}");
    write("telecomx-offer.yml", "order-import.carriers.telecomx-offer.base-url: sandbox");

    assertThat(carrier("telecomx-offer").sandbox()).isTrue();
    assertThat(carrier("telecomx-offer").auth().username()).isEmpty();
  }

  @Test
  void a_dashed_file_without_a_base_file_is_always_read() {
    write("our-carriers.yml", TELECOMX.formatted("https://plain.example.com"));

    assertThat(telecomx().baseUrl()).isEqualTo("https://plain.example.com");
  }

  @ParameterizedTest
  @CsvSource({"telecomx.yml,telecomx-prod.yaml", "telecomx.yaml,telecomx-prod.properties"})
  void a_variant_may_have_another_extension(String plain, String variant) {
    write(plain, TELECOMX.formatted("https://plain.example.com"));
    write(variant, "order-import.carriers.telecomx.base-url: https://prod.example.com");

    assertThat(telecomx().baseUrl()).isEqualTo("https://plain.example.com");
    assertThat(telecomx(profiles("prod")).baseUrl()).isEqualTo("https://prod.example.com");
  }

  @Test
  void an_application_file_with_any_extension_is_read_first() throws IOException {
    Files.delete(folder.resolve("application.yml"));
    write("application.yaml", TELECOMX.formatted("https://first.example.com"));
    write("aaa.yml", "order-import.carriers.telecomx.base-url: https://second.example.com");

    assertThat(telecomx().baseUrl()).isEqualTo("https://second.example.com");
  }

  @Test
  void an_active_profile_without_any_settings_is_an_error() {
    write("telecomx.yml", TELECOMX.formatted("sandbox"));
    write("telecomx-prod.yml", TELECOMX.formatted("https://prod.example.com"));

    assertThatThrownBy(() -> telecomx(profiles("prd")))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining("The profile prd is active")
        .hasMessageContaining("The configured profiles are: prod.")
        .hasMessageContaining(folder.toString())
        .hasMessageContaining("SPRING_PROFILES_ACTIVE");
    assertThatThrownBy(() -> telecomx(profiles("prod,eu")))
        .hasMessageContaining("The profile eu is active");
    assertThat(telecomx(profiles("default")).sandbox()).isTrue();
  }

  @Test
  void a_yaml_document_for_a_profile_suffices() {
    write(
        "telecomx.yml",
        TELECOMX.formatted("sandbox"),
        "---",
        "spring.config.activate.on-profile: prod & !eu",
        TELECOMX.formatted("https://prod.example.com"));

    assertThat(telecomx().sandbox()).isTrue();
    assertThat(telecomx(profiles("prod")).baseUrl()).isEqualTo("https://prod.example.com");
    assertThat(telecomx(profiles("eu,prod")).sandbox()).isTrue();
  }

  @Test
  void a_profile_group_needs_no_file_of_its_own() {
    write(
        "application.yml",
        "spring.profiles: {active: live, group.live: [prod, eu]}",
        TELECOMX.formatted("sandbox"));
    write("application-prod.yml", TELECOMX.formatted("https://prod.example.com"));
    write("application-eu.yml", "order-import.carriers.telecomx.concurrency: 9");

    assertThat(telecomx().baseUrl()).isEqualTo("https://prod.example.com");
    assertThat(telecomx().concurrency()).isEqualTo(9);
  }

  @Test
  void a_rate_limit_replaces_one_from_an_earlier_file() {
    write(
        "telecomx.yml",
        TELECOMX.formatted("sandbox"),
        "order-import.carriers.telecomx.rate-limit: {requests: 60, per: 1h}",
        "order-import.carriers.granite: {order-path: /g, rate-limit: {requests: 60, per: 1m}}");
    Path own = write("more/own.yml", "order-import.carriers.telecomx.rate-limit: {requests: 5}");
    extraFiles.add(own);

    assertThatThrownBy(this::telecomx)
        .hasMessageContaining("own.yml, line 1: order-import.carriers.telecomx.rate-limit")
        .hasMessageContaining("it needs per, such as 1m");

    write("more/own.yml", "order-import.carriers.telecomx.rateLimit: {requests: 5, per: 1s}");
    assertThat(telecomx().rateLimit())
        .isEqualTo(new RateLimit(5, Duration.ofSeconds(1), Counts.RESPONSE));
    assertThat(telecomx("--order-import.carriers.telecomx.rate-limit.requests=4").rateLimit())
        .isEqualTo(new RateLimit(4, Duration.ofSeconds(1), Counts.RESPONSE));
    write("more/own.yml", "order-import.carriers.telecomx.rate-limit:");
    assertThat(telecomx().rateLimit()).isNull();
    assertThat(carrier("granite").rateLimit())
        .isEqualTo(new RateLimit(60, Duration.ofMinutes(1), Counts.RESPONSE));
  }

  @Test
  void rate_limits_and_rate_limit_replace_each_other() {
    String limits = "order-import.carriers.telecomx.rate-limits: [{requests: 9, per: 1m}%s]";
    write(
        "telecomx.yml",
        TELECOMX.formatted("sandbox"),
        limits.formatted(", {requests: 5, per: 1s}"));
    assertThat(telecomx().limits())
        .containsExactly(
            new RateLimit(5, Duration.ofSeconds(1), Counts.RESPONSE),
            new RateLimit(9, Duration.ofMinutes(1), Counts.RESPONSE));

    Path own = write("own.properties", "order-import.carriers.telecomx.rate-limit.requests=4");
    extraFiles.add(own);
    write(
        "own.properties",
        "order-import.carriers.telecomx.rate-limit.requests=4",
        "order-import.carriers.telecomx.rate-limit.per=1h");
    assertThat(telecomx().limits())
        .containsExactly(new RateLimit(4, Duration.ofHours(1), Counts.RESPONSE));

    extraFiles.add(write("more/last.yml", limits.formatted("")));
    assertThat(telecomx().limits())
        .containsExactly(new RateLimit(9, Duration.ofMinutes(1), Counts.RESPONSE));
    write("more/last.yml", "order-import.carriers.telecomx.rate-limits: []");
    assertThat(telecomx().limits()).isEmpty();
  }

  @Test
  void names_of_headers_and_parameters_stay_as_written() {
    write(
        "telecomx.yml",
        TELECOMX.formatted("https://x.example.com"),
        "order-import.carriers.telecomx.headers: {Ocp-Apim-Key: a, X_Tenant: b, x.y: c}",
        "order-import.carriers.telecomx.auth.parameters: {resource_id: d, audience: e}");

    assertThat(telecomx().headers())
        .containsOnly(entry("Ocp-Apim-Key", "a"), entry("X_Tenant", "b"), entry("x.y", "c"));
    assertThat(telecomx().auth().parameters())
        .containsOnly(entry("resource_id", "d"), entry("audience", "e"));
  }

  @Test
  void an_unknown_bundle_is_named_with_those_that_exist() {
    write(
        "telecomx.yml",
        TELECOMX.formatted("https://x.example.com"),
        "order-import.carriers.telecomx.ssl-bundle: carriers",
        "spring.ssl.bundle.pem.other.truststore.certificate: \"\"");

    assertThatThrownBy(this::telecomx)
        .hasMessageContaining("telecomx.yml, line 2: order-import.carriers.telecomx.ssl-bundle")
        .hasMessageContaining("carriers")
        .hasMessageContaining("other");
    write(
        "telecomx.yml",
        TELECOMX.formatted("https://x.example.com"),
        "order-import.notifications.webhook: {url: 'https://x.example.com', ssl-bundle: none}");
    assertThatThrownBy(this::telecomx)
        .hasMessageContaining("order-import.notifications.webhook.ssl-bundle");
  }

  @Test
  void a_bundle_whose_file_is_missing_is_named() {
    write(
        "telecomx.yml",
        TELECOMX.formatted("https://x.example.com"),
        "order-import.carriers.telecomx.ssl-bundle: carriers",
        "spring.ssl.bundle.pem.carriers.truststore.certificate: file:/missing/ca.pem");

    assertThatThrownBy(this::telecomx)
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining("spring.ssl.bundle.pem.carriers")
        .hasMessageContaining("/missing/ca.pem");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          web.users: [{name: a, rolse: [PLACE]}]      | there is no setting order-import.web.users[0].rolse. The settings below order-import.web.users[0] are mail, name, password, roles
          web.users: {anna: {password: x}}            | order-import.web.users is a list. Start each entry with a dash
          web.users: anna                             | order-import.web.users is a list. Start each entry with a dash; an entry has the settings mail, name, password, roles
          web.oidc.view: [{group: x}]                 | there is no setting order-import.web.oidc.view[0].group, because order-import.web.oidc.view[0] takes a value
          inboxes: [{folder: a}, {fodler: b}]         | there is no setting order-import.inboxes[1].fodler
          inboxes: [{folder: {path: a}}]              | there is no setting order-import.inboxes[0].folder.path, because order-import.inboxes[0].folder takes a value
          carriers: [telecomx]                        | there is no setting order-import.carriers[0]
          carriers.telecomx.concurrency.most: 4       | order-import.carriers.telecomx.concurrency takes a value
          carriers.telecomx.auth: bearer              | order-import.carriers.telecomx.auth takes no value; it has the settings client-authentication,
          carriers.telecomx.rate-limit: 60            | order-import.carriers.telecomx.rate-limit takes no value; it has the settings counts, per, requests
          carriers.telecomx.rate-limit: {requests: 5} | order-import.carriers.telecomx.rate-limit is wrong: it needs per, such as 1m.
          carriers.telecomx.rate-limit: {per: 1m}     | order-import.carriers.telecomx.rate-limit is wrong: it needs requests of at least 1
          carriers.telecomx.rate-limit: {requests: 5, per: 0s} | per must be longer than 0
          carriers.telecomx.response-timeout: 30      | order-import.carriers.telecomx.response-timeout needs a unit, such as 30s
          limits.rows: 0                              | order-import.limits is wrong: Each of order-import.limits must be at least 1.
          wbe.users: x                                | there is no setting order-import.wbe
          """)
  void an_invalid_setting_is_named_with_its_file_and_line(String setting, String message) {
    write("telecomx.yml", TELECOMX.formatted("sandbox"), "order-import:", "  " + setting);

    assertThatThrownBy(this::telecomx)
        .hasMessageStartingWith("telecomx.yml, line 3: ")
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          spring.datasource.urll: x                 | spring.datasource.urll. Correct it to spring.datasource.url, or remove it.
          spring.datasource: {urll: x}              | spring.datasource.urll. Correct it to spring.datasource.url, or remove it.
          spring.mial: {host: x}                    | spring.mial.host. Correct it to spring.mail.host, or remove it.
          spring.mail: [{host: x}]                  | spring.mail[0].host.
          foo: bar                                  | foo. Correct its name, or remove it.
          spring: x                                 | spring.
          my.own:                                   | my.own.
          spring.web.locale: [{name: x}]            | spring.web.locale[0], because spring.web.locale takes a value
          spring.mail.host.name: x                  | spring.mail.host.name, because spring.mail.host takes a value
          spring.ssl.bundle.pem.c.trustore.x: y     | spring.ssl.bundle.pem.c.trustore. The settings below spring.ssl.bundle.pem.c are key, keystore, options
          spring.ssl.bundle.pem.c.truststore.typ: y | spring.ssl.bundle.pem.c.truststore.typ.
          spring.activemq.user: x                   | spring.activemq.user.
          spring.batch.schema: x                    | spring.batch.schema.
          """)
  void a_setting_of_the_framework_that_does_not_exist_is_an_error(String line, String message) {
    write("telecomx.yml", TELECOMX.formatted("sandbox"), line);

    assertThatThrownBy(this::telecomx)
        .hasMessageStartingWith("telecomx.yml, line 2: there is no setting " + message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "order-import:",
        "spring.datasource:",
        "spring.datasource.url: jdbc:postgresql://db.example.com/orders",
        "spring.datasource.hikari.maximumPoolSize: 5",
        "spring.datasource.hikari.data-source-properties.ApplicationName: x",
        "spring.mail: {host: smtp.example.com, properties: {mail.smtp.auth: true}}",
        "spring.profiles.include: [a, b]",
        "spring.config.activate.on-profile: never",
        "spring.ssl.bundle.pem.c.truststore.certificate: x",
        "spring.ssl.bundle.pem.c: {reload-on-update: true, keystore: {private-key: x}}",
        "spring.security.oauth2.client.registration.c: {client-id: x, scope: [a, b]}",
        "spring.security.oauth2.client.provider.c: {issuer-uri: x, user-name-attribute: sub}",
        "logging: {level: {org.example.Type: debug, root: info}, file.name: x.log}",
        "logging.structured.format.file: ecs",
        "management.metrics.tags: {region: north}",
        "server.tomcat.threads.max: 5",
        "info.owner: operations",
        "debug: true"
      })
  void a_setting_of_the_framework_is_accepted(String line) {
    write("telecomx.yml", TELECOMX.formatted("sandbox"), line);

    // Without the settings, which this application has no use for.
    new UnknownPropertyCheck(Carriers.registered()).check(environment());
  }

  private ConfigurableEnvironment environment() {
    StandardEnvironment environment = new StandardEnvironment();
    try {
      Path file = folder.resolve("telecomx.yml");
      new YamlPropertySourceLoader()
          .load("telecomx.yml", new FileSystemResource(file))
          .forEach(environment.getPropertySources()::addLast);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return environment;
  }

  @ParameterizedTest
  @CsvSource({"oder-import", "order-imports", "order_imprt"})
  void a_misspelt_top_level_name_is_an_error(String top) {
    write("telecomx.yml", TELECOMX.formatted("sandbox"), top + ".web.zone: Europe/Oslo");

    assertThatThrownBy(this::telecomx)
        .hasMessageContaining("telecomx.yml, line 2: there is no setting")
        .hasMessageContaining("Correct it to order-import.");
  }

  @Test
  void map_keys_may_be_any_name() {
    write(
        "telecomx.yml",
        TELECOMX.formatted("sandbox"),
        "order-import.carriers.telecomx.defaults: {type: DSL, \"[address.zip]\": 1, a.b.c: x}");

    assertThat(telecomx().defaults())
        .containsEntry("type", "DSL")
        .containsEntry("address.zip", "1")
        .containsEntry("a.b.c", "x");
  }
}
