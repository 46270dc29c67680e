package orderimport.web.security;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import orderimport.web.WebProperties;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.mapping.GrantedAuthoritiesMapper;
import org.springframework.security.oauth2.core.oidc.user.OidcUserAuthority;
import org.springframework.security.oauth2.core.user.OAuth2UserAuthority;
import org.springframework.stereotype.Component;

/** Maps the groups in the claims of an OpenID Connect login to roles. */
@Component
class OidcGroupRoleMapper implements GrantedAuthoritiesMapper {
  private static final String ANY_USER = "*";

  private final WebProperties.Oidc settings;

  OidcGroupRoleMapper(WebProperties settings) {
    this.settings = settings.oidc();
  }

  @Override
  public Collection<? extends GrantedAuthority> mapAuthorities(
      Collection<? extends GrantedAuthority> authorities) {
    Set<GrantedAuthority> granted = new LinkedHashSet<>();
    for (GrantedAuthority authority : authorities) {
      if (authority instanceof OidcUserAuthority oidc) {
        grant(groups(oidc.getIdToken().getClaims()), granted);
        grant(groups(oidc.getAttributes()), granted);
      } else if (authority instanceof OAuth2UserAuthority user) {
        grant(groups(user.getAttributes()), granted);
      }
    }
    return granted;
  }

  private List<String> groups(Map<String, Object> claims) {
    Object claim = find(claims, settings.claim());
    if (claim instanceof Collection<?> several) {
      return several.stream().map(String::valueOf).toList();
    }
    return claim == null ? List.of() : List.of(String.valueOf(claim).split("[ ,]+"));
  }

  /** A claim by its name, or by a path of nested objects such as {@code realm_access.roles}. */
  private static @Nullable Object find(Map<?, ?> claims, String path) {
    Object found = claims.get(path);
    for (int dot = path.indexOf('.'); found == null && dot > 0; dot = path.indexOf('.', dot + 1)) {
      if (claims.get(path.substring(0, dot)) instanceof Map<?, ?> inner) {
        found = find(inner, path.substring(dot + 1));
      }
    }
    return found;
  }

  private void grant(List<String> groups, Set<GrantedAuthority> granted) {
    for (Role role : Role.values()) {
      Set<String> allowed = settings.groups(role);
      if (allowed.contains(ANY_USER) || groups.stream().anyMatch(allowed::contains)) {
        granted.add(role.authority());
      }
    }
  }
}
