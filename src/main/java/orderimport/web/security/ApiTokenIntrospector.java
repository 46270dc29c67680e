package orderimport.web.security;

import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.oauth2.core.DefaultOAuth2AuthenticatedPrincipal;
import org.springframework.security.oauth2.core.OAuth2AuthenticatedPrincipal;
import org.springframework.security.oauth2.server.resource.introspection.BadOpaqueTokenException;
import org.springframework.security.oauth2.server.resource.introspection.OpaqueTokenIntrospector;
import org.springframework.stereotype.Component;

/** Resolves bearer tokens to their names and roles. */
@Component
public class ApiTokenIntrospector implements OpaqueTokenIntrospector {
  /** The attribute of the principal with the token's id. */
  public static final String TOKEN_ID = "token_id";

  private final ApiTokens apiTokens;

  ApiTokenIntrospector(ApiTokens apiTokens) {
    this.apiTokens = apiTokens;
  }

  @Override
  public OAuth2AuthenticatedPrincipal introspect(String secret) {
    ApiToken token =
        apiTokens
            .authenticate(secret)
            .orElseThrow(() -> new BadOpaqueTokenException("unknown, expired or revoked"));
    return new DefaultOAuth2AuthenticatedPrincipal(
        token.actor(),
        Map.of(TOKEN_ID, token.id()),
        token.roles().stream()
            .map(Role::authority)
            .collect(Collectors.<GrantedAuthority>toUnmodifiableList()));
  }
}
