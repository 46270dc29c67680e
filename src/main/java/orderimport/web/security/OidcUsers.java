package orderimport.web.security;

import java.util.Set;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserRequest;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserService;
import org.springframework.security.oauth2.client.userinfo.OAuth2UserService;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.oauth2.core.oidc.user.OidcUserAuthority;
import org.springframework.util.StringUtils;

/**
 * Users of OpenID Connect with the claims of their token, but without the token itself: their
 * sessions may be in the database.
 */
final class OidcUsers implements OAuth2UserService<OidcUserRequest, OidcUser> {
  private final OidcUserService service = new OidcUserService();

  @Override
  public OidcUser loadUser(OidcUserRequest request) {
    OidcUser user = service.loadUser(request);
    OidcIdToken token = user.getIdToken();
    OidcIdToken claims =
        new OidcIdToken("-", token.getIssuedAt(), token.getExpiresAt(), token.getClaims());
    Set<GrantedAuthority> groups = Set.of(new OidcUserAuthority(claims, user.getUserInfo()));
    String nameAttribute =
        request
            .getClientRegistration()
            .getProviderDetails()
            .getUserInfoEndpoint()
            .getUserNameAttributeName();
    return StringUtils.hasText(nameAttribute)
        ? new DefaultOidcUser(groups, claims, user.getUserInfo(), nameAttribute)
        : new DefaultOidcUser(groups, claims, user.getUserInfo());
  }
}
