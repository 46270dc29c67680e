package orderimport.placement.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import orderimport.carrier.CarrierProperties;
import orderimport.carrier.CarrierProperties.Auth;
import orderimport.placement.Outcome;
import orderimport.placement.http.CarrierHttpClient;
import orderimport.placement.http.HttpResult;
import orderimport.problem.Phrase;
import orderimport.problem.Reason;
import orderimport.problem.Text;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tokens by a login with user name and password, as TelecomX documents it. The login is part of the
 * carrier's API and gets the same extra headers.
 */
final class LoginTokenSource extends TokenSource {
  private final CarrierProperties settings;
  private final Auth auth;
  private final LoginPacing loginPacing;

  LoginTokenSource(
      CarrierProperties settings,
      AuthPropertyNames propertyNames,
      CarrierHttpClient carrierHttpClient,
      LoginPacing loginPacing) {
    super(propertyNames, carrierHttpClient);
    this.settings = settings;
    this.auth = settings.auth();
    this.loginPacing = loginPacing;
  }

  @Override
  Optional<Outcome.CarrierBlocked> incomplete() {
    return auth.loginPath().isBlank() || auth.username().isBlank() || auth.password().isBlank()
        ? Optional.of(
            propertyNames.blocked(
                Reason.NO_LOGIN.text(),
                Phrase.COMMA.text(propertyNames.of("login-path"), userProperties())))
        : Optional.empty();
  }

  @Override
  HttpPost request() {
    HttpPost request = new HttpPost(settings.uri(auth.loginPath()));
    request.setHeader("Accept", "application/json");
    settings.headers().forEach(request::setHeader);
    String body =
        JsonMapper.shared()
            .createObjectNode()
            .put("username", auth.username())
            .put("password", auth.password())
            .toString();
    request.setEntity(
        new ByteArrayEntity(body.getBytes(UTF_8), ContentType.create("application/json")));
    return request;
  }

  @Override
  HttpResult send(CarrierHttpClient client) {
    return loginPacing.send(() -> super.send(client));
  }

  @Override
  String addressProperty() {
    return propertyNames.baseUrl();
  }

  @Override
  @Nullable TokenResponse read(JsonNode body) {
    String token = body.path("token").asString("").strip();
    return Authorization.isValidHeaderValue(token)
        ? new TokenResponse.Issued(
            token, duration(body.path("expiresInMinutes"), Duration.ofMinutes(1)), null)
        : null;
  }

  @Override
  Outcome.CarrierBlocked rejected(HttpResult.Response response, String quoted) {
    int status = response.status();
    boolean elsewhere = response.family() != 4 || status == 404 || status == 405;
    return propertyNames.blocked(
        Reason.LOGIN_REJECTED.text(quoted),
        elsewhere ? propertyNames.of("login-path") : userProperties());
  }

  @Override
  Text unavailable(Text why) {
    return Reason.LOGIN_FAILED.text(why);
  }

  @Override
  Outcome.CarrierBlocked rejectedAfterRefresh(@Nullable String scope) {
    return propertyNames.blocked(
        Reason.FRESH_LOGIN_REJECTED.text(),
        Phrase.COMMA.text(propertyNames.of("present-as"), userProperties()));
  }

  @Override
  String mask(String text) {
    List<String> secrets = new ArrayList<>(List.of(auth.password()));
    secrets.addAll(settings.secretHeaderValues());
    return Authorization.mask(text, secrets);
  }

  @Override
  String[] secrets() {
    return new String[] {auth.password()};
  }

  private Text userProperties() {
    return propertyNames.both("username", "password");
  }
}
