package orderimport.web.security;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.HEAD;
import static org.springframework.http.HttpMethod.POST;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import orderimport.background.ImportTaskExecutor;
import orderimport.web.Htmx;
import orderimport.web.WebProperties;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.access.hierarchicalroles.RoleHierarchy;
import org.springframework.security.access.hierarchicalroles.RoleHierarchyImpl;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.authentication.UsernamePasswordAuthenticationFilter;
import org.springframework.security.web.authentication.www.BasicAuthenticationFilter;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;

/** The roles that each path requires; all other requests are denied. */
@Configuration(proxyBeanMethods = false)
class WebSecurity {
  /** Allows only scripts and styles that the application serves as files; no inline ones. */
  private static final String CONTENT_SECURITY_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

  private static final Pattern FRAGMENT_OR_FILE =
      Pattern.compile("/(events|progress|unseen|favicon\\.ico|audit\\.csv)$|/files/|^/templates/");

  /** UPLOAD, PLACE and ADMIN include VIEW. */
  @Bean
  static RoleHierarchy roleHierarchy() {
    return RoleHierarchyImpl.withDefaultRolePrefix()
        .role(Role.UPLOAD.name())
        .implies(Role.VIEW.name())
        .role(Role.PLACE.name())
        .implies(Role.VIEW.name())
        .role(Role.ADMIN.name())
        .implies(Role.VIEW.name())
        .build();
  }

  // The filters are not beans: Spring Boot would register them with the servlet container, too.
  private final LoginRateLimitFilter loginRateLimitFilter;
  private final RateLimiters limiters;

  WebSecurity(RateLimiters limiters) {
    this.limiters = limiters;
    this.loginRateLimitFilter = new LoginRateLimitFilter(limiters);
  }

  /** The actuator: health is public; metrics need the role METRICS, by HTTP Basic. */
  @Bean
  @Order(1)
  SecurityFilterChain monitoring(HttpSecurity http) {
    return http.securityMatcher("/actuator/**")
        .authorizeHttpRequests(
            requests ->
                requests
                    .requestMatchers(GET, "/actuator/health/**")
                    .permitAll()
                    .requestMatchers(HEAD, "/actuator/health/**")
                    .permitAll()
                    .requestMatchers(GET, "/actuator/**")
                    .hasRole(Role.METRICS.name())
                    .requestMatchers(HEAD, "/actuator/**")
                    .hasRole(Role.METRICS.name())
                    .anyRequest()
                    .denyAll())
        .addFilterBefore(loginRateLimitFilter, BasicAuthenticationFilter.class)
        .httpBasic(Customizer.withDefaults())
        .csrf(csrf -> csrf.disable())
        .sessionManagement(
            session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .build();
  }

  @Bean
  SecurityFilterChain pages(
      HttpSecurity http,
      WebProperties settings,
      ImportTaskExecutor importTaskExecutor,
      RoleHierarchy roles,
      ObjectProvider<ClientRegistrationRepository> openId,
      OidcGroupRoleMapper oidcGroupRoleMapper) {
    http.authorizeHttpRequests(
            requests ->
                requests
                    .dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.ASYNC)
                    .permitAll()
                    .requestMatchers(GET, "/login", "/assets/**", "/favicon.ico")
                    .permitAll()
                    .requestMatchers(HEAD, "/login", "/assets/**", "/favicon.ico")
                    .permitAll()
                    .requestMatchers(POST, "/language")
                    .permitAll()
                    .requestMatchers(
                        POST,
                        "/imports",
                        "/imports/*/reread",
                        "/imports/*/columns",
                        "/imports/*/columns/forget",
                        "/imports/*/cells",
                        "/imports/*/offer")
                    .hasRole(Role.UPLOAD.name())
                    .requestMatchers(
                        POST, "/imports/*/review", "/imports/*/assign", "/imports/*/discard")
                    .hasAnyRole(Role.UPLOAD.name(), Role.PLACE.name())
                    .requestMatchers(POST, "/inboxes/run")
                    .hasAnyRole(Role.UPLOAD.name(), Role.PLACE.name())
                    .requestMatchers("/audit", "/audit.csv")
                    .hasRole(Role.ADMIN.name())
                    .requestMatchers("/imports/*/place")
                    .hasRole(Role.PLACE.name())
                    .requestMatchers("/tokens", "/tokens/*/revoke")
                    .hasRole(Role.ADMIN.name())
                    .requestMatchers(POST, "/in-doubt/*")
                    .hasRole(Role.PLACE.name())
                    .requestMatchers(POST, "/changes/seen")
                    .hasRole(Role.VIEW.name())
                    .requestMatchers(
                        POST,
                        "/imports/*/pause",
                        "/imports/*/resume",
                        "/imports/*/archive",
                        "/imports/*/unarchive")
                    .hasAnyRole(Role.UPLOAD.name(), Role.PLACE.name())
                    .requestMatchers(GET, "/**")
                    .hasRole(Role.VIEW.name())
                    .requestMatchers(HEAD, "/**")
                    .hasRole(Role.VIEW.name())
                    .anyRequest()
                    .denyAll())
        .addFilterBefore(
            new UploadAdmissionFilter(
                settings,
                importTaskExecutor,
                roles,
                Set.of("/imports"),
                WebSecurity::rejectUpload,
                limiters),
            CsrfFilter.class)
        .addFilterBefore(loginRateLimitFilter, UsernamePasswordAuthenticationFilter.class)
        .exceptionHandling(handling -> handling.authenticationEntryPoint(loginEntryPoint()))
        .requestCache(cache -> cache.requestCache(requestedPages()))
        .formLogin(
            form ->
                form.loginPage("/login").defaultSuccessUrl("/imports").failureUrl("/login?error"))
        .logout(logout -> logout.logoutSuccessUrl("/login?logout"))
        .headers(
            headers ->
                headers
                    .contentSecurityPolicy(
                        policy -> policy.policyDirectives(CONTENT_SECURITY_POLICY))
                    .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN))
                    .permissionsPolicyHeader(
                        permissions ->
                            permissions.policy("camera=(), microphone=(), geolocation=()")));
    if (openId.getIfAvailable() != null) {
      http.oauth2Login(
          login ->
              login
                  .loginPage("/login")
                  .defaultSuccessUrl("/imports")
                  .failureUrl("/login?oidc-error")
                  .userInfoEndpoint(
                      user ->
                          user.oidcUserService(new OidcUsers())
                              .userAuthoritiesMapper(oidcGroupRoleMapper)));
    }
    return http.build();
  }

  private static void rejectUpload(
      HttpServletRequest request,
      HttpServletResponse response,
      UploadAdmissionFilter.Rejection rejection)
      throws IOException {
    switch (rejection) {
      case FORBIDDEN -> response.sendError(HttpStatus.FORBIDDEN.value());
      case NOT_FOUND -> response.sendError(HttpStatus.NOT_FOUND.value());
      case LARGE, FULL, RATE_LIMITED, BUSY ->
          response.sendRedirect(
              request.getContextPath()
                  + "/imports?rejected="
                  + rejection.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }
  }

  /**
   * Makes htmx reload the page, which redirects to the login: a fragment cannot show it. A stream
   * of events is not redirected either: the login page that it would load starts a session of its
   * own, which may replace that of the reloaded page and lose the address to return to.
   */
  private static AuthenticationEntryPoint loginEntryPoint() {
    AuthenticationEntryPoint login = new LoginUrlAuthenticationEntryPoint("/login");
    return (request, response, exception) -> {
      if (Htmx.isFrom(request) || isEventStream(request)) {
        Htmx.reload(request, response);
        response.setStatus(HttpStatus.UNAUTHORIZED.value());
      } else {
        login.commence(request, response, exception);
      }
    };
  }

  private static boolean isEventStream(HttpServletRequest request) {
    return MediaType.TEXT_EVENT_STREAM_VALUE.equals(request.getHeader(HttpHeaders.ACCEPT));
  }

  /** After the login the user gets the requested page, but never a fragment or a file. */
  @SuppressWarnings("NullAway") // With null, Spring Security adds no parameter to the address.
  private static HttpSessionRequestCache requestedPages() {
    HttpSessionRequestCache cache = new HttpSessionRequestCache();
    cache.setRequestMatcher(
        request ->
            request.getMethod().equals(GET.name())
                && !Htmx.isFrom(request)
                && !FRAGMENT_OR_FILE.matcher(request.getServletPath()).find());
    cache.setMatchingRequestParameterName(null);
    return cache;
  }

  /** Rejects U+0000, which PostgreSQL cannot store in a text. */
  @Bean
  static StrictHttpFirewall firewall() {
    StrictHttpFirewall firewall = new StrictHttpFirewall();
    firewall.setAllowedParameterValues(value -> value.indexOf('\0') < 0);
    return firewall;
  }
}
