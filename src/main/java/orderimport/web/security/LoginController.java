package orderimport.web.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import orderimport.web.CookieHeaderLocaleResolver;
import orderimport.web.WebProperties;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Login, and the choice of the language. */
@Controller
class LoginController {
  /**
   * A path of this server, with a query as browsers encode it. Braces would be taken for variables
   * of the redirection.
   */
  private static final Pattern OWN_ADDRESS =
      Pattern.compile("/(?!/)[\\w/.-]*(\\?[\\w=&.%+:,!*()'/?~@;$-]*)?");

  private final List<ClientRegistration> openId;
  private final boolean passwords;
  private final CookieHeaderLocaleResolver cookieHeaderLocaleResolver;

  LoginController(
      ObjectProvider<ClientRegistrationRepository> openId,
      WebProperties settings,
      CookieHeaderLocaleResolver cookieHeaderLocaleResolver) {
    ClientRegistrationRepository registrations = openId.getIfAvailable();
    this.openId =
        registrations instanceof Iterable<?> all
            ? StreamSupport.stream(all.spliterator(), false)
                .map(ClientRegistration.class::cast)
                .toList()
            : List.of();
    this.passwords = this.openId.isEmpty() || !settings.users().isEmpty();
    this.cookieHeaderLocaleResolver = cookieHeaderLocaleResolver;
  }

  /** An OpenID Connect provider offered on the login page. */
  record OidcLoginOption(String id, String name) {}

  @GetMapping("/login")
  String login(HttpServletRequest request, Model model) {
    model.addAttribute("passwords", passwords);
    model.addAttribute(
        "oidcLogins",
        openId.stream()
            .map(
                registration ->
                    new OidcLoginOption(
                        registration.getRegistrationId(), registration.getClientName()))
            .toList());
    model.addAttribute(
        "notice",
        List.of("error", "rate-limited", "logout", "oidc-error").stream()
            .filter(name -> request.getParameter(name) != null)
            .findFirst()
            .orElse(""));
    return "login";
  }

  @GetMapping("/")
  String home() {
    return "redirect:/imports";
  }

  @PostMapping("/language")
  String language(
      @RequestParam String to,
      @RequestParam(defaultValue = "/imports") String back,
      HttpServletRequest request,
      HttpServletResponse response) {
    CookieHeaderLocaleResolver.SUPPORTED.stream()
        .filter(locale -> locale.getLanguage().equals(to))
        .findFirst()
        .ifPresent(
            (Locale locale) -> cookieHeaderLocaleResolver.setLocale(request, response, locale));
    return "redirect:" + (OWN_ADDRESS.matcher(back).matches() ? back : "/imports");
  }
}
