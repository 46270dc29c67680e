package orderimport.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A login at a company's OpenID Connect provider, over real HTTP. */
class OpenIdTest {
  private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");

  @Test
  void permissions_follow_the_groups_of_the_company_login() throws Exception {
    try (CompanyLogin company =
            CompanyLogin.start(
                Map.of(
                    "anna", List.of("sales"),
                    "bo", List.of("order-desk", "other"),
                    "carl", List.of("cleaning")));
        Server server = Server.Installation.create(settings(company)).start()) {
      assertThat(server.startupOutput()).as("no local user is created").doesNotContain("password");

      RedirectingUser anonymous = new RedirectingUser();
      HttpResponse<String> loginPage = anonymous.get(server.at("/imports"));
      assertThat(loginPage.uri()).hasToString(server.at("/login"));
      assertThat(loginPage.body()).contains("Log in with The company").doesNotContain("username");

      RedirectingUser anna = new RedirectingUser();
      HttpResponse<String> imports = anna.logIn(server, "anna");
      assertThat(imports.uri().getPath()).isEqualTo("/imports");
      assertThat(imports.body()).contains(">anna<", "id=\"file\"");
      assertThat(anna.get(server.at("/in-doubt")).statusCode()).isEqualTo(200);
      assertThat(anna.get(server.at("/imports/1/place")).statusCode()).isEqualTo(403);

      RedirectingUser bo = new RedirectingUser();
      assertThat(bo.logIn(server, "bo").body()).contains(">bo<").doesNotContain("id=\"file\"");
      assertThat(bo.get(server.at("/imports/1/place")).statusCode())
          .as("permitted, but the import does not exist")
          .isEqualTo(404);

      RedirectingUser carl = new RedirectingUser();
      HttpResponse<String> forbidden = carl.logIn(server, "carl");
      assertThat(forbidden.statusCode()).isEqualTo(403);
      assertThat(forbidden.body())
          .contains("does not have the permission", "carl", "Log out")
          .doesNotContain("Exception");

      HttpResponse<String> forged =
          new RedirectingUser().get(server.at("/login/oauth2/code/company?code=1&state=2"));
      assertThat(forged.uri()).hasToString(server.at("/login?oidc-error"));
      assertThat(forged.body()).contains("The login failed.");

      HttpResponse<String> loggedOut = anna.press(server.at("/imports"), server.at("/logout"));
      assertThat(loggedOut.uri()).hasToString(server.at("/login?logout"));
      assertThat(anna.get(server.at("/imports")).uri()).hasToString(server.at("/login"));
      assertThat(bo.get(server.at("/imports")).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void an_unreachable_provider_is_named_at_startup() throws Exception {
    CompanyLogin unreachable = CompanyLogin.start(Map.of());
    String issuer = unreachable.issuer();
    Map<String, String> settings = settings(unreachable);
    unreachable.close();
    assertThatThrownBy(() -> Server.Installation.create(settings).start())
        .hasMessageContaining("The OpenID Connect provider at %s cannot be reached", issuer);
  }

  /** With the keys of README.md, "The page", and of Spring Boot. */
  private static Map<String, String> settings(CompanyLogin company) {
    Map<String, String> settings = new HashMap<>();
    String client = "spring.security.oauth2.client.";
    settings.put(client + "registration.company.client-id", CompanyLogin.CLIENT);
    settings.put(client + "registration.company.client-secret", CompanyLogin.SECRET);
    settings.put(client + "registration.company.client-name", "The company");
    settings.put(client + "registration.company.scope", "openid");
    settings.put(client + "provider.company.issuer-uri", company.issuer());
    settings.put("order-import.web.oidc.claim", CompanyLogin.CLAIM);
    settings.put("order-import.web.oidc.upload", "sales");
    settings.put("order-import.web.oidc.place", "order-desk");
    return settings;
  }

  /** A user who follows redirects. */
  private static final class RedirectingUser {
    private final HttpClient http =
        HttpClient.newBuilder()
            .cookieHandler(new CookieManager())
            .followRedirects(Redirect.NORMAL)
            .build();

    HttpResponse<String> get(String uri) throws IOException, InterruptedException {
      return http.send(
          HttpRequest.newBuilder(URI.create(uri)).header("Accept", "text/html").build(),
          BodyHandlers.ofString());
    }

    HttpResponse<String> logIn(Server server, String name)
        throws IOException, InterruptedException {
      HttpResponse<String> form = get(server.at("/oauth2/authorization/company"));
      assertThat(form.uri().getPath()).isEqualTo("/login");
      assertThat(form.uri().getPort()).isNotEqualTo(server.uri().getPort());
      return post(
          form.uri(),
          Map.of("username", name, "password", name + "-secret", "_csrf", token(form.body())));
    }

    /** Presses a button of a form that has only the CSRF token. */
    HttpResponse<String> press(String page, String target)
        throws IOException, InterruptedException {
      return post(URI.create(target), Map.of("_csrf", token(get(page).body())));
    }

    private HttpResponse<String> post(URI uri, Map<String, String> fields)
        throws IOException, InterruptedException {
      StringBuilder form = new StringBuilder();
      fields.forEach(
          (name, value) ->
              form.append(name).append('=').append(URLEncoder.encode(value, UTF_8)).append('&'));
      return http.send(
          HttpRequest.newBuilder(uri)
              .header("Accept", "text/html")
              .header("Content-Type", "application/x-www-form-urlencoded")
              .POST(BodyPublishers.ofString(form.toString()))
              .build(),
          BodyHandlers.ofString());
    }

    private static String token(String page) {
      Matcher token = TOKEN.matcher(page);
      if (!token.find()) {
        throw new IllegalStateException("The page has no token");
      }
      return token.group(1);
    }
  }
}
