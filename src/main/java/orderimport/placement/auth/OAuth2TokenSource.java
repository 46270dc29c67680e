package orderimport.placement.auth;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import orderimport.carrier.CarrierProperties.Auth;
import orderimport.carrier.CarrierProperties.ClientAuthentication;
import orderimport.placement.Outcome;
import orderimport.placement.http.CarrierHttpClient;
import orderimport.placement.http.HttpResult;
import orderimport.placement.http.HttpUris;
import orderimport.placement.http.ResponseText;
import orderimport.problem.Phrase;
import orderimport.problem.Reason;
import orderimport.problem.Text;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.entity.UrlEncodedFormEntity;
import org.apache.hc.core5.http.NameValuePair;
import org.apache.hc.core5.http.message.BasicNameValuePair;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Tokens by OAuth 2.0 client credentials (RFC 6749, section 4.4). */
final class OAuth2TokenSource extends TokenSource {
  private final Auth auth;

  OAuth2TokenSource(
      Auth auth, AuthPropertyNames propertyNames, CarrierHttpClient carrierHttpClient) {
    super(propertyNames, carrierHttpClient);
    this.auth = auth;
  }

  @Override
  Optional<Outcome.CarrierBlocked> incomplete() {
    if (auth.clientId().isBlank() || auth.clientSecret().isBlank()) {
      return Optional.of(
          propertyNames.blocked(Reason.NO_CLIENT_CREDENTIALS.text(), clientCredentialProperties()));
    }
    return endpoint().isPresent()
        ? Optional.empty()
        : Optional.of(
            propertyNames.blocked(
                Reason.TOKEN_ADDRESS_INVALID.text(), propertyNames.of("token-url")));
  }

  private Optional<URI> endpoint() {
    return HttpUris.parse(auth.tokenUrl());
  }

  @Override
  HttpPost request() {
    HttpPost request = new HttpPost(endpoint().orElseThrow());
    request.setHeader("Accept", "application/json");
    List<NameValuePair> form = new ArrayList<>();
    form.add(new BasicNameValuePair("grant_type", "client_credentials"));
    if (!auth.scope().isBlank()) {
      form.add(new BasicNameValuePair("scope", auth.scope().strip()));
    }
    auth.parameters().forEach((name, value) -> form.add(new BasicNameValuePair(name, value)));
    if (auth.clientAuthentication() == ClientAuthentication.POST) {
      form.add(new BasicNameValuePair("client_id", auth.clientId()));
      form.add(new BasicNameValuePair("client_secret", auth.clientSecret()));
    } else {
      basic().applyTo(request);
    }
    request.setEntity(new UrlEncodedFormEntity(form, StandardCharsets.UTF_8));
    return request;
  }

  private Authorization basic() {
    return Authorization.basic(encoded(auth.clientId()), encoded(auth.clientSecret()));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  String addressProperty() {
    return propertyNames.of("token-url");
  }

  @Override
  @Nullable TokenResponse read(JsonNode body) {
    String token = body.path("access_token").asString("").strip();
    if (!Authorization.isValidHeaderValue(token)) {
      return null;
    }
    if (!body.path("token_type").asString("bearer").equalsIgnoreCase("bearer")) {
      return new TokenResponse.Failed(
          rejected(Reason.TOKENS_NOT_BEARER.text(), List.of("token-url")));
    }
    return new TokenResponse.Issued(
        token,
        duration(body.path("expires_in"), Duration.ofSeconds(1)),
        body.path("scope").isString() ? mask(body.path("scope").asString()) : null);
  }

  @Override
  Outcome.CarrierBlocked rejected(HttpResult.Response response, String quoted) {
    int status = response.status();
    if (response.family() != 4 || status == 404 || status == 405) {
      return rejected(Text.verbatim(quoted), List.of("token-url"));
    }
    return rejected(
        Text.verbatim(quoted),
        switch (code(response)) {
          case "invalid_scope" -> List.of("scope");
          case "unsupported_grant_type" -> List.of("token-url");
          case "invalid_request" -> List.of("client-authentication", "parameters");
          default -> List.of("client-id", "client-secret");
        });
  }

  private Outcome.CarrierBlocked rejected(Text why, List<String> properties) {
    return propertyNames.blocked(
        Reason.TOKEN_REQUEST_REJECTED.text(why),
        Phrase.and(properties.stream().map(propertyNames::of).toList()));
  }

  @Override
  Text unavailable(Text why) {
    return Reason.NO_TOKEN_ISSUED.text(why);
  }

  @Override
  Outcome.CarrierBlocked rejectedAfterRefresh(@Nullable String scope) {
    String quoted = scope == null ? "" : ResponseText.quote(scope);
    return propertyNames.blocked(
        quoted.isEmpty()
            ? Reason.FRESH_TOKEN_REJECTED.text()
            : Reason.FRESH_TOKEN_WITH_SCOPE_REJECTED.text(quoted),
        Phrase.COMMA.text(propertyNames.of("scope"), clientCredentialProperties()));
  }

  /** Masks the secret as configured, URL-encoded, and as part of the header. */
  @Override
  String mask(String text) {
    return Authorization.mask(basic().mask(text), List.of(auth.clientSecret()));
  }

  @Override
  String[] secrets() {
    return new String[] {auth.clientSecret()};
  }

  private Text clientCredentialProperties() {
    return propertyNames.both("client-id", "client-secret");
  }
}
