package orderimport.web.api;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.PATCH;
import static org.springframework.http.HttpMethod.POST;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import orderimport.background.ImportTaskExecutor;
import orderimport.web.WebProperties;
import orderimport.web.security.ApiTokenIntrospector;
import orderimport.web.security.RateLimiters;
import orderimport.web.security.Role;
import orderimport.web.security.UploadAdmissionFilter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.security.access.hierarchicalroles.RoleHierarchy;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.server.resource.BearerTokenError;
import org.springframework.security.oauth2.server.resource.web.access.BearerTokenAccessDeniedHandler;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.context.NullSecurityContextRepository;

/**
 * The roles that each path of the API requires of a bearer token; all other requests are denied.
 */
@Configuration(proxyBeanMethods = false)
class ApiSecurity {
  private static final String BUSY_PAUSE_SECONDS = "20";

  private final ApiProblems problems;
  private final RateLimiters limiters;

  ApiSecurity(ApiProblems problems, RateLimiters limiters) {
    this.problems = problems;
    this.limiters = limiters;
  }

  /** Without sessions: a cookie grants nothing here, so that no CSRF token is needed. */
  @Bean
  @Order(2)
  SecurityFilterChain api(
      HttpSecurity http,
      WebProperties settings,
      ImportTaskExecutor importTaskExecutor,
      RoleHierarchy roles,
      ApiTokenIntrospector tokens) {
    AuthenticationEntryPoint entryPoint = entryPoint();
    AccessDeniedHandler accessDenied = accessDenied();
    return http.securityMatcher("/api/**")
        .authorizeHttpRequests(
            requests ->
                requests
                    .requestMatchers(GET, OpenApiController.PATH)
                    .permitAll()
                    .requestMatchers(POST, "/api/v1/imports", "/api/v1/validate")
                    .hasRole(Role.UPLOAD.name())
                    .requestMatchers(PATCH, "/api/v1/imports/*/cells")
                    .hasRole(Role.UPLOAD.name())
                    .requestMatchers(POST, "/api/v1/imports/*/place", "/api/v1/orders/*/resolve")
                    .hasRole(Role.PLACE.name())
                    .requestMatchers(
                        POST,
                        "/api/v1/imports/*/pause",
                        "/api/v1/imports/*/resume",
                        "/api/v1/imports/*/review")
                    .hasAnyRole(Role.UPLOAD.name(), Role.PLACE.name())
                    .anyRequest()
                    .hasRole(Role.VIEW.name()))
        .oauth2ResourceServer(
            server ->
                server
                    .authenticationEntryPoint(entryPoint)
                    .accessDeniedHandler(accessDenied)
                    .opaqueToken(opaque -> opaque.introspector(tokens)))
        .exceptionHandling(
            handling ->
                handling.authenticationEntryPoint(entryPoint).accessDeniedHandler(accessDenied))
        .addFilterAfter(
            new ApiRateLimitFilter(limiters, settings.apiRequestsPerMinute(), problems),
            BearerTokenAuthenticationFilter.class)
        .addFilterAfter(new ApiBodyLimitFilter(problems), BearerTokenAuthenticationFilter.class)
        .addFilterAfter(
            new UploadAdmissionFilter(
                settings,
                importTaskExecutor,
                roles,
                Set.of("/api/v1/imports", "/api/v1/validate"),
                this::rejectUpload,
                limiters),
            BearerTokenAuthenticationFilter.class)
        .csrf(csrf -> csrf.disable())
        .requestCache(cache -> cache.disable())
        .logout(logout -> logout.disable())
        .securityContext(
            context -> context.securityContextRepository(new NullSecurityContextRepository()))
        .sessionManagement(
            session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .build();
  }

  /** That of Spring Security would also name metadata of OAuth 2.0, which tokens here lack. */
  private AuthenticationEntryPoint entryPoint() {
    return (request, response, exception) -> {
      ProblemCode code = ProblemCode.UNAUTHORIZED;
      String challenge = "Bearer";
      if (exception instanceof OAuth2AuthenticationException rejected) {
        challenge = "Bearer error=\"%s\"".formatted(rejected.getError().getErrorCode());
        if (rejected.getError() instanceof BearerTokenError error) {
          code = ProblemCode.of(error.getHttpStatus().value());
        }
      }
      response.setHeader(HttpHeaders.WWW_AUTHENTICATE, challenge);
      problems.write(code, request, response);
    };
  }

  private AccessDeniedHandler accessDenied() {
    AccessDeniedHandler bearer = new BearerTokenAccessDeniedHandler();
    return (request, response, exception) -> {
      bearer.handle(request, response, exception);
      problems.write(ProblemCode.FORBIDDEN, request, response);
    };
  }

  private void rejectUpload(
      HttpServletRequest request,
      HttpServletResponse response,
      UploadAdmissionFilter.Rejection rejection)
      throws IOException {
    ProblemCode code =
        switch (rejection) {
          case FORBIDDEN ->
              SecurityContextHolder.getContext().getAuthentication() == null
                  ? ProblemCode.UNAUTHORIZED
                  : ProblemCode.FORBIDDEN;
          case NOT_FOUND -> ProblemCode.NOT_FOUND;
          case LARGE -> ProblemCode.TOO_LARGE;
          case RATE_LIMITED -> ProblemCode.RATE_LIMITED;
          case FULL, BUSY -> ProblemCode.BUSY;
        };
    if (code == ProblemCode.UNAUTHORIZED) {
      response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
    } else if (code == ProblemCode.BUSY || code == ProblemCode.RATE_LIMITED) {
      response.setHeader(HttpHeaders.RETRY_AFTER, BUSY_PAUSE_SECONDS);
    }
    problems.write(code, request, response);
  }
}
