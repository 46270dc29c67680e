package orderimport.web;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.net.InetAddress;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.RSAPublicKey;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServer;
import org.springframework.boot.web.server.servlet.context.AnnotationConfigServletWebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configuration.OAuth2AuthorizationServerConfiguration;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.authorization.client.InMemoryRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;

/**
 * A company's OpenID Connect provider (Spring Authorization Server) on this machine, with a login
 * form. Each user's password is the name and "-secret"; a claim lists the user's groups.
 */
final class CompanyLogin implements AutoCloseable {
  static final String CLIENT = "order-import";
  static final String SECRET = "the-client's-secret";
  static final String CLAIM = "teams";

  // A strong reference: an unreferenced logger is garbage-collected with its level.
  private static final Logger TOMCAT = Logger.getLogger("org.apache");

  private final AnnotationConfigServletWebServerApplicationContext context;

  private CompanyLogin(AnnotationConfigServletWebServerApplicationContext context) {
    this.context = context;
  }

  /**
   * Starts the provider.
   *
   * @param groups of each user
   */
  static CompanyLogin start(Map<String, List<String>> groups) {
    TOMCAT.setLevel(Level.WARNING);
    var context = new AnnotationConfigServletWebServerApplicationContext();
    context.registerBean(Groups.class, () -> new Groups(groups));
    context.register(Provider.class);
    context.refresh();
    return new CompanyLogin(context);
  }

  String issuer() {
    WebServer server = Objects.requireNonNull(context.getWebServer());
    return "http://127.0.0.1:" + server.getPort();
  }

  @Override
  public void close() {
    context.close();
  }

  record Groups(Map<String, List<String>> byUser) {}

  // Without @Configuration, or the component scan of the program would find it.
  @EnableWebSecurity
  static class Provider {
    private static @Nullable KeyPair keyPair;

    @Bean
    TomcatServletWebServerFactory server() {
      TomcatServletWebServerFactory factory = new TomcatServletWebServerFactory(0);
      factory.setAddress(InetAddress.getLoopbackAddress());
      // Tomcat calls no filter unless there is a servlet.
      factory.setRegisterDefaultServlet(true);
      return factory;
    }

    @Bean
    @Order(1)
    SecurityFilterChain protocol(HttpSecurity http) {
      http.oauth2AuthorizationServer(
              server -> {
                http.securityMatcher(server.getEndpointsMatcher());
                server.oidc(Customizer.withDefaults());
              })
          .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
          .exceptionHandling(
              denied ->
                  denied.authenticationEntryPoint(new LoginUrlAuthenticationEntryPoint("/login")));
      return http.build();
    }

    @Bean
    SecurityFilterChain form(HttpSecurity http) {
      return http.authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
          .formLogin(Customizer.withDefaults())
          .build();
    }

    @Bean
    UserDetailsService users(Groups groups) {
      return new InMemoryUserDetailsManager(
          groups.byUser().keySet().stream()
              .map(
                  name ->
                      User.withUsername(name).password("{noop}" + name + "-secret").roles().build())
              .toList());
    }

    /** The port of the page is not known yet; on loopback addresses any port matches. */
    @Bean
    RegisteredClientRepository clients() {
      return new InMemoryRegisteredClientRepository(
          RegisteredClient.withId(CLIENT)
              .clientId(CLIENT)
              .clientSecret("{noop}" + SECRET)
              .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
              .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
              .redirectUri("http://127.0.0.1/login/oauth2/code/company")
              .scope("openid")
              .build());
    }

    @Bean
    OAuth2TokenCustomizer<JwtEncodingContext> claims(Groups groups) {
      return token -> {
        if (token.getTokenType().getValue().equals(OidcParameterNames.ID_TOKEN)) {
          token
              .getClaims()
              .claim(
                  CLAIM, groups.byUser().getOrDefault(token.getPrincipal().getName(), List.of()));
        }
      };
    }

    /** Generated once, because it takes seconds. */
    private static synchronized KeyPair keyPair() throws NoSuchAlgorithmException {
      if (keyPair == null) {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        keyPair = generator.generateKeyPair();
      }
      return keyPair;
    }

    @Bean
    JWKSource<SecurityContext> keys() throws NoSuchAlgorithmException {
      KeyPair pair = keyPair();
      return new ImmutableJWKSet<>(
          new JWKSet(
              new RSAKey.Builder((RSAPublicKey) pair.getPublic())
                  .privateKey(pair.getPrivate())
                  .keyID("1")
                  .build()));
    }

    @Bean
    JwtDecoder decoder(JWKSource<SecurityContext> keys) {
      return OAuth2AuthorizationServerConfiguration.jwtDecoder(keys);
    }

    @Bean
    AuthorizationServerSettings settings() {
      return AuthorizationServerSettings.builder().build();
    }
  }
}
