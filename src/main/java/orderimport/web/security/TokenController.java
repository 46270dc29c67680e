package orderimport.web.security;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import orderimport.imports.AuditLog;
import orderimport.imports.AuditLog.Action;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The page on which administrators make and revoke API tokens. */
@Controller
class TokenController {
  private static final Logger log = LoggerFactory.getLogger(TokenController.class);

  /** The roles that a token can have. */
  private static final List<Role> ROLES = List.of(Role.VIEW, Role.UPLOAD, Role.PLACE);

  private static final List<Integer> DAYS = List.of(30, 90, 365);
  private static final String NAME = "[\\p{L}\\p{N}][\\p{L}\\p{N} ._-]{0,59}";

  private final ApiTokens apiTokens;
  private final AuditLog auditLog;
  private final TransactionTemplate transaction;
  private final Clock clock;

  TokenController(
      ApiTokens apiTokens, AuditLog auditLog, TransactionTemplate transaction, Clock clock) {
    this.apiTokens = apiTokens;
    this.auditLog = auditLog;
    this.transaction = transaction;
    this.clock = clock;
  }

  @GetMapping("/tokens")
  String list(Model model) {
    Instant now = clock.instant();
    model.addAttribute("tokens", apiTokens.findAll());
    model.addAttribute("now", now);
    model.addAttribute("roles", ROLES);
    model.addAttribute("days", DAYS);
    return "tokens";
  }

  @PostMapping("/tokens")
  String create(
      @RequestParam(defaultValue = "") String name,
      @RequestParam(required = false) Set<Role> roles,
      @RequestParam(defaultValue = "90") int days,
      Authentication user,
      Model model,
      RedirectAttributes flash) {
    String given = name.strip();
    Set<Role> chosen = EnumSet.of(Role.VIEW);
    ROLES.stream().filter(role -> roles != null && roles.contains(role)).forEach(chosen::add);
    if (!given.matches(NAME) || !DAYS.contains(days)) {
      flash.addFlashAttribute("notice", "token.name-wrong");
      return "redirect:/tokens";
    }
    Optional<String> secret = make(given, chosen, Duration.ofDays(days), user.getName());
    if (secret.isEmpty()) {
      flash.addFlashAttribute("notice", "token.name-taken");
      return "redirect:/tokens";
    }
    log.info("The API token {} with {} was made by {}", given, chosen, user.getName());
    // Not after a redirect: the token would be stored in the session, which may be in the database.
    model.addAttribute("secret", secret.get());
    model.addAttribute("secretName", given);
    return list(model);
  }

  private Optional<String> make(String name, Set<Role> roles, Duration validity, String user) {
    return transaction.execute(
        status -> {
          Optional<String> secret = apiTokens.create(name, roles, validity, user);
          if (secret.isPresent()) {
            auditLog.add(
                user,
                Action.TOKEN_MADE,
                "%s (%s, %d d)".formatted(name, joined(roles), validity.toDays()));
          }
          return secret;
        });
  }

  private static String joined(Set<Role> roles) {
    return roles.stream().map(Role::name).collect(Collectors.joining(", "));
  }

  @PostMapping("/tokens/{id}/revoke")
  String revoke(@PathVariable long id, Authentication user, RedirectAttributes flash) {
    Optional<ApiToken> revoked =
        transaction.execute(
            status -> {
              Optional<ApiToken> token = apiTokens.revoke(id, user.getName());
              token.ifPresent(
                  each -> auditLog.add(user.getName(), Action.TOKEN_REVOKED, each.name()));
              return token;
            });
    revoked.ifPresent(
        token -> {
          log.info("The API token {} was revoked by {}", token.name(), user.getName());
          flash.addFlashAttribute("notice", "token.revoked");
          flash.addFlashAttribute("noticeValues", new String[] {token.name()});
        });
    return "redirect:/tokens";
  }
}
