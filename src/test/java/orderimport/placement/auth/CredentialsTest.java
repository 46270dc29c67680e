package orderimport.placement.auth;

import static orderimport.placement.HttpText.answer;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import orderimport.carrier.CarrierProperties;
import orderimport.carrier.CarrierProperties.Auth;
import orderimport.carrier.CarrierProperties.AuthType;
import orderimport.placement.CarrierClient;
import orderimport.placement.FakeCarrier;
import orderimport.placement.LogWatch;
import orderimport.placement.Outcome;
import orderimport.placement.Outcome.Accepted;
import orderimport.placement.Outcome.CarrierBlocked;
import orderimport.placement.Outcome.Retryable;
import orderimport.placement.RawHttpCarrier;
import orderimport.placement.TestSettings;
import orderimport.placement.TestSettings.AuthBuilder;
import orderimport.problem.English;
import orderimport.problem.Text;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialsTest {

  private static final String GOOD = answer(200, "{\"id\":\"1\"}");
  private static final String CANARY = "canary/Zx81+secret";

  @Test
  void a_bearer_token_is_sent() throws Exception {
    assertThat(headerSentWith(new AuthBuilder(AuthType.BEARER).token(" " + CANARY + "\n")))
        .isEqualTo("Authorization: Bearer " + CANARY);
  }

  @Test
  void a_name_and_password_are_sent() throws Exception {
    assertThat(headerSentWith(new AuthBuilder(AuthType.BASIC).login("Aladdin", "open sesame")))
        .isEqualTo("Authorization: Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
  }

  @Test
  void a_header_of_any_name_is_sent() throws Exception {
    assertThat(headerSentWith(new AuthBuilder(AuthType.HEADER).header("X-Api-Key", CANARY)))
        .isEqualTo("X-Api-Key: " + CANARY);
  }

  @Test
  void a_token_file_is_read_each_time_and_again_after_401(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("token"), "first\n");
    Auth auth = new AuthBuilder(AuthType.BEARER).tokenFile(file.toString()).build();
    try (RawHttpCarrier server =
            RawHttpCarrier.answering(
                line -> {
                  if (line.number() == 3) {
                    Files.writeString(file, "third");
                  }
                  line.send(line.number() <= 2 || line.number() == 4 ? GOOD : answer(401, ""));
                });
        CarrierClient sender = sender(server, auth)) {
      assertThat(sender.send(1, "{}", () -> true)).isInstanceOf(Accepted.class);
      Files.writeString(file, "second");
      assertThat(sender.send(1, "{}", () -> true)).isInstanceOf(Accepted.class);
      assertThat(sender.send(1, "{}", () -> true))
          .usingRecursiveComparison(English.TEXTS)
          .isEqualTo(
              new Retryable(
                  Text.verbatim("the token expired (401) and is renewed"), Duration.ZERO, true));
      assertThat(sender.send(1, "{}", () -> true)).isInstanceOf(Accepted.class);
      assertThat(sender.send(1, "{}", () -> true)).isInstanceOf(CarrierBlocked.class);
      assertThat(server.requests())
          .extracting(CredentialsTest::authorization)
          .containsExactly(
              "Authorization: Bearer first",
              "Authorization: Bearer second",
              "Authorization: Bearer second",
              "Authorization: Bearer third",
              "Authorization: Bearer third");
    }
  }

  @Test
  void a_rejected_configured_token_stops_the_carrier() throws Exception {
    try (RawHttpCarrier server = RawHttpCarrier.answering(line -> line.send(answer(401, "{}")));
        CarrierClient sender =
            sender(server, new AuthBuilder(AuthType.BEARER).token("old").build())) {
      assertThat(sender.send(1, "{}", () -> true))
          .usingRecursiveComparison(English.TEXTS)
          .isEqualTo(
              new CarrierBlocked(
                  Text.verbatim(
                      "it does not accept the token (401); set"
                          + " order-import.carriers.made-up.auth.token (environment variable"
                          + " MADE_UP_TOKEN)")));
      assertThat(server.requests()).hasSize(1);
    }
  }

  @ParameterizedTest
  @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
  void missing_credentials_block_sending_and_name_the_setting(AuthType type) throws Exception {
    try (RawHttpCarrier server = RawHttpCarrier.answering(line -> line.send(GOOD));
        CarrierClient sender = sender(server, new AuthBuilder(type).build())) {
      assertThat(English.of(((CarrierBlocked) sender.send(1, "{}", () -> true)).message()))
          .contains("set order-import.carriers.made-up.auth.");
      assertThat(server.connections()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"two\nlines", "smart“quotes”", "ta\tb", "nul\0"})
  void an_invalid_token_is_neither_sent_nor_shown(String token) throws Exception {
    try (RawHttpCarrier server = RawHttpCarrier.answering(line -> line.send(GOOD));
        CarrierClient sender =
            sender(server, new AuthBuilder(AuthType.BEARER).token(token).build())) {
      assertThat(English.of(((CarrierBlocked) sender.send(1, "{}", () -> true)).message()))
          .contains("characters that cannot be sent")
          .doesNotContain(token);
      assertThat(server.connections()).isZero();
    }
  }

  @Test
  void a_missing_token_file_is_named(@TempDir Path folder) throws Exception {
    String file = folder.resolve("none").toString();
    try (RawHttpCarrier server = RawHttpCarrier.answering(line -> line.send(GOOD));
        CarrierClient sender =
            sender(server, new AuthBuilder(AuthType.BEARER).tokenFile(file).build())) {
      assertThat(English.of(((CarrierBlocked) sender.send(1, "{}", () -> true)).message()))
          .contains("order-import.carriers.made-up.auth.token-file", file);
    }
  }

  @ParameterizedTest
  @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
  void the_sandbox_needs_no_credentials(AuthType type) throws Exception {
    CarrierProperties settings = TestSettings.with("sandbox", new AuthBuilder(type).build());
    try (RawHttpCarrier server = RawHttpCarrier.answering(line -> line.send(GOOD));
        CarrierClient sender =
            new CarrierClient(
                new FakeCarrier(),
                server.uri(),
                settings,
                TestSettings.NO_BUNDLES,
                LoginPacing.NONE,
                Clock.systemUTC())) {
      assertThat(sender.send(1, "{}", () -> true)).isInstanceOf(Accepted.class);
      assertThat(authorization(server.requests().get(0)))
          .isEqualTo("Authorization: Bearer sandbox");
    }
  }

  @Test
  void an_echoed_secret_is_neither_logged_nor_in_the_outcome() throws Exception {
    try (LogWatch logs = new LogWatch();
        RawHttpCarrier server =
            RawHttpCarrier.answering(
                line ->
                    line.send(
                        answer(
                            line.number() == 1 ? 400 : 500,
                            "you sent " + CANARY + " or " + CANARY.replace("/", "\\/"))));
        CarrierClient sender =
            sender(server, new AuthBuilder(AuthType.BEARER).token(CANARY).build())) {
      Outcome rejected = sender.send(1, "{}", () -> true);
      Outcome inDoubt = sender.send(1, "{}", () -> true);

      assertThat(server.requests()).allMatch(request -> request.contains(CANARY));
      assertThat(rejected.toString()).contains("you sent *** or ***").doesNotContain("Zx81");
      assertThat(inDoubt.toString()).contains("you sent *** or ***").doesNotContain("Zx81");
      assertThat(logs.lines()).isNotEmpty().noneMatch(line -> line.contains("Zx81"));
    }
  }

  /** A proxy shows the beginning of the address only, or with its own escapes. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://c.example/orders?token=canary%2FZx",
        "<a href='/orders?a=1&amp;token=canary%2FZx81%2Bsecret'>",
        "return=%2Forders%3Ftoken%3Dcanary%252FZx81%252Bsecret",
        "{\"url\":\"/orders?TOKEN=canary\\/Zx81+sec\"}",
        "/orders?token&#61;canary/Zx81"
      })
  void a_parameter_is_masked_by_its_name(String page) throws Exception {
    try (RawHttpCarrier server = RawHttpCarrier.answering(line -> line.send(answer(500, page)));
        CarrierClient sender =
            sender(
                server, new AuthBuilder(AuthType.BEARER).token(CANARY).asQuery("token").build())) {
      assertThat(sender.send(1, "{}", () -> true).toString())
          .contains("***")
          .doesNotContain("canary", "Zx");
    }
  }

  private static String headerSentWith(AuthBuilder auth) throws Exception {
    try (RawHttpCarrier server = RawHttpCarrier.answering(line -> line.send(GOOD));
        CarrierClient sender = sender(server, auth.build())) {
      assertThat(sender.send(1, "{}", () -> true)).isInstanceOf(Accepted.class);
      return authorization(server.requests().get(0));
    }
  }

  static String authorization(String request) {
    return request
        .lines()
        .filter(line -> line.startsWith("Authorization:") || line.startsWith("X-Api-Key:"))
        .findFirst()
        .orElse("none");
  }

  private static CarrierClient sender(RawHttpCarrier server, Auth auth) {
    return new CarrierClient(
        new FakeCarrier(),
        server.uri(),
        TestSettings.with(auth),
        TestSettings.NO_BUNDLES,
        LoginPacing.NONE,
        Clock.systemUTC());
  }
}
