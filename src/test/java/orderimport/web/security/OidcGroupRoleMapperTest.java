package orderimport.web.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import orderimport.web.WebProperties;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.user.OidcUserAuthority;

/** Roles from the claims of an OpenID Connect login. */
class OidcGroupRoleMapperTest {
  private final OidcGroupRoleMapper roles = roles("teams");

  private static OidcGroupRoleMapper roles(String claim) {
    return new OidcGroupRoleMapper(
        new Binder(
                new MapConfigurationPropertySource(
                    Map.of(
                        "order-import.web.oidc.claim", claim,
                        "order-import.web.oidc.view", "*",
                        "order-import.web.oidc.upload", "sales,support",
                        "order-import.web.oidc.place", "order-desk")))
            .bind("order-import.web", WebProperties.class)
            .get());
  }

  private List<String> granted(Map<String, Object> claims) {
    return granted(roles, claims);
  }

  private static List<String> granted(OidcGroupRoleMapper roles, Map<String, Object> claims) {
    OidcIdToken token =
        new OidcIdToken("token", Instant.EPOCH, Instant.EPOCH.plusSeconds(60), claims);
    return roles.mapAuthorities(Set.of(new OidcUserAuthority(token))).stream()
        .map(GrantedAuthority::getAuthority)
        .sorted()
        .toList();
  }

  @Test
  void a_configured_group_grants_its_role() {
    assertThat(granted(Map.of("sub", "1", "teams", List.of("order-desk", "other"))))
        .containsExactly("ROLE_PLACE", "ROLE_VIEW");
    assertThat(granted(Map.of("sub", "1", "teams", "sales")))
        .containsExactly("ROLE_UPLOAD", "ROLE_VIEW");
  }

  @Test
  void without_groups_only_the_role_of_all_users_is_granted() {
    assertThat(granted(Map.of("sub", "1"))).containsExactly("ROLE_VIEW");
    assertThat(granted(Map.of("sub", "1", "groups", List.of("order-desk"))))
        .containsExactly("ROLE_VIEW");
  }

  @Test
  void a_nested_claim_is_addressed_with_dots() {
    Map<String, Object> inner = Map.of("roles", List.of("order-desk"));
    assertThat(granted(roles("realm_access.roles"), Map.of("sub", "1", "realm_access", inner)))
        .containsExactly("ROLE_PLACE", "ROLE_VIEW");
    assertThat(
            granted(
                roles("resource_access.order.import.roles"),
                Map.of("sub", "1", "resource_access", Map.of("order.import", inner))))
        .containsExactly("ROLE_PLACE", "ROLE_VIEW");
    assertThat(
            granted(
                roles("https://login.example.com/roles"),
                Map.of("sub", "1", "https://login.example.com/roles", List.of("sales"))))
        .containsExactly("ROLE_UPLOAD", "ROLE_VIEW");
    assertThat(granted(roles("realm_access.roles"), Map.of("sub", "1", "realm_access", "roles")))
        .containsExactly("ROLE_VIEW");
  }
}
